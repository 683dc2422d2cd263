"""Why a publisher's file or an option is refused, said once each in Vietnamese and English with the remedy.

A problem that the reader of raw tables finds keeps its own message; its location is the cell of the publisher's file.
"""

from dataclasses import dataclass

from orchestration.importing.understood import Understood
from orchestration.messages import problems
from orchestration.messages.texts import text


@dataclass(frozen=True)
class ImportProblem(problems.Problem):
    """One thing wrong with a publisher's file or an option. `file` is the file or option as the user gave it.

    `sheet` and `cell` say where in a workbook, `cell` alone where in a CSV (row and column as a spreadsheet
    names them)."""

    sheet: str = ""
    cell: str = ""

    def location(self, language: str) -> str:
        return ", ".join(
            part for part in (problems.shown(self.file), cell_location(self.sheet, self.cell, language)) if part
        )


def cell_location(sheet: str, cell: str, language: str) -> str:
    """A sheet and a cell (or a range) in words."""
    parts = [f"{text('sheet', language)} “{problems.shown(sheet)}”"] if sheet else []
    return ", ".join([*parts, *([f"{text('cell', language)} {cell}"] if cell else [])])


class ImportRefused(Exception):
    """Nothing is imported and nothing written. The message lists every problem in both languages.

    `understood` is what was understood of the file by then, if anything."""

    def __init__(self, found: list[ImportProblem], understood: Understood | None = None) -> None:
        self.problems = found
        self.understood = understood
        super().__init__(problems.report(found))


def refuse(code: str, file: str, value: str = "", **details: object) -> ImportRefused:
    """One problem of a file or an option as an error to raise."""
    return ImportRefused([ImportProblem(code, file, value=value, details=details)])
