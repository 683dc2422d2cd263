"""A place of its own for imports: copies of raw folder and seeds, and publishers' files made up for a test."""

import csv
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from orchestration import paths
from orchestration.cli import import_table
from orchestration.importing.problems import ImportRefused
from orchestration.ingest import manifest
from orchestration.ingest.official_table import read_table
from orchestration.reference import Reference, fold_name

ANSWERS = {"publisher": "CECODES, RTA & O'Neil", "break": "none"}


@dataclass
class Place:
    """Copies of raw folder and seeds that imports write to."""

    folder: Path

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    @property
    def seeds(self) -> Path:
        return self.folder / "dbt" / "seeds"

    def run(
        self, file: str, index: str, year: int, is_interactive: bool = False, replace: bool = False, **options: str
    ) -> None:
        given = {"file": str(self.folder / file), "index": index, "year": str(year), **options}
        import_table.run(given, replace, False, is_interactive)

    def refused(self, *arguments, **options) -> str:
        """Why the import is refused, after a look that nothing was written."""
        before = self.state()
        with pytest.raises(ImportRefused) as caught:
            self.run(*arguments, **options)
        assert self.state() == before
        return str(caught.value)

    def state(self) -> dict[str, bytes]:
        found = [*self.raw.rglob("*"), *self.seeds.rglob("*")]
        return {str(path): path.read_bytes() for path in found if path.is_file()}

    def lines(self, seed: str) -> list[str]:
        return (self.seeds / f"{seed}.csv").read_text(encoding="utf-8").splitlines()

    def added(self, seed: str) -> list[str]:
        before = (paths.REPOSITORY / "dbt_project" / "seeds" / f"{seed}.csv").read_text(encoding="utf-8").splitlines()
        now = self.lines(seed)
        assert [line for line in now if line in before] == before
        return [line for line in now if line not in before]

    def figures(self, index: str, year: int) -> dict[tuple[str, str, str], Decimal | None]:
        """Figures by province, component and measure, as the reader takes them from what was written."""
        reference = Reference(self.seeds)
        path = f"{reference.indices[index].raw_folder}/{year}.csv"
        snapshot = manifest.take_snapshot(self.raw, reference)
        assert snapshot.problems == []
        cells, problems = read_table(snapshot.contents[path], path, "", index, year, reference)
        assert problems == []
        units = reference.editions[index, year].boundary_set
        return {
            (reference.aliases[units, fold_name(c.province_name)], c.component_code, c.measure): (
                Decimal(c.value) if c.value else None
            )
            for c in cells
        }


def published(year: int = 2024) -> list[list[str]]:
    with (paths.REPOSITORY / "raw" / "papi" / f"{year}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))


def names_of(units: str) -> list[str]:
    reference = Reference(paths.REPOSITORY / "dbt_project" / "seeds")
    return [reference.province_names[unit] for unit in sorted(reference.units_of(units))]


def papi(units: str = "34") -> list[list[str]]:
    """A PAPI table of the newest structure with a different figure in every cell."""
    codes = published()[0][1:]
    return [
        ["Tỉnh/Thành phố", *codes],
        *([name, *(f"1.{i:02}{j:02}" for j in range(len(codes)))] for i, name in enumerate(names_of(units))),
    ]


def par(units: str = "63") -> list[list[str]]:
    lines = [[name, f"{90 - i / 8:.3f}", str(i + 1)] for i, name in enumerate(names_of(units))]
    return [["Địa phương", "Chỉ số CCHC", "Xếp hạng"], *lines]


def transposed(rows: list[list[str]]) -> list[list[str]]:
    return [list(column) for column in zip(*rows, strict=True)]


def write_cells(sheet, rows: list[list[str]], first: int = 0) -> None:
    for i, row in enumerate(rows, start=first):
        for j, cell in enumerate(row):
            if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell):
                sheet.write_number(i, j, float(cell))
            elif cell:
                sheet.write_string(i, j, cell)


def workbook(path: Path, **sheets: list[list[str]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            write_cells(book.add_worksheet(name), rows)


def spreadsheet(path: Path, rows: list[list[str]], errors: tuple[tuple[int, int], ...] = (), hidden: int = -1) -> None:
    """The least that an .ods file needs; where errors are, the cell holds a formula."""

    def cell(i: int, j: int, text: str) -> str:
        formula = ' table:formula="of:=1/0"' if (i, j) in errors else ""
        return f'<table:table-cell{formula} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    hide = ' table:visibility="collapse"'
    cells = "".join(
        f"<table:table-row{hide if i == hidden else ''}>"
        + "".join(cell(i, j, text) for j, text in enumerate(row))
        + "</table:table-row>"
        for i, row in enumerate(rows)
    )
    names = ":".join(["urn", "oasis", "names", "tc", "opendocument", "xmlns"])
    spaces = " ".join(f'xmlns:{space}="{names}:{space}:1.0"' for space in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="PAPI">{cells}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
