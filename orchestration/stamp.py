"""Where the pages leave room for what only publishing knows: the release's id, its day and the sizes of its files.

Pages are the same bytes for the same inputs; what differs by release is put in while they are copied into it.
"""

import datetime
import re
from collections.abc import Mapping

from orchestration.messages import texts

RELEASE_ID = "%release-id%"
# As each language writes a date.
RELEASE_DAY = {"vi": "%release-day-vi%", "en": "%release-day-en%"}
RELEASE_YEAR = "%release-year%"
_SIZE = re.compile(r"%size-(vi|en) ([\w./-]+)%")
_NOT_KNOWN = "–"
# Files that may have the marks.
SUFFIXES = (".html", ".bib", ".txt")


def size_of(file: str, language: str) -> str:
    """Room for the size of a file, by its path below the release."""
    return f"%size-{language} {file}%"


def stamped(text: str, release_id: str, built_at: datetime.datetime, sizes: Mapping[str, int] | None = None) -> str:
    """The page as the release shows it; `sizes` are those of the files that are there by now, in bytes."""
    days = {mark: texts.day(built_at, language) for language, mark in RELEASE_DAY.items()}
    for mark, value in {RELEASE_ID: release_id, RELEASE_YEAR: str(built_at.year), **days}.items():
        text = text.replace(mark, value)
    return _SIZE.sub(lambda found: _size((sizes or {}).get(found[2]), found[1]), text)


def _size(n: int | None, language: str) -> str:
    if n is None:
        return _NOT_KNOWN
    unit, power = next(((unit, power) for unit, power in (("MB", 1e6), ("kB", 1e3)) if n >= power), ("B", 1))
    spec = ".1f" if n >= 1e6 else ",.0f"
    return f"{texts.number(n / power, spec, language)}\u00a0{unit}"
