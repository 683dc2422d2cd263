"""Which cells of a publisher's sheets are the scores of an edition. Pure: sheets in, a table or the problems out.

The line of cells with most province names is the axis of the provinces; headings across it are matched with the
components of the edition. What is ambiguous is refused, and what is left out is listed.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, localcontext

from orchestration.importing import axes, titles
from orchestration.importing.axes import MIN_PROVINCES, Provinces, Table, is_figure
from orchestration.importing.labels import Labels, Meaning
from orchestration.importing.marks import DATE, ERROR, NOTE, UNSAVED, Mark
from orchestration.importing.problems import ImportProblem, ImportRefused
from orchestration.importing.understood import LeftOut, Line, SheetRead, Source, Understood
from orchestration.importing.workbook import Sheet
from orchestration.ingest import delimited_text
from orchestration.ingest.official_table import MAX_HINTS, Hints
from orchestration.reference import (
    ALL_COMPONENTS,
    IGNORED_ROLE,
    PROVINCE_ROLE,
    Component,
    Reference,
    fold_name,
)

SAMPLES = 3
BLANKS = {"-", "–", "—", "n/a", "na", "#n/a"}
# Folded words that stand for a gap, beside dots and dashes.
_GAPS = re.compile(
    r"(?:khong|chua|k|ko)(?: co| du| cong bo| khao sat| danh gia)?(?: so lieu| du lieu| thong tin| mau| ap dung| diem)?"
    r"|no (?:data|figures?|scores?)|not (?:available|applicable|published|scored|surveyed)|missing|null|none|nan|n a"
)
_ONLY_MARKS = re.compile(r"[\s.…·*_–—-]+")
# A note that was raised as a letter of its own, or with a star.
_RAISED = re.compile(r"(.*[0-9]%?)\s*([⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]+)")
_NUMBERING = re.compile(r"\(?([0-9]{1,3}|[A-Za-z])\)?")
_COLUMN_NUMBER = re.compile(r"\([0-9]{1,3}\)")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg ?[0-9]{1,2}"
# A code such as 1.2, as a spreadsheet that took it for a date writes it in a CSV.
_DATE = re.compile(
    rf"[0-9]{{1,2}}[-/ ](?:{_MONTHS})|(?:{_MONTHS})[-/ ][0-9]{{1,2}}|[0-9]{{1,2}}/[0-9]{{1,2}}/(?:20)?[0-9]{{2}}"
    r"|20[0-9]{2}-[0-9]{2}-[0-9]{2}(?: 00:00:00)?",
    re.IGNORECASE,
)
_STEP = Decimal(1).scaleb(-delimited_text.MAX_DECIMALS)


@dataclass(frozen=True)
class _Candidate:
    value: str
    source: Source
    line: Line
    is_rounded: bool
    is_hidden: bool = False


def understand(
    sheets: list[Sheet],
    file: str,
    index_code: str,
    year: int,
    boundary_set: str,
    reference: Reference,
    are_chosen: bool = False,
    are_gaps_explained: bool = False,
) -> Understood:
    """The table that the sheets hold. Raises `ImportRefused` with every problem.

    `file` is how the user named the file; `are_chosen` says that the user named the sheets, so that their names are
    no reason to leave them out; `are_gaps_explained` that the user said why there are gaps, so that #N/A is one.
    """
    reading = _Reading(file, index_code, year, boundary_set, reference, are_gaps_explained)
    return reading.read(sheets, are_chosen)


def clearest(sheets: list[Sheet], boundary_set: str, reference: Reference) -> Sheet:
    """Of several ways to read one sheet the one that shows most provinces."""
    names = Provinces(reference, boundary_set)
    return max((axes.in_unicode(sheet, names) for sheet in sheets), key=lambda one: axes.count_provinces(one, names))


class _Reading:
    """State over one file."""

    def __init__(
        self,
        file: str,
        index_code: str,
        year: int,
        boundary_set: str,
        reference: Reference,
        are_gaps_explained: bool,
    ) -> None:
        self.file, self.index_code, self.year = file, index_code, year
        self.boundary_set, self.reference, self.are_gaps_explained = boundary_set, reference, are_gaps_explained
        self.names = Provinces(reference, boundary_set)
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
        # What explains all else that is wrong: where there is any, nothing else is said.
        self.causes: list[ImportProblem] = []
        self.contradictions: list[tuple[str, Source, str]] = []

    def cause(self, code: str, source: Source, value: str = "", **details: object) -> None:
        details = {"year": self.year, "index": self.index_code, **details}
        self.causes.append(ImportProblem(code, self.file, None, None, value, details, source.sheet, source.cell))

    def notice(self, source: Source, label: str, reason: str) -> None:
        self.found.noticed.append(LeftOut(Line(source.sheet, source.cell, label), reason))

    def refuse(self, code: str, source: Source | None = None, value: str = "", **details: object) -> None:
        sheet, cell = (source.sheet, source.cell) if source else ("", "")
        self.problems.append(ImportProblem(code, self.file, value=value, details=details, sheet=sheet, cell=cell))

    def leave_out(self, sheet: str, line_place: str, label: str, reason: str) -> None:
        self.found.left_out.append(LeftOut(Line(sheet, line_place, label), reason))

    def read(self, sheets: list[Sheet], are_chosen: bool) -> Understood:
        sheets = [self._plain(axes.in_unicode(sheet, self.names)) for sheet in sheets]
        tables = [table for sheet in sheets for table in self._tables(sheet, are_chosen)]
        if self.causes:
            raise ImportRefused(self.causes, self.found)
        if not tables:
            self._no_table(sheets)
        for table in tables:
            self._read(table)
        if self.causes:
            raise ImportRefused(self.causes, self.found)
        self._resolve()
        self._check_components()
        if self.problems:
            raise ImportRefused(self.problems, self.found)
        return self.found

    def _plain(self, sheet: Sheet) -> Sheet:
        """The sheet without raised notes; a message names them."""
        notes = [Mark(mark.row, mark.column, NOTE, mark.text) for mark in sheet.marks if mark.kind == NOTE]
        rows = [list(row) for row in sheet.rows]
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if (match := _RAISED.fullmatch(cell)) and is_figure(match[1]):
                    rows[i][j] = match[1]
                    notes.append(Mark(i, j, NOTE, match[2]))
        for mark in notes:
            cell = Source(sheet.name, f"{axes.spreadsheet_letters(mark.column)}{mark.row + 1}")
            self.notice(cell, mark.text, "note")
        if sheet.letters:
            self.notice(Source(sheet.name, ""), sheet.letters, "letters")
        return replace(sheet, rows=rows, marks=[mark for mark in sheet.marks if mark.kind != NOTE])

    def _no_table(self, sheets: list[Sheet]) -> None:
        by_name = [sheet.name for sheet in sheets if not sheet.unread and self._name_says(sheet.name)]
        if self.contradictions:
            for reason, source, title in self.contradictions:
                self.cause(f"title_{reason}", source, title)
            raise ImportRefused(self.causes, self.found)
        if by_name:
            self.refuse("left_out_by_name", value=", ".join(by_name), year=self.year, example=by_name[0])
        elif broken := [sheet.name for sheet in sheets if sheet.unread == "broken"]:
            self.refuse("broken_sheets", value=", ".join(broken))
        elif any(any(row) for sheet in sheets for row in sheet.rows):
            details = {"expected": MIN_PROVINCES, "boundary_set": self.boundary_set}
            self.refuse("no_province_axis", **details)
            self._hint_boundary_set(sheets, 0)
        else:
            self.refuse("no_cells")
        raise ImportRefused(self.problems, self.found)

    def _hint_boundary_set(self, sheets: list[Sheet], known: int) -> bool:
        for other in sorted({units for units, _ in self.reference.aliases} - {self.boundary_set}):
            names = Provinces(self.reference, other)
            count = max((axes.count_provinces(sheet, names) for sheet in sheets), default=0)
            if count > max(known, MIN_PROVINCES - 1):
                self.refuse("other_boundary_set", value=other, found=count, known=known, boundary_set=self.boundary_set)
                return True
        return False

    def _tables(self, sheet: Sheet, is_chosen: bool) -> list[Table]:
        reason = sheet.unread or ("" if is_chosen else self._name_says(sheet.name))
        found = [] if reason else axes.tables(sheet, self.names)
        if not found and not reason:
            reason = "no_provinces" if any(any(row) for row in sheet.rows) else "blank"
        elif found and (conflict := self._title_conflict(found[0])):
            # Beside sheets of other years or indices it is one of several; alone, or named by the user, it is wrong.
            self.contradictions.append(conflict)
            reason = conflict[0]
            if is_chosen:
                self.cause(f"title_{conflict[0]}", *conflict[1:])
        if reason:
            if sheet.name:
                self.leave_out(sheet.name, "", "", reason)
            return []
        if len(found) > 1:
            for block in found:
                self.notice(block.source(min(block.provinces), block.axis), "", "block")
        return found

    def _title_conflict(self, table: Table) -> tuple[str, Source, str] | None:
        """What the titles above a table say against the options, unless one of them agrees."""
        said = []
        for row in range(min(table.provinces)):
            filled = [column for column, cell in enumerate(table.rows[row]) if cell]
            # Beside a title may stand the number of the table.
            if len(filled) <= 2:
                said += [(table.rows[row][column], table.source(row, column)) for column in filled]
        names = self.reference.index_codes
        # Years of decisions and of the figures stand in lines of their own.
        if any(str(self.year) in title for title, _ in said):
            said = [(title, where) for title, where in said if str(self.year) in title]
        for title, where in said:
            if reason := titles.contradicts(title, self.year, self.index_code, names):
                return reason, where, title
        return None

    def _name_says(self, name: str) -> str:
        """Sheets are often named after what they are: a year, an index, the weighted scores."""
        reason = self.labels.extra(name)
        if titles.contradicts(name, self.year, self.index_code, self.reference.index_codes) == titles.OTHER_INDEX:
            return titles.OTHER_INDEX
        return reason if reason in ("other_year", "weighted", "bounds", "error") else ""

    def _read(self, table: Table) -> None:
        headed = self._headed_rows(table)
        meanings = self._meanings(table, headed)
        if any(len(meaning.named) > 1 for _, meaning in meanings.values()):
            headed = [row for row in headed if not _is_running(table, row)]
            meanings = self._meanings(table, headed)
        self._check_marks(table, headed, meanings)
        aside = self._of_this_edition(table, meanings)
        if self.causes:
            return
        meanings = {column: found for column, found in meanings.items() if column not in aside}
        if (codes := self._code_column(table, meanings)) is not None:
            self._read_long(table, codes, meanings)
            return
        taken: dict[int, tuple[str, Line]] = {}
        for column, (label, meaning) in meanings.items():
            line = Line(table.sheet.name, table.line_place(column), label, _samples(table, column))
            self._judge(table, column, meaning, line, taken)
        self._unknown_rows(table, taken, headed)
        self._collect(table, taken)
        if taken:
            self._take_provinces(table)
        else:
            self.leave_out(table.sheet.name, "", "", "no_components")

    def _take_provinces(self, table: Table) -> None:
        count = len({province for province, _ in table.provinces.values()})
        self.found.sheets.append(SheetRead(table.sheet.name, table.is_flipped, count))
        for row, (province, printed) in table.provinces.items():
            self.found.provinces.setdefault(province, printed)
            self.found.sources.setdefault((province, PROVINCE_ROLE), table.source(row, table.axis))

    def _check_marks(self, table: Table, headed: list[int], meanings: dict[int, tuple[str, Meaning]]) -> None:
        """Errors, formulas without a result and dates where a figure, a name or a heading of the table should be."""
        rows = range(min(table.provinces), max(table.provinces) + 1)
        unsaved, dates = [], []
        for column in table.columns:
            _, meaning = meanings.get(column, ("", Meaning()))
            has_figures = any(is_figure(table.rows[row][column]) for row in table.provinces)
            is_kept = bool(meaning.named & set(self.headings)) and not meaning.extra
            places = [(row, False) for row in rows if is_kept or column == table.axis]
            places += [(row, True) for row in headed if has_figures or is_kept]
            for row, is_heading in places:
                cell = table.rows[row][column]
                kind = table.marks[row, column].kind if (row, column) in table.marks else ""
                where = table.source(row, column)
                if kind == ERROR and not self._is_stated_gap(table, row, column, is_heading):
                    self.cause("error_cell", where, table.marks[row, column].text)
                elif kind == UNSAVED:
                    unsaved.append(where)
                elif is_heading and (kind == DATE or _DATE.fullmatch(cell)):
                    dates.append((where, cell))
                elif not is_heading and column != table.axis and (kind == DATE or _DATE.fullmatch(cell)):
                    self.cause("date_figure", where, cell)
        if unsaved:
            cells = axes.span(where.cell for where in unsaved)
            self.cause("unsaved", unsaved[0], cells, count=len(unsaved))
        if dates:
            self.cause("date_headings", dates[0][0], axes.span(cell for _, cell in dates), count=len(dates))

    def _is_stated_gap(self, table: Table, row: int, column: int, is_heading: bool) -> bool:
        """Whether an error says no more than that there is no figure, and somebody said why."""
        if is_heading or table.marks[row, column].text != "#N/A" or column == table.axis:
            return False
        province = table.provinces.get(row, ("", ""))[0]
        return self.are_gaps_explained or province not in self.expected

    def _of_this_edition(self, table: Table, meanings: dict[int, tuple[str, Meaning]]) -> set[int]:
        """Columns of years and of indices. Rows of other ones are taken out; where none is left, that is refused."""
        aside = set()
        for column, (label, meaning) in meanings.items():
            cells = {row: cell for row in table.provinces if (cell := table.rows[row][column])}
            if len(cells) < MIN_PROVINCES:
                continue
            codes = {row: self.reference.index_codes.get(fold_name(cell), "") for row, cell in cells.items()}
            if titles.only_years(cells.values()) and not meaning.named and meaning.extra != "count":
                reason, kept = "other_year", {row for row, cell in cells.items() if cell == str(self.year)}
            elif all(codes.values()):
                reason, kept = "other_index", {row for row, code in codes.items() if code == self.index_code}
            else:
                continue
            aside.add(column)
            first = min(cells)
            if not kept:
                found = axes.span(dict.fromkeys(cells.values()))
                self.cause(f"column_{reason}", table.source(first, column), found, label=label or "–")
                return aside
            place = table.line_place(column)
            others = [row for row in cells if row not in kept]
            self.leave_out(table.sheet.name, place, label, f"rows_{reason}" if others else "ignored")
            table.provinces = {row: named for row, named in table.provinces.items() if row not in others}
        return aside

    def _code_column(self, table: Table, meanings: dict[int, tuple[str, Meaning]]) -> int | None:
        """The column of codes of a long table, which has a row for each province and component; else None."""
        repeated = Counter(province for province, _ in table.provinces.values())
        if len(table.provinces) < 2 * len(repeated):
            return None
        for column in meanings:
            named = [self._component_of(table.rows[row][column]) for row in table.provinces]
            if all(named) and len(set(named)) >= max(repeated.values()):
                return column
        return None

    def _component_of(self, cell: str) -> str:
        """The one component that a cell names, or blank."""
        named = self.labels.meaning([cell]).named if cell else set()
        return next(iter(named)) if len(named) == 1 else ""

    def _read_long(self, table: Table, codes: int, meanings: dict[int, tuple[str, Meaning]]) -> None:
        values = [
            column
            for column, (label, meaning) in meanings.items()
            if column != codes
            and not meaning.extra
            and not any(self.labels.is_skipped(one) for one in label.split(" | "))
            and sum(is_figure(table.rows[row][column]) for row in table.provinces) * 2 > len(table.provinces)
        ]
        where = table.source(min(table.provinces), codes)
        if len(values) != 1:
            self.cause("long_table", where, meanings[codes][0] or "–")
            return
        (value,) = values
        self.notice(where, meanings[codes][0], "long")
        for row, (province, _) in table.provinces.items():
            role = self._component_of(table.rows[row][codes])
            if role not in self.headings:
                continue
            line = Line(table.sheet.name, table.line_place(value), table.rows[row][codes])
            known = self.found.lines.setdefault(role, [line])
            self._add(table, province, role, row, value, known[0])
        self._take_provinces(table)

    def _headed_rows(self, table: Table) -> list[int]:
        """Rows before the first province that head its columns."""
        groups = {first_row for first_row, first, _, last in table.merged if not first <= table.axis <= last}
        headed = []
        for row in range(min(table.provinces)):
            at_axis = table.rows[row][table.axis]
            is_title = sum(map(bool, table.rows[row])) == 1 and row not in groups
            # What stands there are figures or running numbers, not headings.
            is_count = self.labels.role_of(at_axis) == IGNORED_ROLE and _are_whole(table, row)
            is_numbering = _NUMBERING.fullmatch(at_axis)
            if not (is_title or is_count or is_numbering or self._is_summary(at_axis) or self._is_body(table, row)):
                headed.append(row)
        return headed

    def _is_body(self, table: Table, row: int) -> bool:
        """Whether it is a row of figures of something that has a name: an unknown one is no reason to be a heading."""
        name = table.rows[row][table.axis]
        if not name or self.labels.role_of(name):
            return False
        cells = [table.rows[row][column] for column in table.columns if column != table.axis]
        figures = [cell for cell in cells if is_figure(cell)]
        plain = [cell for cell in figures if not titles.only_years([cell]) and not self._is_label(cell)]
        return len(figures) * 2 > sum(map(bool, cells)) and bool(plain)

    def _is_label(self, cell: str) -> bool:
        meaning = self.labels.meaning([cell])
        # No index has so many dimensions: 90 is a score.
        return bool(meaning.named or any(int(code.partition(".")[0]) < 20 for code in meaning.unknown_codes))

    def _is_summary(self, name: str) -> bool:
        # Also in two languages.
        for part in (name, *re.split(r"[\n/|()]+|\s[-–—]\s", name)):
            folded = fold_name(part)
            is_region = (self.boundary_set, folded) in self.reference.regions
            if folded and (folded in self.reference.summary_rows or is_region):
                return True
        return bool(self.labels.extra(name))

    def _meanings(self, table: Table, headed: list[int]) -> dict[int, tuple[str, Meaning]]:
        """Label and meaning by column, the axis aside."""
        meanings = {}
        for column in table.columns:
            if column != table.axis:
                texts = _texts(table, headed, column)
                named = [text for text in texts if not _COLUMN_NUMBER.fullmatch(text)]
                # The number of a column beside its name names nothing.
                said = named if self.labels.meaning(named).named else texts
                meanings[column] = " | ".join(map(delimited_text.clean, texts)), self.labels.meaning(said)
        return meanings

    def _judge(
        self, table: Table, column: int, meaning: Meaning, line: Line, taken: dict[int, tuple[str, Line]]
    ) -> None:
        """Takes a line, leaves it out with the reason, or refuses it."""
        if self._are_names(table, column):
            self.leave_out(line.sheet, line.place, line.label, "names")
        elif not any(is_figure(table.rows[row][column]) for row in table.provinces):
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
            reason = "ignored" if is_ignored else "unknown_heading"
            self.found.left_out.append(LeftOut(line if line.label else replace(line, samples=()), reason))

    def _named(self, role: str) -> str:
        names = self.components[role].names if role in self.components else ()
        return f"{role} {names[0]}" if names else role

    def _are_names(self, table: Table, column: int) -> bool:
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

    def _unknown_rows(self, table: Table, taken: dict[int, tuple[str, Line]], headed: list[int]) -> None:
        """Rows with figures that no province is known for: refused where a province is missing, listed otherwise."""
        missing = self.expected - {province for province, _ in table.provinces.values()}
        others = []
        for row, cells in enumerate(table.rows):
            name = cells[table.axis]
            n_figures = sum(is_figure(cells[column]) for column in taken)
            if row in table.provinces or not n_figures or n_figures * 2 < len(taken) or self.names.named(name):
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

    def _collect(self, table: Table, taken: dict[int, tuple[str, Line]]) -> None:
        for row, (province, _) in table.provinces.items():
            # A row without any figure says nothing, be it the only one of its province or beside another.
            is_blank = not any(_value(table.rows[row][column]) for column in taken)
            for column, (role, line) in taken.items():
                self.found.sources.setdefault((province, role), table.source(row, column))
                cell = table.rows[row][column]
                if cell and not _value(cell) and cell.lower() not in BLANKS:
                    self.notice(table.source(row, column), cell, "gap")
                if not is_blank:
                    self._add(table, province, role, row, column, line)

    def _add(self, table: Table, province: str, role: str, row: int, column: int, line: Line) -> None:
        cell = _value(table.rows[row][column])
        value = _rounded(cell, self.components.get(role))
        candidate = _Candidate(value, table.source(row, column), line, value != cell, table.is_hidden(row, column))
        self.candidates.setdefault((province, role), []).append(candidate)

    def _resolve(self) -> None:
        """One value for each province and role; where two differ, one problem names both cells for a pair of lines."""
        differing: dict[tuple[str, Line, Line], list[tuple[str, _Candidate, _Candidate]]] = {}
        for province in self.found.provinces:
            for role in self.found.lines:
                self.found.values[province, role] = ""
                self.found.sources.setdefault((province, role), self.found.sources[province, PROVINCE_ROLE])
        for (province, role), candidates in self.candidates.items():
            # What is hidden is read where nothing else is shown.
            seen = [one for one in candidates if not one.is_hidden]
            for one in candidates:
                if one.is_hidden:
                    reason = "hidden_line" if seen else "hidden"
                    kept = self.found.left_out if seen else self.found.noticed
                    kept.append(LeftOut(Line(one.source.sheet, one.source.cell, ""), reason))
            first, *others = seen or candidates
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
        unknown = [left.line for left in self.found.left_out if left.reason == "unknown_heading" and left.line.samples]
        if missing and unknown and not self.unknown_codes:
            self._refuse_unknown_headings(unknown, missing)
        else:
            self._refuse_missing(required, [] if is_other_table else missing)
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

    def _refuse_missing(self, required: dict[str, str], missing: list[str]) -> None:
        for role in missing:
            names = self.components[role].names if role in self.components else ()
            self.refuse("missing_component", value=role, name=" / ".join(names))

    def _refuse_unknown_headings(self, unknown: list[Line], missing: list[str]) -> None:
        """One problem with all headings that nobody knows, the codes that they may mean, and what has no figures."""
        listed, example = [], ""
        for line in unknown[:MAX_HINTS]:
            heading = delimited_text.clean(line.label.split(" | ")[-1])
            near = self.labels.near(heading, missing)
            example = example or f"{heading}={near[0] if near else missing[0]}"
            listed.append(f"{line.place} “{heading}”" + (f" (≈ {', '.join(near)})" if near else ""))
        if len(unknown) > MAX_HINTS:
            listed.append(f"… (+{len(unknown) - MAX_HINTS})")
        source = Source(unknown[0].sheet, "")
        named = ", ".join(map(self._named, missing))
        self.refuse("unknown_headings", source, "; ".join(listed), missing=named, example=example)


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


def _value(cell: str) -> str:
    is_gap = cell.lower() in BLANKS or _ONLY_MARKS.fullmatch(cell) or _GAPS.fullmatch(fold_name(cell))
    return "" if is_gap else delimited_text.clean(cell)


def _is_same(first: str, second: str) -> bool:
    a, b = delimited_text.readings(first), delimited_text.readings(second)
    return first == second or (len(a) == len(b) == 1 and Decimal(a[0]) == Decimal(b[0]))


def _is_fraction(value: str) -> bool:
    readings = delimited_text.readings(value)
    return bool(readings) and Decimal(readings[0]) <= 1


def _samples(table: Table, column: int) -> tuple[str, ...]:
    figures = [cell for row in table.provinces if is_figure(cell := table.rows[row][column])]
    return tuple(figures[:SAMPLES])


def _texts(table: Table, headed: list[int], column: int) -> list[str]:
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


def _are_whole(table: Table, row: int) -> bool:
    return all(cell.isdigit() for column, cell in enumerate(table.rows[row]) if cell and column != table.axis)


def _is_running(table: Table, row: int) -> bool:
    """Whether a row of headings only counts the columns."""
    cells = [cell for column, cell in enumerate(table.rows[row]) if cell and column != table.axis]
    return len(cells) >= MIN_PROVINCES and cells == [str(number) for number in range(1, len(cells) + 1)]
