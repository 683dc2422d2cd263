"""Whether a run would publish once more what is served already."""

from dataclasses import astuple

from orchestration import paths
from orchestration.ingest import manifest
from orchestration.messages.refusals import Refused
from orchestration.reference import Reference
from orchestration.release import shelf
from orchestration.release.inputs import code_sha256, inputs_sha256


def is_published() -> bool:
    """True where the newest release is served, is whole, and was made from what lies here now."""
    published = paths.published_dir()
    current = shelf.current_id(published)
    # Whoever went back to an earlier release will want the next run to publish.
    if current is None or shelf.ids(published)[:1] != [current]:
        return False
    folder = shelf.folder_of(published) / current
    made_from = (shelf.read_summary(folder) or {}).get("inputs_sha256")
    return made_from is not None and made_from == _inputs() and not shelf.differences(folder)


def _inputs() -> str | None:
    """None where the raw files are not as registered: a run says what is wrong with them."""
    code = code_sha256()
    try:
        snapshot = manifest.take_snapshot(paths.raw_dir(), Reference(paths.seeds_dir()))
    except (OSError, ValueError, KeyError, Refused):  # a seed that cannot be read
        return None
    return None if snapshot.problems else inputs_sha256(map(astuple, snapshot.entries.values()), code)
