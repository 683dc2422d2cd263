"""How answers look: consoles, tables of any width, JSON. What they say is decided elsewhere."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

# Where output goes into a file or a pipe.
WIDTH = 110


def console() -> Console:
    """Standard output, as wide as the terminal (or COLUMNS) is; no text is taken for markup."""
    is_sized = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(highlight=False, markup=False, emoji=False, width=None if is_sized else WIDTH)


@dataclass(frozen=True)
class Column:
    """A column of a table. One that `wraps` may be narrowed to that many letters, though never within a word; the
    others stay as wide as they are."""

    heading: str
    is_right: bool = False
    wraps: int = 0

    def width(self, cells: Sequence[str]) -> int:
        texts = (self.heading, *cells)
        widest = max(cell_len(line) for text in texts for line in text.split("\n"))
        longest_word = max((cell_len(word) for text in texts for word in text.split()), default=0)
        return max(longest_word, min(widest, self.wraps)) if self.wraps else widest


def show_rows(out: Console, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """A table, or where the terminal is too narrow for it a block of lines for each row, with whole names."""
    widths = [column.width([row[i] for row in rows]) for i, column in enumerate(columns)]
    # Between two columns are three blanks.
    if sum(widths) + 3 * (len(columns) - 1) > out.width:
        _show_blocks(out, columns, rows)
        return
    out.print()
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column, width in zip(columns, widths, strict=True):
        justify = "right" if column.is_right else "left"
        table.add_column(
            Text(column.heading), justify=justify, min_width=width, no_wrap=not column.wraps, overflow="fold"
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out.print(table)
    out.print()


def _show_blocks(out: Console, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    out.print()
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            heading = " / ".join(line.strip() for line in column.heading.split("\n") if line)
            if cell:
                # Not wrapped here: a name that is longer than a line is for the terminal to continue.
                out.print(f"{heading}: {cell}" if heading else cell, soft_wrap=True)
        out.print()


def show_json(document: Any) -> None:
    """The whole answer of a command, on standard output."""
    print(json.dumps(document, ensure_ascii=False, indent=2, default=str), flush=True)


@contextmanager
def nothing_but_json(as_json: bool) -> Iterator[None]:
    """With --json, sends what is printed meanwhile (progress, notes) to standard error."""
    if not as_json:
        yield
        return
    with redirect_stdout(sys.stderr):
        yield
