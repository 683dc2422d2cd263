"""Where the pages leave room for what only publishing knows: the release's id and its day.

Pages are the same bytes for the same inputs; what differs by release is put in while they are copied into it.
"""

import datetime

from orchestration.messages import texts

RELEASE_ID = "%release-id%"
# As each language writes a date.
RELEASE_DAY = {"vi": "%release-day-vi%", "en": "%release-day-en%"}
RELEASE_YEAR = "%release-year%"
# Files that may have the marks.
SUFFIXES = (".html", ".bib", ".txt")


def stamped(text: str, release_id: str, built_at: datetime.datetime) -> str:
    """The page as the release shows it."""
    days = {mark: texts.day(built_at, language) for language, mark in RELEASE_DAY.items()}
    for mark, value in {RELEASE_ID: release_id, RELEASE_YEAR: str(built_at.year), **days}.items():
        text = text.replace(mark, value)
    return text
