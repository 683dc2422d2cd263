"""Editions that are late: not held although the publication calendar says that they should be out.

An edition is here when the release has a score or a rank of it, of however many units. Editions missing between
two that are here (there was no SIPAS of 2016) are not waited for.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from orchestration.messages.texts import EN, VI, text
from orchestration.reference import VIETNAM, Publication


@dataclass(frozen=True)
class LateEdition:
    """An edition that was to be out by the end of the day `due`."""

    index_code: str
    short_name: str
    year: int
    due: date
    note_vi: str
    note_en: str

    def say(self, language: str) -> str:
        due = {"due_vi": f"{self.due:%d/%m/%Y}", "due_en": f"{self.due.day} {self.due:%B %Y}"}
        return text("late_edition", language, index=self.short_name, year=self.year, **due)

    @property
    def text_vi(self) -> str:
        return self.say(VI)

    @property
    def text_en(self) -> str:
        return self.say(EN)


def due_date(publication: Publication, year: int) -> date:
    """The last day on which the edition of a year is in time."""
    due_year = year + publication.years_after
    return date(due_year, publication.due_month, calendar.monthrange(due_year, publication.due_month)[1])


def late_editions(
    publications: Iterable[Publication], held: Iterable[tuple[str, int]], today: date
) -> list[LateEdition]:
    """Editions after the newest one held whose day has passed, by index and year. `held` are index codes and years."""
    newest: dict[str, int] = {}
    for index_code, year in held:
        newest[index_code] = max(year, newest.get(index_code, year))
    return [
        LateEdition(each.index_code, each.short_name, year, due_date(each, year), each.note_vi, each.note_en)
        for each in publications
        if each.index_code in newest
        for year in range(newest[each.index_code] + 1, today.year + 1)
        if due_date(each, year) < today
    ]


def held_editions(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int]]:
    """Index and year of every edition of which the release has a score or a rank."""
    return connection.sql(
        "select index_code, year from marts.fct_coverage where units_with_score > 0 or units_with_rank > 0 order by all"
    ).fetchall()


def late_in(database: Path, publications: Iterable[Publication], today: date) -> list[LateEdition]:
    """What a published file lacks on a day."""
    with duckdb.connect(database, read_only=True) as connection:
        return late_editions(publications, held_editions(connection), today)


def today() -> date:
    """The day in Việt Nam."""
    return datetime.now(VIETNAM).date()
