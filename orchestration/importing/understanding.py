"""Which cells of a publisher's sheets are the scores of an edition. Pure: sheets in, a table or the problems out.

The line of cells with most province names is the axis of the provinces; headings across it are matched with the
components of the edition. What is ambiguous is refused, and what is left out is listed.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from orchestration.importing.labels import Labels, Meaning
from orchestration.importing.problems import ImportProblem, ImportRefused
from orchestration.importing.understood import LeftOut, Line, SheetRead, Source, Understood
from orchestration.importing.workbook import Sheet
from orchestration.ingest import delimited_text
from orchestration.ingest.official_table import Hints
from orchestration.reference import (
    ALL_COMPONENTS,
    IGNORED_ROLE,
    PROVINCE_ROLE,
    Component,
    Reference,
    fold_name,
)

# Fewer names than this on one line are a note or a sentence, not a table by province.
MIN_PROVINCES = 3
SAMPLES = 3
BLANKS = {"-", "–", "—", "n/a", "na", "#n/a"}
_NUMBERING = re.compile(r"\(?([0-9]{1,3}|[A-Za-z])\)?")
_STEP = Decimal(1).scaleb(-delimited_text.MAX_DECIMALS)


@dataclass(frozen=True)
class _Candidate:
    value: str
    source: Source
    line: Line
    is_rounded: bool


@dataclass
class _Table:
    """One sheet turned so that provinces are rows. `provinces` holds province and printed name by row."""

    sheet: Sheet
    rows: list[list[str]]
    merged: list[tuple[int, int, int, int]]
    is_flipped: bool
    axis: int
    provinces: dict[int, tuple[str, str]]

    def source(self, row: int, column: int) -> Source:
        row, column = (column, row) if self.is_flipped else (row, column)
        return Source(self.sheet.name, f"{_letters(column)}{row + 1}")

    def line_place(self, column: int) -> str:
        return str(column + 1) if self.is_flipped else _letters(column)


class _Provinces:
    """Names of one boundary set. Numeric codes are left out: a running number would match them."""

    def __init__(self, reference: Reference, boundary_set: str) -> None:
        self._known = {
            key: province
            for (units, key), province in reference.aliases.items()
            if units == boundary_set and not key.isdigit()
        }
        self._cache: dict[str, tuple[str, str] | None] = {}

    def named(self, cell: str) -> tuple[str, str] | None:
        """Province and the name as printed, or None. Names in two languages in one cell must mean the same."""
        if cell not in self._cache:
            self._cache[cell] = self._named(cell)
        return self._cache[cell]

    def _named(self, cell: str) -> tuple[str, str] | None:
        if not cell or len(cell) > 200:
            return None
        parts = [cell, *re.split(r"[\n\r/|()]+", cell)]
        parts += [re.sub(r"^[0-9]+[.)\s-]+", "", part.strip()) for part in parts]
        found = [
            (self._known[key], delimited_text.clean(part)) for part in parts if (key := fold_name(part)) in self._known
        ]
        return found[0] if len({province for province, _ in found}) == 1 else None


def understand(
    sheets: list[Sheet],
    file: str,
    index_code: str,
    year: int,
    boundary_set: str,
    reference: Reference,
    are_chosen: bool = False,
) -> Understood:
    """The table that the sheets hold. Raises `ImportRefused` with every problem.

    `file` is how the user named the file; `are_chosen` says that the user named the sheets, so that their names are
    no reason to leave them out.
    """
    return _Reading(file, index_code, year, boundary_set, reference).read(sheets, are_chosen)


def count_provinces(sheet: Sheet, boundary_set: str, reference: Reference) -> int:
    """How many provinces the line with most of them names."""
    return len(_best_axis(sheet, _Provinces(reference, boundary_set))[2])


class _Reading:
    """State over one file."""

    def __init__(self, file: str, index_code: str, year: int, boundary_set: str, reference: Reference) -> None:
        self.file, self.year, self.boundary_set, self.reference = file, year, boundary_set, reference
        self.names = _Provinces(reference, boundary_set)
        self.labels = Labels(reference, index_code, year)
        self.headings = {role: h for role, h in self.labels.layout.headings.items() if not self.labels.is_skipped(h)}
        self.components = reference.components_of(index_code, year)
        stated = reference.unscored(index_code, year)
        self.expected = reference.units_of(boundary_set) - {p for p, codes in stated.items() if ALL_COMPONENTS in codes}
        self.hints = Hints(reference)
        self.found = Understood()
        self.candidates: dict[tuple[str, str], list[_Candidate]] = {}
        self.unknown_codes: dict[str, Line] = {}
        self.problems: list[ImportProblem] = []

    def refuse(self, code: str, source: Source | None = None, value: str = "", **details: object) -> None:
        sheet, cell = (source.sheet, source.cell) if source else ("", "")
        self.problems.append(ImportProblem(code, self.file, value=value, details=details, sheet=sheet, cell=cell))

    def leave_out(self, sheet: str, line_place: str, label: str, reason: str) -> None:
        self.found.left_out.append(LeftOut(Line(sheet, line_place, label), reason))

    def read(self, sheets: list[Sheet], are_chosen: bool) -> Understood:
        tables = [table for sheet in sheets if (table := self._table(sheet, are_chosen))]
        if not tables:
            self._no_table(sheets)
        for table in tables:
            self._read(table)
        self._resolve()
        self._check_components()
        if self.problems:
            raise ImportRefused(self.problems, self.found)
        return self.found

    def _no_table(self, sheets: list[Sheet]) -> None:
        by_name = [sheet.name for sheet in sheets if not sheet.unread and self._name_says(sheet.name)]
        if by_name:
            self.refuse("left_out_by_name", value=", ".join(by_name), year=self.year, example=by_name[0])
        elif any(any(row) for sheet in sheets for row in sheet.rows):
            details = {"expected": MIN_PROVINCES, "boundary_set": self.boundary_set}
            self.refuse("no_province_axis", **details)
            self._hint_boundary_set(sheets, 0)
        else:
            self.refuse("no_cells")
        raise ImportRefused(self.problems, self.found)

    def _hint_boundary_set(self, sheets: list[Sheet], known: int) -> bool:
        for other in sorted({units for units, _ in self.reference.aliases} - {self.boundary_set}):
            names = _Provinces(self.reference, other)
            count = max((len(_best_axis(sheet, names)[2]) for sheet in sheets), default=0)
            if count > max(known, MIN_PROVINCES - 1):
                self.refuse("other_boundary_set", value=other, found=count, known=known, boundary_set=self.boundary_set)
                return True
        return False

    def _table(self, sheet: Sheet, is_chosen: bool) -> _Table | None:
        reason = sheet.unread or ("" if is_chosen else self._name_says(sheet.name))
        is_flipped, axis, provinces = (False, 0, {}) if reason else _best_axis(sheet, self.names)
        if not reason and len({province for province, _ in provinces.values()}) < MIN_PROVINCES:
            reason = "no_provinces" if any(any(row) for row in sheet.rows) else "blank"
        if reason:
            if sheet.name:
                self.leave_out(sheet.name, "", "", reason)
            return None
        rows = _rectangle(sheet.rows)
        merged = sheet.merged
        if is_flipped:
            rows = [list(column) for column in zip(*rows, strict=True)]
            merged = [(c0, r0, c1, r1) for r0, c0, r1, c1 in merged]
        return _Table(sheet, rows, merged, is_flipped, axis, provinces)

    def _name_says(self, name: str) -> str:
        """Sheets are often named after what they are: a year, the weighted scores."""
        reason = self.labels.extra(name)
        return reason if reason in ("other_year", "weighted", "bounds", "error") else ""

    def _read(self, table: _Table) -> None:
        headed = self._headed_rows(table)
        meanings = self._meanings(table, headed)
        if any(len(meaning.named) > 1 for _, meaning in meanings.values()):
            headed = [row for row in headed if not _is_running(table, row)]
            meanings = self._meanings(table, headed)
        taken: dict[int, tuple[str, Line]] = {}
        for column, (label, meaning) in meanings.items():
            line = Line(table.sheet.name, table.line_place(column), label, _samples(table, column))
            self._judge(table, column, meaning, line, taken)
        self._unknown_rows(table, taken, headed)
        self._collect(table, taken)
        if taken:
            self.found.sheets.append(
                SheetRead(table.sheet.name, table.is_flipped, len({p for p, _ in table.provinces.values()}))
            )
            for row, (province, printed) in table.provinces.items():
                self.found.provinces.setdefault(province, printed)
                self.found.sources.setdefault((province, PROVINCE_ROLE), table.source(row, table.axis))
        else:
            self.leave_out(table.sheet.name, "", "", "no_components")

    def _headed_rows(self, table: _Table) -> list[int]:
        """Rows before the first province that head its columns."""
        groups = {first_row for first_row, first, _, last in table.merged if not first <= table.axis <= last}
        headed = []
        for row in range(min(table.provinces)):
            at_axis = table.rows[row][table.axis]
            is_title = sum(map(bool, table.rows[row])) == 1 and row not in groups
            # What stands there are figures or running numbers, not headings.
            is_count = self.labels.role_of(at_axis) == IGNORED_ROLE and _are_whole(table, row)
            if not (is_title or is_count or _NUMBERING.fullmatch(at_axis) or self._is_summary(at_axis)):
                headed.append(row)
        return headed

    def _is_summary(self, name: str) -> bool:
        folded = fold_name(name)
        is_region = (self.boundary_set, folded) in self.reference.regions
        return folded in self.reference.summary_rows or is_region or bool(self.labels.extra(name))

    def _meanings(self, table: _Table, headed: list[int]) -> dict[int, tuple[str, Meaning]]:
        """Label and meaning by column, the axis aside."""
        meanings = {}
        for column in range(len(table.rows[0])):
            if column != table.axis:
                texts = _texts(table, headed, column)
                meanings[column] = " | ".join(map(delimited_text.clean, texts)), self.labels.meaning(texts)
        return meanings

    def _judge(
        self, table: _Table, column: int, meaning: Meaning, line: Line, taken: dict[int, tuple[str, Line]]
    ) -> None:
        """Takes a line, leaves it out with the reason, or refuses it."""
        if self._are_names(table, column):
            self.leave_out(line.sheet, line.place, line.label, "names")
        elif not any(_is_figure(table.rows[row][column]) for row in table.provinces):
            if meaning.named and not meaning.extra:
                self.leave_out(line.sheet, line.place, line.label, "blank")
        elif meaning.extra:
            self.leave_out(line.sheet, line.place, line.label, meaning.extra)
        elif meaning.unknown_codes:
            for code in meaning.unknown_codes:
                self.unknown_codes.setdefault(code, line)
            self.leave_out(line.sheet, line.place, line.label, "unknown_code")
        elif len(meaning.named) > 1:
            where = table.source(min(table.provinces), column)
            self.refuse(
                "ambiguous_label", where, line.label, expected=", ".join(map(self._named, sorted(meaning.named)))
            )
        elif meaning.named & set(self.headings):
            (role,) = meaning.named
            taken[column] = (role, line)
            self.found.lines.setdefault(role, []).append(line)
        elif meaning.named:
            self.leave_out(line.sheet, line.place, line.label, "not_kept")
        else:
            is_ignored = any(self.labels.is_skipped(one) for one in line.label.split(" | "))
            self.leave_out(line.sheet, line.place, line.label, "ignored" if is_ignored else "unknown_heading")

    def _named(self, role: str) -> str:
        names = self.components[role].names if role in self.components else ()
        return f"{role} {names[0]}" if names else role

    def _are_names(self, table: _Table, column: int) -> bool:
        """Whether this is another line of province names; each must name the province of the axis."""
        also = {row: named for row in table.provinces if (named := self.names.named(table.rows[row][column]))}
        if len(also) < MIN_PROVINCES or len(also) * 2 < len(table.provinces):
            return False
        for row, (province, printed) in also.items():
            here, name = table.provinces[row]
            if province != here:
                where, other = table.source(row, table.axis), table.source(row, column)
                self.refuse("provinces_disagree", where, name, other=printed, other_place=other)
        return True

    def _unknown_rows(self, table: _Table, taken: dict[int, tuple[str, Line]], headed: list[int]) -> None:
        """Rows with figures that no province is known for: refused where a province is missing, listed otherwise."""
        missing = self.expected - {province for province, _ in table.provinces.values()}
        others = []
        for row, cells in enumerate(table.rows):
            name = cells[table.axis]
            n_figures = sum(_is_figure(cells[column]) for column in taken)
            if row in table.provinces or not n_figures or n_figures * 2 < len(taken):
                continue
            if not name:
                if row > min(table.provinces):
                    self.leave_out(table.sheet.name, table.source(row, table.axis).cell, "", "no_name")
                continue
            if self.labels.role_of(name) or _NUMBERING.fullmatch(name):
                continue
            if row in headed and any(self.labels.meaning([cells[column]]).named for column in taken):
                continue
            if self._is_summary(name):
                self.leave_out(table.sheet.name, table.source(row, table.axis).cell, name, "summary")
            else:
                others.append((row, name))
        # The names of one set may all occur in a table of another: the other names decide.
        if others and self._hint_boundary_set([table.sheet], len({of for of, _ in table.provinces.values()})):
            return
        for row, name in others:
            where = table.source(row, table.axis)
            if missing:
                near = self.hints.unknown_province(
                    self.file, row + 1, "", delimited_text.clean(name), self.boundary_set
                )
                self.refuse(near.code, where, near.value, **near.details)
            else:
                self.leave_out(table.sheet.name, where.cell, name, "no_province")

    def _collect(self, table: _Table, taken: dict[int, tuple[str, Line]]) -> None:
        for row, (province, _) in table.provinces.items():
            cells = {column: _value(table.rows[row][column]) for column in taken}
            for column, (role, line) in taken.items():
                source = table.source(row, column)
                self.found.sources.setdefault((province, role), source)
                # A row without any figure says nothing, be it the only one of its province or beside another.
                if any(cells.values()):
                    value = _rounded(cells[column], self.components.get(role))
                    candidate = _Candidate(value, source, line, value != cells[column])
                    self.candidates.setdefault((province, role), []).append(candidate)

    def _resolve(self) -> None:
        """One value for each province and role; where two differ, one problem names both cells for a pair of lines."""
        differing: dict[tuple[str, Line, Line], list[tuple[str, _Candidate, _Candidate]]] = {}
        for province in self.found.provinces:
            for role in self.found.lines:
                self.found.values[province, role] = ""
                self.found.sources.setdefault((province, role), self.found.sources[province, PROVINCE_ROLE])
        for (province, role), (first, *others) in self.candidates.items():
            self.found.values[province, role] = first.value
            self.found.sources[province, role] = first.source
            self.found.n_rounded += first.is_rounded
            for other in others:
                if not _is_same(first.value, other.value):
                    differing.setdefault((role, first.line, other.line), []).append((province, first, other))
        for (role, _, _), pairs in differing.items():
            province, first, other = pairs[0]
            details = {
                "role": self._named(role),
                "province": self.reference.province_names[province],
                "other": other.value or "–",
                "other_place": other.source,
                "count": len(pairs),
            }
            self.refuse("contradiction", first.source, first.value or "–", **details)

    def _check_components(self) -> None:
        required = {role: h for role, h in self.labels.layout.required.items() if role != PROVINCE_ROLE}
        missing = [role for role in required if role not in self.found.lines]
        is_other_table = len(missing) == len(required) > 1
        for role in [] if is_other_table else missing:
            names = self.components[role].names if role in self.components else ()
            self.refuse("missing_component", value=role, name=" / ".join(names))
        if self.unknown_codes or is_other_table or 0 < len(missing) < len(required):
            self.refuse(
                "structure",
                value=", ".join([*self.found.roles(self.headings), *sorted(self.unknown_codes)]) or "–",
                expected=", ".join(self.headings),
                year=self.year,
                before=self.year - 1,
            )
        for role in self.found.lines:
            component = self.components.get(role)
            column = [value for (_, of), value in self.found.values.items() if of == role and value]
            if (
                component
                and component.max_score == 100
                and len(column) >= MIN_PROVINCES
                and all(map(_is_fraction, column))
            ):
                self.refuse("fractions", value=self._named(role))


def _rounded(printed: str, component: Component | None) -> str:
    """A figure with more decimals than the warehouse stores, rounded half up; anything else as it is."""
    if component is None:
        return printed
    number = printed.removesuffix("%").rstrip() if component.max_score == 100 else printed
    within = [
        one for one in delimited_text.readings(number) if component.min_score <= Decimal(one) <= component.max_score
    ]
    if len(within) != 1 or len(within[0].partition(".")[2]) <= delimited_text.MAX_DECIMALS:
        return printed
    with localcontext(prec=1000):
        return f"{Decimal(within[0]).quantize(_STEP, ROUND_HALF_UP):f}"


def _is_figure(cell: str) -> bool:
    return bool(delimited_text.readings(cell.removesuffix("%").rstrip()))


def _value(cell: str) -> str:
    return "" if cell.lower() in BLANKS else delimited_text.clean(cell)


def _is_same(first: str, second: str) -> bool:
    a, b = delimited_text.readings(first), delimited_text.readings(second)
    return first == second or (len(a) == len(b) == 1 and Decimal(a[0]) == Decimal(b[0]))


def _is_fraction(value: str) -> bool:
    readings = delimited_text.readings(value)
    return bool(readings) and Decimal(readings[0]) <= 1


def _samples(table: _Table, column: int) -> tuple[str, ...]:
    figures = [cell for row in table.provinces if _is_figure(cell := table.rows[row][column])]
    return tuple(figures[:SAMPLES])


def _texts(table: _Table, headed: list[int], column: int) -> list[str]:
    """Headings of a column from the outermost: its own cells, and merged ones over several columns."""
    found = []
    for row in headed:
        spanning = [
            (first, last)
            for first_row, first, last_row, last in table.merged
            if first_row <= row <= last_row and first <= column <= last and first < last
        ]
        if any(first <= table.axis <= last for first, last in spanning):
            continue
        cells = [table.rows[row][first] for first, _ in spanning] or [table.rows[row][column]]
        found += [cell for cell in cells if cell]
    return found


def _are_whole(table: _Table, row: int) -> bool:
    return all(cell.isdigit() for column, cell in enumerate(table.rows[row]) if cell and column != table.axis)


def _is_running(table: _Table, row: int) -> bool:
    """Whether a row of headings only counts the columns."""
    cells = [cell for column, cell in enumerate(table.rows[row]) if cell and column != table.axis]
    return len(cells) >= MIN_PROVINCES and cells == [str(number) for number in range(1, len(cells) + 1)]


def _best_axis(sheet: Sheet, names: _Provinces) -> tuple[bool, int, dict[int, tuple[str, str]]]:
    """The line that names most provinces: whether it is a row, its position, and province and name by place on it."""
    lines: dict[tuple[bool, int], dict[int, tuple[str, str]]] = {}
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if named := names.named(cell):
                lines.setdefault((False, column), {})[row] = named
                lines.setdefault((True, row), {})[column] = named
    best = max(
        sorted(lines), key=lambda line: len({province for province, _ in lines[line].values()}), default=(False, 0)
    )
    return *best, lines.get(best, {})


def _rectangle(rows: list[list[str]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _letters(column: int) -> str:
    """The name that a spreadsheet gives to a column, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
