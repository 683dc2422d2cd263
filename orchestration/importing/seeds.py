"""New rows in the seeds' own form and order, every other byte kept. Pure: text in, text out.

What the rows of a seed say is up to `reference`.
"""

import csv
import io
from collections.abc import Callable

Row = dict[str, str]


def add_row(content: str, row: Row, order: Callable[[Row], object]) -> str:
    """Puts a row among those of its index, after all that do not come later by `order`; at the end if it is the first.

    Rows of an index that stand apart from its first ones are not looked at. Raises `KeyError` where a column is
    missing from the row.
    """
    header, *records = _records(content)
    own = [i for i, (_, found) in enumerate(records) if found["index_code"] == row["index_code"]]
    first_run = [i for position, i in enumerate(own) if i == own[0] + position]
    # What stands before the place where the row goes: all rows where the index is new.
    count = own[0] if own else len(records)
    count += sum(order(records[i][1]) <= order(row) for i in first_run)
    lines = [header[0], *(line for line, _ in records)]
    newline = "\r\n" if header[0].endswith("\r\n") else "\n"
    if not lines[count].endswith("\n"):
        lines[count] += newline
    lines.insert(count + 1, _line([row[column] for column in header[1]], newline))
    return "".join(lines)


def set_value(content: str, key: Row, column: str, value: str) -> str:
    """Sets one column of the rows that have the values of `key`."""
    header, *records = _records(content)
    newline = "\r\n" if header[0].endswith("\r\n") else "\n"
    lines = [header[0]]
    for line, row in records:
        if all(row[name] == of for name, of in key.items()) and row[column] != value:
            line = _line(list((row | {column: value}).values()), newline)
        lines.append(line)
    return "".join(lines)


def remove_rows(content: str, key: Row) -> str:
    """Takes out the rows that have the values of `key`."""
    header, *records = _records(content)
    kept = [line for line, row in records if any(row[name] != of for name, of in key.items())]
    return "".join([header[0], *kept])


def _records(content: str) -> list[tuple[str, Row]]:
    """Each record as it is written, line end included, and by column; the first is the heading with itself."""
    lines = content.splitlines(keepends=True)
    # The mark of the encoding stays in the line and is no part of the first column's name.
    reader = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""))
    records: list[tuple[str, Row]] = []
    columns: list[str] = []
    start = 0
    for cells in reader:
        columns = columns or cells
        records.append(("".join(lines[start : reader.line_num]), dict(zip(columns, cells, strict=False))))
        start = reader.line_num
    return records


def _line(cells: list[str], newline: str) -> str:
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator=newline).writerow(cells)
    return target.getvalue()
