"""What cells of a workbook say beside their values: errors, missing results, raised notes, percent, hidden lines.

The library that reads values drops all of this. What a mark leads to is understood elsewhere; damaged parts of a
workbook have no marks.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from xml.etree import ElementTree

from orchestration.importing import binary

ERROR, UNSAVED, NOTE, DATE, PERCENT = "error", "unsaved", "note", "date", "percent"
_CONTAINER_OF_XLS = b"\xd0\xcf\x11\xe0"
_DAMAGE = (
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    LookupError,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    MemoryError,
)
_MAX_PART = 200_000_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# A hint to readers; where whole rows are formatted, LibreOffice writes one that is no range of cells.
_DIMENSION = re.compile(rb'<dimension\s+ref="(?![A-Za-z]+[0-9]+(?::[A-Za-z]+[0-9]+)?")[^"]*"\s*/>')
_HEAD = 10_000
_RAISED = ("superscript", "subscript")
_ODS_ERROR = re.compile(r"#[A-Z0-9/]+[!?A]?|Err:[0-9]+")


@dataclass(frozen=True)
class Mark:
    """One thing about a cell, counted from 0. `text` is the error or the note, `plain` the cell without its note."""

    row: int
    column: int
    kind: str
    text: str = ""
    plain: str = ""


@dataclass
class Marks:
    """Of one sheet, with the rows and columns that are hidden."""

    cells: list[Mark] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)


def of_workbook(content: bytes) -> dict[str, Marks]:
    """Marks by name of sheet; empty for other kinds of files."""
    with suppress(*_DAMAGE):
        if content.startswith(_CONTAINER_OF_XLS):
            return _of_errors(binary.of_xls(content))
    with suppress(*_DAMAGE), zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" in names:
            return _of_xlsx(archive)
        if "xl/workbook.bin" in names:
            return _of_errors(binary.of_xlsb(archive))
        if "content.xml" in names:
            return _of_ods(archive)
    return {}


def less_known(content: bytes) -> str:
    """The kind of a workbook of which not every mark is known: `binary` (xls, xlsb) or `ods`; blank for an xlsx."""
    if content.startswith(_CONTAINER_OF_XLS):
        return "binary"
    with suppress(*_DAMAGE), zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        return "binary" if "xl/workbook.bin" in names else "ods" if "content.xml" in names else ""
    return ""


def _of_errors(found: binary.Errors) -> dict[str, Marks]:
    return {
        sheet: Marks([Mark(row, column, ERROR, error) for row, column, error in cells])
        for sheet, cells in found.items()
    }


def without_dimensions(content: bytes) -> bytes:
    """The xlsx without ranges of sheets that are none, which the library takes for damage; else as it is."""
    with suppress(*_DAMAGE), zipfile.ZipFile(io.BytesIO(content)) as archive:
        wrong = [
            name
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and _DIMENSION.search(archive.open(name).read(_HEAD))
        ]
        if not wrong:
            return content
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as copy:
            for entry in archive.infolist():
                part = _part(archive, entry.filename)
                if entry.filename in wrong:
                    part = _DIMENSION.sub(b"", part[:_HEAD]) + part[_HEAD:]
                copy.writestr(entry.filename, part)
        return target.getvalue()
    return content


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _MAX_PART:
        raise ValueError(name)
    return archive.read(name)


def _elements(archive: zipfile.ZipFile, name: str, wanted: set[str]) -> Iterator[ElementTree.Element]:
    """The elements of a part that have these names, as each ends, and nothing kept of them."""
    for _, element in ElementTree.iterparse(io.BytesIO(_part(archive, name))):
        if _tag(element) in wanted:
            yield element
            element.clear()


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _of_xlsx(archive: zipfile.ZipFile) -> dict[str, Marks]:
    relations = ElementTree.fromstring(_part(archive, "xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): posixpath.join("/xl", each.get("Target", "")).lstrip("/") for each in relations}
    notes: dict[int, tuple[str, str]] = {}
    percent = _percent_styles(archive) if "xl/styles.xml" in archive.namelist() else set()
    if "xl/sharedStrings.xml" in archive.namelist():
        for position, item in enumerate(_elements(archive, "xl/sharedStrings.xml", {"si"})):
            if found := _note(item):
                notes[position] = found
    found = {}
    for sheet in _elements(archive, "xl/workbook.xml", {"sheet"}):
        part = targets.get(_attribute(sheet, "id"), "")
        if part in archive.namelist():
            with suppress(*_DAMAGE):
                found[sheet.get("name", "")] = _of_worksheet(archive, part, notes, percent)
    return found


def _percent_styles(archive: zipfile.ZipFile) -> set[str]:
    """Numbers of the cell styles that show a number as percent."""
    # Those that every spreadsheet program has.
    formats = {"9", "10"}
    found: set[str] = set()
    root = ElementTree.fromstring(_part(archive, "xl/styles.xml"))
    for element in root.iter():
        if _tag(element) == "numFmt" and "%" in re.sub(r'"[^"]*"|\\.', "", element.get("formatCode", "")):
            formats.add(element.get("numFmtId", ""))
        elif _tag(element) == "cellXfs":
            found = {str(i) for i, style in enumerate(element) if style.get("numFmtId") in formats}
    return found


def _of_worksheet(archive: zipfile.ZipFile, part: str, notes: dict[int, tuple[str, str]], percent: set[str]) -> Marks:
    marks = Marks()
    row, column = -1, -1
    for event, element in ElementTree.iterparse(io.BytesIO(_part(archive, part)), events=("start", "end")):
        tag = _tag(element)
        if event == "start":
            if tag == "row":
                row, column = int(element.get("r") or row + 2) - 1, -1
                if _is_true(element.get("hidden")):
                    marks.rows.append(row)
            elif tag == "col" and _is_true(element.get("hidden")):
                # To the last column of all where the rest of the sheet is hidden.
                first, last = int(element.get("min", 1)), int(element.get("max", 1))
                marks.columns += range(first - 1, min(last, first + 1000))
            continue
        if tag == "c":
            place = _REFERENCE.fullmatch(element.get("r", ""))
            column = _number(place[1]) if place else column + 1
            if mark := _mark(element, row, column, notes, percent):
                marks.cells.append(mark)
            element.clear()
        elif tag == "row":
            element.clear()
    return marks


def _mark(
    cell: ElementTree.Element, row: int, column: int, notes: dict[int, tuple[str, str]], percent: set[str]
) -> Mark | None:
    parts = {_tag(child): child for child in cell}
    value = (parts["v"].text or "") if "v" in parts else ""
    kind = cell.get("t", "n")
    if kind == "e":
        return Mark(row, column, ERROR, value)
    if "f" in parts and not value and "is" not in parts and kind != "str":
        return Mark(row, column, UNSAVED)
    if kind == "n" and value and cell.get("s") in percent:
        return Mark(row, column, PERCENT)
    if kind == "s" and value.isdigit() and int(value) in notes:
        return Mark(row, column, NOTE, *notes[int(value)])
    if kind == "inlineStr" and "is" in parts and (found := _note(parts["is"])):
        return Mark(row, column, NOTE, *found)
    return None


def _note(item: ElementTree.Element) -> tuple[str, str] | None:
    """The raised or lowered runs of a text and the text without them, None where there are none."""
    raised, plain = "", ""
    for run in item:
        if _tag(run) not in ("r", "t"):
            continue
        text = "".join(each.text or "" for each in run.iter() if _tag(each) == "t")
        if any(_tag(each) == "vertAlign" and each.get("val") in _RAISED for each in run.iter()):
            raised += text
        else:
            plain += text
    return (raised, plain.strip()) if raised.strip() and plain.strip() else None


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _of_ods(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """Errors, percent and hidden rows; a spreadsheet of LibreOffice keeps no formula without its result."""
    found: dict[str, Marks] = {}
    marks, row, column, is_hidden = Marks(), 0, 0, False
    for event, element in ElementTree.iterparse(io.BytesIO(_part(archive, "content.xml")), events=("start", "end")):
        tag = _tag(element)
        if event == "start":
            if tag == "table":
                marks = found.setdefault(_attribute(element, "name"), Marks())
                row = 0
            elif tag == "table-row":
                column, is_hidden = 0, _attribute(element, "visibility") in ("collapse", "filter")
            continue
        if tag in ("table-cell", "covered-table-cell"):
            columns = int(_attribute(element, "number-columns-repeated") or 1)
            text = "".join(element.itertext()).strip()
            types = [value for key, value in element.items() if key.endswith("}value-type")]
            if "error" in types or (_attribute(element, "formula") and _ODS_ERROR.fullmatch(text)):
                marks.cells += [Mark(row, column + each, ERROR, text) for each in range(min(columns, 1000))]
            elif "percentage" in types:
                marks.cells += [Mark(row, column + each, PERCENT) for each in range(min(columns, 1000))]
            column += columns
            element.clear()
        elif tag == "table-row":
            repeated = int(_attribute(element, "number-rows-repeated") or 1)
            if is_hidden:
                marks.rows += range(row, row + min(repeated, 1000))
            row += repeated
            element.clear()
    return found
