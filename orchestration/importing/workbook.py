"""Cells of a publisher's file: bytes in, sheets of text out. What they mean is understood elsewhere.

Workbooks are opened in a process of their own (`python -m orchestration.importing.workbook`): the library ends
its process on some damaged files, and a file of a few kilobytes may ask for more memory than there is.
"""

import contextlib
import csv
import datetime
import io
import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import astuple, dataclass, field
from decimal import Decimal
from pathlib import Path

from orchestration.importing import marks
from orchestration.importing.marks import DATE, NOTE, PERCENT, Mark

MAX_BYTES = 20_000_000
# Above any table of provinces; sheets beyond hold something else, such as the answers to the survey.
MAX_CELLS = 500_000
MAX_MEMORY = 2_000_000_000
MAX_SECONDS = 120
HIDDEN, TOO_LARGE, BROKEN = "hidden", "too_large", "broken"
_CONTAINERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name (blank for a CSV) and its rows of cells from A1 on, a blank cell being empty text.

    Numbers are plain decimal text. `merged` holds the merged ranges as first row, first column, last row, last
    column, counted from 0. `unread` says why a sheet has no rows. `marks` are about single cells, of which raised
    notes are left out; `hidden_rows` and `hidden_columns` are read like the others. `letters` names the old letters
    that the cells were converted from."""

    name: str
    rows: list[list[str]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    unread: str = ""
    marks: list[Mark] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    letters: str = ""


class Unopened(Exception):
    """The file is no table that can be opened; holds the code of the problem and what it is about."""

    def __init__(self, code: str, value: str = "", **details: object) -> None:
        self.code, self.value, self.details = code, value, details
        super().__init__(code)


def is_workbook(content: bytes) -> bool:
    return content.startswith(_CONTAINERS)


def other_kind(content: bytes) -> str:
    """Code of the problem of a file that is something else than its name says, blank where that is not known."""
    head = content[:2000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(b"%pdf-"):
        return "pdf"
    if head.startswith(b"<?xml") and b"schemas-microsoft-com:office:spreadsheet" in content[:5000]:
        return "xml_table"
    is_page = head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style", b"<div"))
    return "html_table" if is_page and re.search(rb"<tr[\s>]", content[:1_000_000], re.IGNORECASE) else ""


def read_workbook(content: bytes) -> list[Sheet]:
    """Every sheet of an xlsx, xls, xlsb or ods file. Raises `Unopened`."""
    if len(content) > MAX_BYTES:
        raise Unopened("too_large", str(len(content)), expected=MAX_BYTES)
    # An encrypted workbook is an old-style container with this stream, whatever is inside.
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unopened("password")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "orchestration.importing.workbook"],
            input=content,
            capture_output=True,
            timeout=MAX_SECONDS,
            cwd=Path(__file__).resolve().parents[2],
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unopened("damaged", f"> {MAX_SECONDS} s") from None
    if done.returncode:
        raise Unopened("damaged", "–")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise Unopened(*answer["refused"])
    return [
        Sheet(name, rows, [tuple(range_) for range_ in merged], unread, [Mark(*mark) for mark in found], *hidden)
        for name, rows, merged, unread, found, *hidden in answer["sheets"]
    ]


def split_text(text: str) -> list[Sheet]:
    """A CSV as each of the separators would have it, those that cannot be read left out. Raises `Unopened`."""
    sheets = []
    error: csv.Error | None = None
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        except csv.Error as reason:
            error = reason
        else:
            cells = len(rows) * max(map(len, rows), default=0)
            if cells > MAX_CELLS:
                raise Unopened("too_large", str(len(text)), expected=MAX_CELLS)
            sheets.append(Sheet("", [[cell.strip() for cell in row] for row in rows]))
    if not sheets:
        raise Unopened("csv", str(error))
    return sheets


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        return f"{number:f}".removesuffix(".0") if number.is_finite() else ""
    return unicodedata.normalize("NFC", str(value)).strip()


def _answer(content: bytes) -> dict[str, list]:
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(io.BytesIO(marks.without_dimensions(content)))
        found = marks.of_workbook(content)
        sheets = [
            _sheet(book, metadata, found.get(metadata.name, marks.Marks()))
            for metadata in book.sheets_metadata
            if metadata.typ is calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError:
        return {"refused": ["password"]}
    except calamine.CalamineError as error:
        return {"refused": ["damaged", str(error)]}
    if all(sheet.unread == BROKEN for sheet in sheets):
        return {"refused": ["damaged", "–"]}
    return {"sheets": [astuple(sheet) for sheet in sheets]}


def _sheet(book, metadata, about: marks.Marks) -> Sheet:
    """One sheet, its cells or why it is not read: a broken one is no reason to close the others."""
    import python_calamine as calamine

    name = metadata.name
    if metadata.visible is not calamine.SheetVisibleEnum.Visible:
        return Sheet(name, [], unread=HIDDEN)
    try:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > MAX_CELLS:
            return Sheet(name, [], unread=TOO_LARGE)
        values = sheet.to_python(skip_empty_area=False)
        merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or []]
    except calamine.CalamineError:
        return Sheet(name, [], unread=BROKEN)
    rows = [[_text(value) for value in row] for row in values]
    # Errors and formulas without a result may lie beyond the last value.
    found = [mark for mark in about.cells if mark.row < len(rows) and mark.column < len(rows[mark.row])]
    for mark in found:
        if mark.kind == NOTE:
            rows[mark.row][mark.column] = unicodedata.normalize("NFC", mark.plain)
        elif mark.kind == PERCENT and isinstance(value := values[mark.row][mark.column], int | float):
            # As the cell shows it.
            rows[mark.row][mark.column] = f"{_text(Decimal(repr(value)).scaleb(2))}%"
    found += [
        Mark(i, j, DATE, rows[i][j])
        for i, row in enumerate(values)
        for j, value in enumerate(row)
        if isinstance(value, datetime.date | datetime.time)
    ]
    return Sheet(name, rows, merged, "", found, about.rows, about.columns)


def main() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not every system can limit the memory of a process
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    json.dump(_answer(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
