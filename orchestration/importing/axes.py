"""Where the provinces of a sheet stand: the line of cells that names most of them, and blocks side by side. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from orchestration.importing import letters
from orchestration.importing.marks import Mark
from orchestration.importing.understood import Source
from orchestration.importing.workbook import Sheet
from orchestration.ingest import delimited_text
from orchestration.reference import Reference, fold_name

# Fewer names than this on one line are a note or a sentence, not a table by province.
MIN_PROVINCES = 3
_BETWEEN = re.compile(r"[\n\r/|()\[\]]+")
# Between the names in two languages; a name may have a dash of its own.
_DASH = re.compile(r"\s+[-–—]+\s+")
_NUMBERED = re.compile(r"^[0-9]+[.)\s-]+")

Named = dict[int, tuple[str, str]]


@dataclass
class Table:
    """One sheet, or a block of its columns, turned so that provinces are rows.

    `provinces` holds province and printed name by row, `marks` what cells say beside their values.
    """

    sheet: Sheet
    rows: list[list[str]]
    merged: list[tuple[int, int, int, int]]
    is_flipped: bool
    axis: int
    columns: list[int]
    provinces: Named
    marks: dict[tuple[int, int], Mark]

    def source(self, row: int, column: int) -> Source:
        row, column = (column, row) if self.is_flipped else (row, column)
        return Source(self.sheet.name, f"{spreadsheet_letters(column)}{row + 1}")

    def line_place(self, column: int) -> str:
        return str(column + 1) if self.is_flipped else spreadsheet_letters(column)

    def is_hidden(self, row: int, column: int) -> bool:
        row, column = (column, row) if self.is_flipped else (row, column)
        return row in self.sheet.hidden_rows or column in self.sheet.hidden_columns


class Provinces:
    """Names of one boundary set. Numeric codes are left out: a running number would match them."""

    def __init__(self, reference: Reference, boundary_set: str) -> None:
        self._known = {
            key: province
            for (units, key), province in reference.aliases.items()
            if units == boundary_set and not key.isdigit()
        }
        self._cache: dict[str, tuple[str, str] | None] = {}
        self.count = len(set(self._known.values()))

    def named(self, cell: str) -> tuple[str, str] | None:
        """Province and the name as printed, or None. Names in two languages in one cell must mean the same."""
        if cell not in self._cache:
            self._cache[cell] = self._named(cell)
        return self._cache[cell]

    def _named(self, cell: str) -> tuple[str, str] | None:
        if not cell or len(cell) > 200:
            return None
        parts = [cell, *_BETWEEN.split(cell)]
        found = [self._one(part) for part in parts]
        for dash in _DASH.finditer(cell):
            both = self._one(cell[: dash.start()]), self._one(cell[dash.end() :])
            found += both if all(both) else ()
        found = [one for one in found if one]
        return found[0] if len({province for province, _ in found}) == 1 else None

    def _one(self, part: str) -> tuple[str, str] | None:
        for name in (part, _NUMBERED.sub("", part.strip())):
            if (key := fold_name(name)) in self._known:
                return self._known[key], delimited_text.clean(name)
        return None


def in_unicode(sheet: Sheet, names: Provinces) -> Sheet:
    """The sheet with old Vietnamese letters converted where that makes more provinces known, else as it is."""
    is_ascii = all(cell.isascii() for row in sheet.rows for cell in row)
    # Of names in old letters few are known by chance.
    if is_ascii or count_provinces(sheet, names) * 2 >= names.count:
        return sheet
    candidates = [sheet]
    for old in letters.OLD:
        rows = [[letters.converted(cell, old) for cell in row] for row in sheet.rows]
        candidates.append(replace(sheet, rows=rows, letters=old))
    return max(candidates, key=lambda one: count_provinces(one, names))


def tables(sheet: Sheet, names: Provinces) -> list[Table]:
    """The table of a sheet, or one for each block of provinces side by side; none where too few are named."""
    is_flipped, axis, provinces = best_axis(sheet, names)
    if len({province for province, _ in provinces.values()}) < MIN_PROVINCES:
        return []
    rows = _rectangle(sheet.rows)
    merged = sheet.merged
    marks = {(mark.row, mark.column): mark for mark in sheet.marks}
    if is_flipped:
        rows = [list(column) for column in zip(*rows, strict=True)]
        merged = [(c0, r0, c1, r1) for r0, c0, r1, c1 in merged]
        marks = {(column, row): mark for (row, column), mark in marks.items()}
    whole = Table(sheet, rows, merged, is_flipped, axis, list(range(len(rows[0]))), provinces, marks)
    return [whole] if is_flipped else _blocks(whole, names)


def _blocks(table: Table, names: Provinces) -> list[Table]:
    """The table in blocks, each with its own column of provinces; itself where it has only one."""
    axes = {table.axis: table.provinces}
    for column in table.columns:
        also = {row: named for row, cells in enumerate(table.rows) if (named := names.named(cells[column]))}
        apart = [row for row, (province, _) in also.items() if table.provinces.get(row, (None, ""))[0] != province]
        if len(also) >= MIN_PROVINCES and len(apart) * 2 > len(also):
            axes[column] = also
    ordered = sorted(axes)
    starts = [0, *(_start(table, ordered[0], axis, before) for before, axis in pairwise(ordered))]
    found = [
        replace(table, axis=axis, columns=list(range(start, end)), provinces=axes[axis])
        for axis, start, end in zip(ordered, starts, [*starts[1:], len(table.rows[0])], strict=True)
    ]
    is_split = all(any(_has_figures(block, column) for column in block.columns) for block in found)
    return found if len(found) > 1 and is_split else [table]


def _start(table: Table, first: int, axis: int, before: int) -> int:
    """The column on which a block begins: as many before its names as the first block has, under the same headings."""
    headings = range(min(table.provinces))
    start = axis
    while start - 1 > before and (of_first := first - (axis - start) - 1) >= 0:
        if [table.rows[row][start - 1] for row in headings] != [table.rows[row][of_first] for row in headings]:
            break
        start -= 1
    return start


def _has_figures(table: Table, column: int) -> bool:
    return column != table.axis and any(is_figure(table.rows[row][column]) for row in table.provinces)


def is_figure(cell: str) -> bool:
    return bool(delimited_text.readings(cell.removesuffix("%").rstrip()))


def best_axis(sheet: Sheet, names: Provinces) -> tuple[bool, int, Named]:
    """The line that names most provinces: whether it is a row, its position, and province and name by place on it."""
    lines: dict[tuple[bool, int], Named] = {}
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if named := names.named(cell):
                lines.setdefault((False, column), {})[row] = named
                lines.setdefault((True, row), {})[column] = named
    best = max(
        sorted(lines), key=lambda line: len({province for province, _ in lines[line].values()}), default=(False, 0)
    )
    return *best, lines.get(best, {})


def count_provinces(sheet: Sheet, names: Provinces) -> int:
    """How many provinces the line with most of them names."""
    return len({province for province, _ in best_axis(sheet, names)[2].values()})


def _rectangle(rows: list[list[str]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def spreadsheet_letters(column: int) -> str:
    """The name that a spreadsheet gives to a column, counted from 0."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def span(cells: Iterable[str], most: int = 5) -> str:
    """Names of cells for a message, the first of many."""
    listed = list(cells)
    return ", ".join(listed[:most]) + (f" … (+{len(listed) - most})" if len(listed) > most else "")
