"""Errors in cells of the old binary workbooks, xls (BIFF8) and xlsb, which the library reads as blank cells.

Only records of errors are looked at. Formats: [MS-CFB], [MS-XLS] and [MS-XLSB] of Microsoft.
"""

import struct
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

Errors = dict[str, list[tuple[int, int, str]]]

_NAMES = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_END, _LAST_SECTOR = 0xFFFFFFFE, 0xFFFFFFFA
# BIFF8: a sheet of the workbook, a formula, a Boolean or an error, the end of a part.
_BOUNDSHEET, _FORMULA, _BOOL_OR_ERROR, _EOF = 0x0085, 0x0006, 0x0205, 0x000A
# xlsb: a sheet of the workbook, a row, an error, a formula with an error.
_BUNDLE_SHEET, _ROW, _ERROR, _FORMULA_ERROR = 156, 0, 3, 11


def of_xls(content: bytes) -> Errors:
    """Row, column and error by sheet. Raises `struct.error`, `IndexError` or `ValueError` for a damaged file."""
    stream = _workbook_stream(content)
    sheets = {}
    for kind, data in _biff(stream, 0):
        if kind == _BOUNDSHEET:
            (start,) = struct.unpack_from("<I", data)
            length, is_wide = data[6], data[7] & 1
            name = data[8 : 8 + length * (1 + is_wide)]
            sheets[name.decode("utf-16-le" if is_wide else "latin-1")] = start
    return {name: list(_errors_of_sheet(stream, start)) for name, start in sheets.items()}


def _errors_of_sheet(stream: bytes, start: int) -> Iterator[tuple[int, int, str]]:
    for kind, data in _biff(stream, start):
        if kind == _BOOL_OR_ERROR and data[7]:
            yield *struct.unpack_from("<HH", data), _NAMES.get(data[6], "#?")
        elif kind == _FORMULA and data[6] == 2 and data[12:14] == b"\xff\xff":
            yield *struct.unpack_from("<HH", data), _NAMES.get(data[8], "#?")


def _biff(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Records of one part of the stream, to its end."""
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + length]
        if kind == _EOF:
            return
        start += 4 + length


def _workbook_stream(content: bytes) -> bytes:
    """The stream with the cells out of the container of an xls; one below 4 KB lies elsewhere and is left out."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    n_fat, first_directory = struct.unpack_from("<I4xI", content, 44)[0], struct.unpack_from("<I", content, 48)[0]
    sectors = list(struct.unpack_from("<109I", content, 76))
    next_table, n_tables = struct.unpack_from("<II", content, 68)
    for _ in range(min(n_tables, 1000)):
        table = struct.unpack_from(f"<{size // 4}I", content, (next_table + 1) * size)
        sectors += table[:-1]
        next_table = table[-1]
    fat: list[int] = []
    for sector in [one for one in sectors if one <= _LAST_SECTOR][: min(n_fat, 10_000)]:
        fat += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)

    def chain(sector: int) -> bytes:
        parts, seen = [], set()
        while sector <= _LAST_SECTOR and sector not in seen:
            seen.add(sector)
            parts.append(content[(sector + 1) * size : (sector + 2) * size])
            sector = fat[sector]
        return b"".join(parts)

    directory = chain(first_directory)
    for start in range(0, len(directory) - 127, 128):
        entry = directory[start : start + 128]
        (length,) = struct.unpack_from("<H", entry, 64)
        if entry[: max(length - 2, 0)].decode("utf-16-le", "replace") in ("Workbook", "Book"):
            first, n_bytes = struct.unpack_from("<II", entry, 116)
            return chain(first)[:n_bytes] if n_bytes >= 4096 else b""
    return b""


def of_xlsb(archive: zipfile.ZipFile) -> Errors:
    """Row, column and error by sheet. Raises as `of_xls` does."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.bin.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    found = {}
    for kind, data in _xlsb(archive.read("xl/workbook.bin")):
        if kind == _BUNDLE_SHEET:
            relation, end = _wide(data, 8)
            name, _ = _wide(data, end)
            target = targets.get(relation, "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[name] = list(_errors_of_part(archive.read(part)))
    return found


def _errors_of_part(part: bytes) -> Iterator[tuple[int, int, str]]:
    row = 0
    for kind, data in _xlsb(part):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", data)
        elif kind in (_ERROR, _FORMULA_ERROR):
            (column,) = struct.unpack_from("<I", data)
            yield row, column, _NAMES.get(data[8], "#?")


def _wide(data: bytes, start: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", data, start)
    end = start + 4 + 2 * length
    return data[start + 4 : end].decode("utf-16-le"), end


def _xlsb(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Records: kind and length are written in bytes of seven bits."""
    start = 0
    while start < len(part):
        kind = part[start]
        start += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[start] & 0x7F) << 7
            start += 1
        length = 0
        for shift in (0, 7, 14, 21):
            byte = part[start]
            start += 1
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield kind, part[start : start + length]
        start += length
