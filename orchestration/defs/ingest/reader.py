"""Reads the full official table of one edition: bytes in, cells as published or problems out.

Pure: no file is opened here and nothing is changed but the text's encoding (UTF-8, composed accents) and the
blanks around a cell. A file is refused with all its problems, not the first only.
"""

import csv
import difflib
import io
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from orchestration.defs.ingest.problems import Problem
from orchestration.reference import ALL_COMPONENTS, PROVINCE_ROLE, Component, Edition, Reference, fold_name

# A full table of 63 provinces is 16 kB.
MAX_BYTES = 5_000_000
# As printed by the publishers, and as the warehouse stores them.
MAX_DECIMALS = 5
_NUMBER = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")


@dataclass(frozen=True)
class Cell:
    """One figure of a full table as published. `line` counts from 1 in `file`, which is relative to `raw/`."""

    index_code: str
    year: int
    province_name: str
    component_code: str
    heading: str
    value_text: str
    file: str
    line: int
    sha256: str


@dataclass(frozen=True)
class _Table:
    """Reader's state over one file."""

    edition: Edition
    reference: Reference
    file: str
    sha256: str

    def problem(
        self, code: str, line: int | None = None, column: str | None = None, value: str = "", **details
    ) -> Problem:
        return Problem(code, self.file, line, column, value, details)


def read_table(
    content: bytes, file: str, sha256: str, index_code: str, year: int, reference: Reference
) -> tuple[list[Cell], list[Problem]]:
    """Cells of the table, or the reasons why it is refused; one of the two lists is empty.

    `content` is the whole file, `file` its path relative to `raw/`. One cell for each province and component.
    """
    edition = reference.editions.get((index_code, year))
    if edition is None:
        return [], [Problem("unknown_edition", file, value=f"{index_code} {year}")]
    table = _Table(edition, reference, file, sha256)
    if len(content) > MAX_BYTES:
        return [], [table.problem("too_large", value=str(len(content)), expected=MAX_BYTES)]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return [], [table.problem("encoding", line, value=f"0x{content[error.start]:02x}")]

    lines, problems = _split(table, text)
    if problems:
        return [], problems
    if not lines:
        return [], [table.problem("empty")]
    header_line, header = lines[0]
    roles, problems = _roles(table, header_line, header)
    if len(lines) == 1:
        problems.append(table.problem("no_rows", header_line))
    if problems:
        return [], problems
    cells, problems = _cells(table, header, roles, lines[1:])
    return ([], problems) if problems else (cells, [])


def _split(table: _Table, text: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Non-blank lines as (line number, cells)."""
    rows = csv.reader(io.StringIO(unicodedata.normalize("NFC", text), newline=""), strict=True)
    lines = []
    line = 1
    try:
        for row in rows:
            values = [value.strip() for value in row]
            if any(values):
                lines.append((line, values))
            line = rows.line_num + 1
    except csv.Error as error:
        return [], [table.problem("csv", line, value=str(error))]
    return lines, []


def _roles(table: _Table, line: int, header: list[str]) -> tuple[dict[str, str], list[Problem]]:
    """Role by heading, where every heading of the edition stands once and no other does."""
    expected = table.reference.headings_of(table.edition.index_code, table.edition.year)
    problems = []
    for position, heading in enumerate(header):
        if heading not in expected:
            problems.append(table.problem("unknown_column", line, heading or f"#{position + 1}"))
        elif heading in header[:position]:
            problems.append(table.problem("duplicate_column", line, heading))
    problems += [table.problem("missing_column", line, heading) for heading in expected if heading not in header]
    return expected, problems


def _cells(
    table: _Table, header: list[str], roles: dict[str, str], lines: list[tuple[int, list[str]]]
) -> tuple[list[Cell], list[Problem]]:
    edition, reference = table.edition, table.reference
    components = reference.components_of(edition.index_code, edition.year)
    unscored = reference.unscored(edition.index_code, edition.year)
    province_heading = next(heading for heading in header if roles[heading] == PROVINCE_ROLE)
    cells: list[Cell] = []
    problems: list[Problem] = []
    first_lines: dict[str, int] = {}
    for line, values in lines:
        if len(values) != len(header):
            problems.append(table.problem("field_count", line, value=str(len(values)), expected=len(header)))
            continue
        row = dict(zip(header, values, strict=True))
        name = row.pop(province_heading)
        province_id = reference.aliases.get((edition.boundary_set, fold_name(name)))
        if province_id is None:
            problems.append(_unknown_province(table, line, province_heading, name))
            continue
        if province_id in first_lines:
            problems.append(
                table.problem("repeated_province", line, province_heading, name, expected=first_lines[province_id])
            )
            continue
        first_lines[province_id] = line
        for heading, value in row.items():
            component = components[roles[heading]]
            problem = _check_value(table, line, heading, value, component, unscored.get(province_id, set()))
            if problem:
                problems.append(problem)
            cells.append(
                Cell(
                    edition.index_code,
                    edition.year,
                    name,
                    component.code,
                    heading,
                    value,
                    table.file,
                    line,
                    table.sha256,
                )
            )
    problems += _missing_units(table, set(first_lines), unscored)
    return cells, problems


def _check_value(
    table: _Table, line: int, heading: str, value: str, component: Component, unscored: set[str]
) -> Problem | None:
    is_unscored = bool(unscored & {ALL_COMPONENTS, component.code, component.parent_code})
    if not value:
        return None if is_unscored else table.problem("missing_value", line, heading)
    if is_unscored:
        return table.problem("unexpected_value", line, heading, value)
    match = _NUMBER.fullmatch(value)
    if match is None:
        return table.problem("not_a_number", line, heading, value)
    if len(match[1] or "") > MAX_DECIMALS:
        return table.problem("too_many_decimals", line, heading, value, expected=MAX_DECIMALS)
    if not component.min_score <= Decimal(value) <= component.max_score:
        low, high = component.min_score, component.max_score
        return table.problem("out_of_bounds", line, heading, value, low=low, high=high)
    return None


def _unknown_province(table: _Table, line: int, column: str, name: str) -> Problem:
    """Names the nearest known provinces as a hint; which one is meant is for a person to say."""
    boundary_set = table.edition.boundary_set
    known = {key: province for (units, key), province in table.reference.aliases.items() if units == boundary_set}
    near = difflib.get_close_matches(fold_name(name), known, n=5, cutoff=0.6)
    names = list(dict.fromkeys(table.reference.province_names[known[key]] for key in near))[:3]
    hint = ", ".join(names)
    return table.problem(
        "unknown_province",
        line,
        column,
        name,
        hint_vi=f" Tên gần giống: {hint}." if hint else "",
        hint_en=f" Near names: {hint}." if hint else "",
        row=f"{boundary_set},{name},<province_id>,variant",
    )


def _missing_units(table: _Table, seen: set[str], unscored: dict[str, set[str]]) -> list[Problem]:
    boundary_set = table.edition.boundary_set
    expected = {province for (units, _), province in table.reference.aliases.items() if units == boundary_set}
    excused = {province for province, components in unscored.items() if ALL_COMPONENTS in components}
    missing = sorted(expected - seen - excused)
    if not missing:
        return []
    names = ", ".join(table.reference.province_names[province] for province in missing)
    return [table.problem("missing_units", value=names, count=len(missing), expected=table.edition.units_expected)]
