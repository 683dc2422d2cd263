"""Reads the full official table of one edition: bytes in, cells as published or problems out.

Pure: no file is opened here, and `delimited_text` decodes what was saved. A figure keeps its printed decimals. A file
is refused with all its problems at once.
"""

import difflib
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from orchestration.ingest import delimited_text
from orchestration.messages.problems import Problem
from orchestration.messages.texts import LANGUAGES, text
from orchestration.reference import (
    ALL_COMPONENTS,
    IGNORED_ROLE,
    PROVINCE_ROLE,
    RANK_ROLE,
    TOTAL,
    Component,
    Edition,
    Layout,
    Reference,
    fold_name,
)

# Looking for near names takes a moment each: a file of strange names must not take minutes.
MAX_HINTS = 20
SCORE, RANK = "score", "rank"


@dataclass(frozen=True)
class Cell:
    """One figure of a full table. `measure` is score or rank, `value` plain decimal text, `value_text` as printed.

    `line` counts from 1 in `file`, which is relative to `raw/`."""

    index_code: str
    year: int
    province_name: str
    component_code: str
    measure: str
    heading: str
    value: str
    value_text: str
    file: str
    line: int
    sha256: str


@dataclass
class Hints:
    """Similar names for unknown ones, for a limited number of them. A person decides which is meant."""

    reference: Reference
    given: int = 0

    def unknown_province(self, file: str, line: int, column: str, name: str, boundary_set: str) -> Problem:
        """Why a name is refused: it is unknown, or it names a unit of another boundary set than the edition's."""
        if problem := self._unit_of_other_boundaries(file, line, column, name, boundary_set):
            return problem
        self.given += 1
        names: list[str] = []
        if self.given <= MAX_HINTS:
            aliases = self.reference.aliases.items()
            known = {key: province for (units, key), province in aliases if units == boundary_set}
            near = difflib.get_close_matches(fold_name(name[:100]), known, n=5, cutoff=0.6)
            names = list(dict.fromkeys(self.reference.province_names[known[key]] for key in near))[:3]
        hint = ", ".join(names)
        details = {
            **{f"hint_{each}": f" {text('near_names', each, names=hint)}" if hint else "" for each in LANGUAGES},
            "row": f"{boundary_set},{name[:100]},<province_id>,variant",
        }
        return Problem("unknown_province", file, line, column, name, details)

    def _unit_of_other_boundaries(
        self, file: str, line: int, column: str, name: str, boundary_set: str
    ) -> Problem | None:
        key = fold_name(name)
        meant = {province for (_, alias), province in self.reference.aliases.items() if alias == key}
        for code, here, there in (
            ("former_unit", "predecessor_id", "successor_id"),
            ("later_unit", "successor_id", "predecessor_id"),
        ):
            known = [link for link in self.reference.successions if getattr(link, here) in meant]
            if known:
                names = dict.fromkeys(self.reference.province_names[getattr(link, there)] for link in known)
                details = {"others": ", ".join(names), "since": known[0].effective_date, "units": boundary_set}
                return Problem(code, file, line, column, name, details)
        return None


@dataclass
class _Table:
    """Reader's state over one file."""

    edition: Edition
    reference: Reference
    file: str
    sha256: str
    layout: Layout
    roles: list[str] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def name_of(self, row: delimited_text.Row) -> str:
        """The province cell of a row, blank where the row is too short or the table names no province."""
        position = self.roles.index(PROVINCE_ROLE) if PROVINCE_ROLE in self.roles else len(row.cells)
        return row.cells[position] if position < len(row.cells) else ""

    def problem(
        self, code: str, line: int | None = None, column: str | None = None, value: str = "", **details
    ) -> Problem:
        return Problem(code, self.file, line, column, value, details)

    def refuse(self, code: str, line: int | None = None, column: str | None = None, value: str = "", **details) -> None:
        self.problems.append(self.problem(code, line, column, value, **details))


def read_table(
    content: bytes, file: str, sha256: str, index_code: str, year: int, reference: Reference
) -> tuple[list[Cell], list[Problem]]:
    """Cells of the table, or the reasons why it is refused; one of the two lists is empty.

    `content` is the whole file, `file` its path relative to `raw/`. One cell for each province and column.
    """
    edition = reference.editions.get((index_code, year))
    if edition is None:
        return [], [Problem("unknown_edition", file, value=f"{index_code} {year}")]
    layout = reference.layout(index_code, year)
    try:
        rows = delimited_text.read_rows(content, file, layout.roles)
    except delimited_text.Unreadable as reason:
        return [], [reason.problem]
    table = _Table(edition, reference, file, sha256, layout)
    if not rows:
        return [], [table.problem("empty")]
    header, *body = rows
    table.header = header.cells
    table.roles, table.problems = read_header(header, file, layout)
    while body and fold_name(table.name_of(body[-1])) in reference.summary_rows:
        body.pop()
    if not body:
        table.refuse("no_rows", header.line)
    if not table.problems:
        _read_body(table, body)
    return ([], table.problems) if table.problems else (table.cells, [])


def read_header(header: delimited_text.Row, file: str, layout: Layout) -> tuple[list[str], list[Problem]]:
    """Role of each column, and a problem for each unknown, repeated or missing heading."""
    problems = []
    roles = [layout.roles.get(fold_name(heading), "") for heading in header.cells]
    for position, (heading, role) in enumerate(zip(header.cells, roles, strict=True)):
        if not role:
            problems.append(Problem("unknown_column", file, header.line, heading or f"#{position + 1}"))
        elif role != IGNORED_ROLE and role in roles[:position]:
            problems.append(Problem("duplicate_column", file, header.line, heading))
    problems += [
        Problem("missing_column", file, header.line, heading)
        for role, heading in layout.required.items()
        if role not in roles
    ]
    return roles, problems


def _read_body(table: _Table, rows: list[delimited_text.Row]) -> None:
    edition, reference = table.edition, table.reference
    components = reference.components_of(edition.index_code, edition.year)
    unscored = reference.unscored(edition.index_code, edition.year)
    province_column = table.header[table.roles.index(PROVINCE_ROLE)]
    hints = Hints(reference)
    first_lines: dict[str, int] = {}
    for row in rows:
        if len(row.cells) != len(table.header):
            table.refuse("field_count", row.line, value=str(len(row.cells)), expected=len(table.header))
            continue
        name = table.name_of(row)
        province_id = reference.aliases.get((edition.boundary_set, fold_name(name)))
        if province_id is None:
            table.problems.append(
                hints.unknown_province(table.file, row.line, province_column, name, edition.boundary_set)
            )
            continue
        if province_id in first_lines:
            table.refuse("repeated_province", row.line, province_column, name, expected=first_lines[province_id])
            continue
        first_lines[province_id] = row.line
        for role, heading, printed in zip(table.roles, table.header, row.cells, strict=True):
            if role == RANK_ROLE:
                _read_rank(table, row.line, name, heading, printed)
            elif role in components:
                _read_score(table, row.line, name, heading, printed, components[role], unscored.get(province_id, set()))
    if not table.problems:
        _check_ranks(table)
    _check_units(table, set(first_lines), unscored)


def _add(table: _Table, line: int, name: str, component: str, measure: str, heading: str, value: str, printed: str):
    edition = table.edition
    key = (edition.index_code, edition.year, name, component, measure, heading)
    table.cells.append(Cell(*key, value, printed, table.file, line, table.sha256))


def _read_score(
    table: _Table, line: int, name: str, heading: str, printed: str, component: Component, unscored: set[str]
) -> None:
    is_unscored = bool(unscored & {ALL_COMPONENTS, component.code, component.parent_code})
    if bool(printed) == is_unscored:
        table.refuse("unexpected_value" if printed else "missing_value", line, heading, printed)
        return
    value = ""
    if printed:
        value, problem = delimited_text.read_number(
            printed,
            component.min_score,
            component.max_score,
            lambda code, **details: table.problem(code, line, heading, printed, **details),
            is_percent=component.max_score == 100,
        )
        if problem:
            table.problems.append(problem)
            return
    _add(table, line, name, component.code, SCORE, heading, value, printed)


def _read_rank(table: _Table, line: int, name: str, heading: str, printed: str) -> None:
    """A blank cell means that the unit has no rank."""
    if printed and not is_rank(printed, table.edition.units_expected):
        table.refuse("not_a_rank", line, heading, printed, expected=table.edition.units_expected)
    elif printed:
        _add(table, line, name, TOTAL, RANK, heading, printed, printed)


def is_rank(printed: str, last: int) -> bool:
    """Whether this is a whole number from 1 to `last`, written in at most four digits."""
    return printed.isascii() and printed.isdigit() and len(printed) <= 4 and 1 <= int(printed) <= last


def _check_ranks(table: _Table) -> None:
    """Printed ranks must follow from the printed totals; equal totals may share a rank or divide it."""
    totals = {cell.line: Decimal(cell.value) for cell in table.cells if _is(cell, SCORE) and cell.value}
    of_value = Counter(totals.values())
    place, better = {}, 0
    for value in sorted(of_value, reverse=True):
        place[value] = (better + 1, better + of_value[value])
        better += of_value[value]
    for cell in table.cells:
        if _is(cell, RANK) and cell.line in totals:
            first, last = place[totals[cell.line]]
            if not first <= int(cell.value) <= last:
                expected = str(first) if first == last else f"{first}-{last}"
                table.refuse("rank_disagrees", cell.line, cell.heading, cell.value, expected=expected)


def _is(cell: Cell, measure: str) -> bool:
    return cell.component_code == TOTAL and cell.measure == measure


def _check_units(table: _Table, seen: set[str], unscored: dict[str, set[str]]) -> None:
    boundary_set = table.edition.boundary_set
    expected = {province for (units, _), province in table.reference.aliases.items() if units == boundary_set}
    excused = {province for province, components in unscored.items() if ALL_COMPONENTS in components}
    missing = sorted(expected - seen - excused)
    if missing:
        names = ", ".join(table.reference.province_names[province] for province in missing)
        table.refuse("missing_units", value=names, count=len(missing), expected=table.edition.units_expected)
