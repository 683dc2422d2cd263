"""Delimited text, however it was saved: bytes in, rows of clean cells out, and figures as plain decimal text.

Encodings, separators, blanks and thousands separators belong here. What a table means is up to its reader.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal

from orchestration.messages.problems import Problem
from orchestration.reference import fold_name

# A full table of 63 provinces is 16 kB, all that the press reported of one edition 9 kB.
MAX_BYTES = 5_000_000
MAX_COLUMNS = 500
MAX_ROWS = 20_000
MAX_HEADING_LETTERS = 100_000
# As printed by the publishers, and as the warehouse stores them.
MAX_DECIMALS = 5

_DELIMITERS = (",", ";", "\t")
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_UTF8_LETTER = re.compile(rb"[\xc3-\xc6][\x80-\xbf]|\xe1[\xba\xbb][\x80-\xbf]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_DASHES = str.maketrans({"\u2212": "-", "\u2012": "-", "\u2013": "-"})
_PLAIN = re.compile(r"(-?[0-9]+)(?:[.,]([0-9]+))?")
_GROUPED = re.compile(r"(-?[0-9]{1,3}(?P<mark>[., ])[0-9]{3}(?:(?P=mark)[0-9]{3})*)(?:(?!(?P=mark))[.,]([0-9]+))?")


@dataclass(frozen=True)
class Row:
    """One row that is not blank: `line` on which it starts, counted from 1, and its cells without outer blanks."""

    line: int
    cells: list[str]


class Unreadable(Exception):
    """The file is no table of text. Holds the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.text_en)


def read_rows(content: bytes, file: str, headings: Collection[str]) -> list[Row]:
    """Rows of a file, the heading row first. Raises `Unreadable`.

    Every row has as many cells as it has in the file, less the columns that are blank throughout. `headings`
    are folded and tell which separator was meant.
    """
    text = decode(content, file)
    rows = _split(text, file, _delimiter(text, headings))
    used = {position for row in rows for position, cell in enumerate(row.cells) if cell}
    return [Row(row.line, [cell for i, cell in enumerate(row.cells) if i in used]) for row in rows]


def decode(content: bytes, file: str) -> str:
    """A table as text: as `decode_letters`, and no web page. Raises `Unreadable`."""
    text = decode_letters(content, file)
    if text.lstrip().startswith("<"):
        raise Unreadable(Problem("web_page", file, 1))
    return text


def decode_letters(content: bytes, file: str) -> str:
    """Text in composed letters (NFC), from UTF-8, UTF-16 or Windows-1258. Raises `Unreadable`."""
    if len(content) > MAX_BYTES:
        raise Unreadable(Problem("too_large", file, value=str(len(content)), details={"expected": MAX_BYTES}))
    if content.startswith(_WORKBOOKS):
        raise Unreadable(Problem("workbook", file))
    text = unicodedata.normalize("NFC", _decoded(content, file))
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise Unreadable(Problem("binary", file, line, value=f"0x{ord(control[0]):02x}"))
    if (lost := text.find("\ufffd")) >= 0:
        raise Unreadable(Problem("lost_letters", file, text.count("\n", 0, lost) + 1))
    return text


def is_unicode(content: bytes) -> bool:
    """Whether the bytes are UTF-8, or say or show that they are UTF-16."""
    if content.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS)) or b"\0" in content:
        return True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(content: bytes, file: str) -> str:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), None)
    if encoding is None and b"\0" in content:
        # Text in UTF-16 without a mark has its zero bytes on one side of each pair.
        encoding = "utf-16-be" if b"\0" not in content[1::2] else "utf-16-le"
    candidates = [encoding or "utf-8"]
    # The bytes of Vietnamese letters in UTF-8 make no sense in Windows-1258: both together is a torn file.
    if encoding is None and not _UTF8_LETTER.search(content):
        candidates.append("cp1258")
    for candidate in candidates:
        try:
            return content.decode(candidate).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            start = error.start
    if (zero := content.find(b"\0")) >= 0:
        raise Unreadable(Problem("binary", file, content.count(b"\n", 0, zero) + 1, value="0x00"))
    line = content.count(b"\n", 0, start) + 1
    raise Unreadable(Problem("encoding", file, line, value=f"0x{content[start]:02x}"))


def _delimiter(text: str, headings: Collection[str]) -> str:
    """The separator under which the first line shows most known headings; failing that, most cells."""
    first = next((line for line in io.StringIO(text) if line.strip()), "")[:MAX_HEADING_LETTERS]

    def understood(delimiter: str) -> tuple[int, int]:
        cells = first.split(delimiter)
        return sum(fold_name(cell) in headings for cell in cells), len(cells)

    return max(_DELIMITERS, key=understood)


def clean(cell: str) -> str:
    """A cell on one line, with plain blanks and none around it."""
    return " ".join(_INVISIBLE.sub("", cell).split())


def _split(text: str, file: str, delimiter: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    line = 1
    try:
        for values in reader:
            if len(values) > MAX_COLUMNS:
                raise Unreadable(Problem("too_many_columns", file, line, details={"expected": MAX_COLUMNS}))
            cells = [clean(value) for value in values]
            if any(cells):
                rows.append(Row(line, cells))
            if len(rows) > MAX_ROWS:
                raise Unreadable(Problem("too_many_rows", file, line, details={"expected": MAX_ROWS}))
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(Problem("csv", file, line, value=str(error))) from None
    return rows


def readings(text: str) -> list[str]:
    """What a printed number can mean, as plain decimal text: 1,234 is 1.234 or 1234; empty where it is no number."""
    text = text.translate(_DASHES)
    found = []
    if match := _PLAIN.fullmatch(text):
        found.append(match[1] + (f".{match[2]}" if match[2] else ""))
    if match := _GROUPED.fullmatch(text):
        whole = match[1].replace(match["mark"], "")
        found.append(whole + (f".{match[3]}" if match[3] else ""))
    return found


def read_number(
    text: str, low: Decimal, high: Decimal, refuse: Callable[..., Problem], is_percent: bool = False
) -> tuple[str, Problem | None]:
    """The figure as plain decimal text with the decimals that it was printed with, or the problem.

    Bounds decide between the readings of a number with a mark of thousands; where both lie within, it is
    refused. `refuse` makes the problem of a code and its details.
    """
    found = readings(text.removesuffix("%").rstrip() if is_percent else text)
    if not found:
        return "", refuse("not_a_number")
    within = [reading for reading in found if low <= Decimal(reading) <= high]
    if not within:
        return "", refuse("out_of_bounds", low=low, high=high)
    if len(within) > 1:
        return "", refuse("ambiguous_number", first=within[0], second=within[1])
    if len(within[0].partition(".")[2]) > MAX_DECIMALS:
        return "", refuse("too_many_decimals", expected=MAX_DECIMALS)
    return within[0], None
