"""`governance dictionary`: the data dictionary of the release that is served."""

from orchestration import paths
from orchestration.cli import exits
from orchestration.messages import texts
from orchestration.messages.refusals import Refused
from orchestration.release.shelf import DICTIONARY


def run() -> int:
    """Prints the dictionary as Markdown; returns the exit code. Raises `Refused` where there is none."""
    file = paths.current_link() / DICTIONARY
    if not file.exists():
        raise Refused(texts.shown("no_release"))
    print(file.read_text(encoding="utf-8"), end="")
    return exits.WELL
