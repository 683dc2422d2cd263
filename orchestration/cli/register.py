"""`governance register`: a raw file's row of the manifest, written or renewed."""

import datetime

from orchestration import paths
from orchestration.cli import exits
from orchestration.ingest import manifest
from orchestration.messages import texts
from orchestration.reference import Reference


def run(path: str, publisher: str | None, obtained: datetime.date | None) -> int:
    """Registers a file, named by its path below `raw/` or with `raw/` before it; returns the exit code."""
    path = path.removeprefix(f"{paths.raw_dir()}/").removeprefix("raw/")
    day = (obtained or datetime.date.today()).isoformat()
    entry = manifest.register(paths.raw_dir(), path, publisher, day, Reference(paths.seeds_dir()))
    print(texts.shown("registered", path=f"raw/{entry.path}", rows=entry.rows, sha256=entry.sha256[:12]))
    return exits.WELL
