"""`governance import` from a publisher's file to raw table, manifest and seeds; whatever is refused leaves no trace."""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner

from orchestration import paths
from orchestration.cli.app import app
from orchestration.importing.problems import ImportRefused
from orchestration.ingest import manifest
from orchestration.reference import Reference
from tests.integration.import_place import ANSWERS, papi, par, published, spreadsheet, transposed, workbook, write_cells

GAP = {"reason_vi": "Không công bố", "reason_en": "Not published"}
NEWS = {"note_vi": "Bảng hỏi “mới”", "note_en": "New, questions", "evidence": "report, page 9"}


@pytest.mark.parametrize("turn", [lambda rows: rows, transposed], ids=["rows", "columns"])
def test_the_real_figures_of_an_edition_come_back_cell_by_cell(place, turn):
    before = place.figures("PAPI", 2024)
    workbook(place.folder / "papi.xlsx", **{"PAPI 2024": turn(published())})
    seeds = place.lines("editions")
    place.run("papi.xlsx", "papi", 2024, replace=True)
    assert place.figures("PAPI", 2024) == before
    assert len(before) == 63 * 28
    assert place.lines("editions") == seeds
    assert place.added("unscored_units") == []
    # The publisher's own file takes the place of what others had compiled.
    origins = [line.split(",")[0] for line in place.lines("table_origins")]
    assert "papi/2023.csv" in origins and "papi/2024.csv" not in origins


def test_provinces_as_rows_with_headings_in_two_languages(place, capsys):
    reference = Reference(place.seeds)
    components = reference.components_of("PAPI", 2025)
    rows = papi()
    with xlsxwriter.Workbook(place.folder / "papi.xlsx") as book:
        sheet = book.add_worksheet("Kết quả")
        sheet.merge_range(0, 0, 0, 10, "PAPI 2025, khoảng tin cậy 95%")
        sheet.write_row(2, 0, ["Tỉnh\nProvince", *(f"{c}. {components[c].names[0]}" for c in rows[0][1:])])
        sheet.write_row(3, 1, [components[c].names[1] for c in rows[0][1:]])
        write_cells(sheet, rows[1:], first=4)
        sheet.write_number(4, 1, 1.2345649999)
        sheet.write_row(40, 0, ["Trung bình", 1.5, 1.5])
        sheet.write_string(42, 0, "Ghi chú: điểm chưa có trọng số")
        book.add_worksheet("Nháp").hide()
    place.run("papi.xlsx", "PAPI", 2025, **ANSWERS)
    figures = place.figures("PAPI", 2025)
    assert len(figures) == 34 * 28
    assert figures["34-01", "1.1", "score"] == Decimal("1.23456")
    assert figures["34-04", "1.2", "score"] == Decimal("1.0101")
    assert place.added("editions") == ["PAPI,2025,34,2025-12-31,34,34,false,true"]
    lines = place.lines("editions")
    assert (
        lines.index("PAPI,2025,34,2025-12-31,34,34,false,true")
        == lines.index(next(line for line in lines if line.startswith("PAPI,2024"))) + 1
    )
    assert place.added("component_breaks") == place.added("unscored_units") == []
    entry = manifest.read_manifest(place.raw)[0]["papi/2025.csv"]
    assert (entry.publisher, entry.rows, entry.year) == ("CECODES, RTA & O'Neil", 34, 2025)
    shown = capsys.readouterr().out
    assert "Kết quả" in shown and "1 figures were rounded" in shown and "Nháp" in shown
    assert "governance check" in shown


def test_provinces_as_columns_with_rows_for_weights_and_bounds(place):
    lines = transposed(papi())
    rows = [["PAPI 2025"], [], ["", "", *lines[0][1:]]]
    for code, *figures in lines[1:]:
        rows.append([code, f"Sub-dimension {code}", *figures])
        rows += [["", f"{code} {what}", *["1.9"] * 34] for what in ("weighted", "Lower 95% CI", "cận trên", "SE")]
    workbook(place.folder / "papi.xlsx", S=rows)
    place.run("papi.xlsx", "PAPI", 2025, **ANSWERS)
    figures = place.figures("PAPI", 2025)
    assert len(figures) == 34 * 28
    assert figures["34-96", "8.3", "score"] == Decimal("1.3327")


def test_one_sheet_for_each_dimension(place):
    rows = papi()
    sheets = {
        f"D{number}": [
            [cell for j, cell in enumerate(row) if j == 0 or rows[0][j].startswith(f"{number}.")] for row in rows
        ]
        for number in range(1, 9)
    }
    workbook(place.folder / "papi.xlsx", **sheets, Weighted=rows)
    place.run("papi.xlsx", "PAPI", 2025, **ANSWERS)
    assert len(set(place.figures("PAPI", 2025).values())) == 34 * 28


def test_score_and_rank_of_a_declared_edition_without_a_table(place, capsys):
    declared = place.lines("editions")
    workbook(place.folder / "par.xlsx", PAR=par())
    place.run("par.xlsx", "par_index", 2024, publisher="Bộ Nội vụ")
    figures = place.figures("PAR", 2024)
    assert (figures["63-01", "total", "score"], figures["63-01", "total", "rank"]) == (Decimal(90), 1)
    before, after = "PAR,2024,63,2024-12-31,63,63,false,false", "PAR,2024,63,2024-12-31,63,63,false,true"
    assert before in declared
    assert place.lines("editions") == [after if line == before else line for line in declared]
    assert place.added("component_breaks") == []
    assert "it is kept" in capsys.readouterr().out


def test_ranks_that_disagree_with_the_scores_are_told_at_their_cell(place):
    rows = par()
    rows[1][2] = "2"
    workbook(place.folder / "par.xlsx", PAR=rows)
    assert "sheet “PAR”, cell C2: rank 2 does not agree" in place.refused("par.xlsx", "PAR", 2024, publisher="X")


def test_a_hard_break_is_written_with_its_notes(place):
    workbook(place.folder / "papi.xlsx", S=papi())
    place.run("papi.xlsx", "PAPI", 2025, **ANSWERS | NEWS | {"break": "hard", "pilot": "TRUE", "units_scored": "30"})
    assert place.added("component_breaks") == [
        'PAPI,total,2025,hard,true,Bảng hỏi “mới”,"New, questions","report, page 9"'
    ]
    assert place.added("editions") == ["PAPI,2025,34,2025-12-31,34,30,true,true"]


def test_blank_provinces_and_dimensions_need_a_reason(place):
    rows = papi()
    rows[3][1:] = [""] * 28
    rows[5][1:6] = ["-", "", "N/A", "", ""]
    workbook(place.folder / "papi.xlsx", S=rows)
    why = place.refused("papi.xlsx", "PAPI", 2025, **ANSWERS)
    assert "--reason-vi" in why and "--reason-en" in why
    place.run("papi.xlsx", "PAPI", 2025, **ANSWERS, **GAP)
    assert place.added("unscored_units") == [
        f"PAPI,2025,{unit},{code},Không công bố,Not published"
        for unit, code in (("34-08", "all"), ("34-12", "1"), ("34-12", "2.1"))
    ]
    assert ",34,32,false,true" in place.added("editions")[0]
    assert place.figures("PAPI", 2025)["34-12", "2.1", "score"] is None


def test_every_missing_option_is_named_in_one_message(place):
    workbook(place.folder / "papi.xlsx", S=papi())
    why = place.refused("papi.xlsx", "PAPI", 2025)
    assert '--publisher "' in why and '--break "none, soft, hard"' in why
    assert all(name not in why for name in ("--as-of", "--pilot", "--units-scored", "--note-vi"))
    why = place.refused("papi.xlsx", "PAPI", 2025, publisher="X", **{"break": "soft"})
    assert all(f'{name} "' in why for name in ("--note-vi", "--note-en", "--evidence"))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"break": "maybe"}, "“maybe” is not valid. It must be: none, soft, hard"),
        ({"as_of": "31/12/2025"}, "--as-of: “31/12/2025” is not valid"),
        ({"boundary_set": "64"}, "“64” is not valid. It must be: 34, 63"),
        ({"as_of": "1999-12-31"}, "no single set of provinces is valid on 1999-12-31"),
        ({"sheet": "Z"}, "there is no sheet “Z”. The sheets are: S"),
        ({"units_scored": "35"}, "“35” is not valid. It must be: 0–34"),
        ({"index": "PCI"}, "there is no index “PCI”. It must be one of: PAPI, PAR, SIPAS"),
        ({"year": "25"}, "--year: “25” is not valid"),
        ({"year": "2024"}, "raw/papi/2024.csv is there already. To replace it by this file, add --replace"),
        ({"boundary_set": "63"}, "29 of 63 provinces are missing"),
    ],
)
def test_options_that_are_wrong_are_told_with_what_they_may_be(place, options, says):
    workbook(place.folder / "papi.xlsx", S=papi())
    given = {"index": "PAPI", "year": 2025, **ANSWERS, **options}
    index, year = given.pop("index"), given.pop("year")
    assert says in place.refused("papi.xlsx", index, year, **given)


def test_figures_out_of_bounds_and_words_are_told_at_their_cells(place):
    rows = papi()
    rows[2][3], rows[4][1] = "13.2393", "many"
    workbook(place.folder / "papi.xlsx", S=rows)
    why = place.refused("papi.xlsx", "PAPI", 2025, **ANSWERS)
    assert "sheet “S”, cell D3: 13.2393 is outside 0.25 to 2.50" in why
    assert "trang “S”, ô B5: “many” không phải là số" in why


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04 no workbook", "the workbook cannot be opened"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "the workbook cannot be opened"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"%PDF-1.7 \x01\x02", "this is not text"),
        (b"<html><table></table></html>", "this is a web page"),
        (b"", "has no cell with content"),
        (b"a,b\n1,2\n", "no row or column holds the names"),
    ],
)
def test_files_that_are_no_table_are_refused_in_one_message(place, content, says):
    (place.folder / "file.xlsx").write_bytes(content)
    why = place.refused("file.xlsx", "PAPI", 2025, **ANSWERS)
    assert says in why and why.count("\n") == 1


def test_a_missing_file_and_a_folder_are_refused(place):
    assert "there is no such file" in place.refused("none.xlsx", "PAPI", 2025)
    assert "cannot be read" in place.refused("raw", "PAPI", 2025)


def test_workbooks_without_cells_beyond_the_limit_or_beyond_memory_are_refused(place, monkeypatch):
    workbook(place.folder / "blank.xlsx", S=[])
    assert "has no cell with content" in place.refused("blank.xlsx", "PAPI", 2025)
    workbook(place.folder / "far.xlsx", S=papi())
    with xlsxwriter.Workbook(place.folder / "far.xlsx") as book:
        sheet = book.add_worksheet("S")
        sheet.write_number(0, 0, 1)
        sheet.write_number(1_048_575, 16_383, 1)
    assert "the workbook cannot be opened" in place.refused("far.xlsx", "PAPI", 2025)
    monkeypatch.setattr("orchestration.importing.workbook.MAX_BYTES", 100)
    assert "above the limit of 100 bytes" in place.refused("far.xlsx", "PAPI", 2025)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_with_a_title_and_any_separator(place, delimiter):
    rows = papi()
    point = "," if delimiter == ";" else "."
    lines = [
        delimiter.join(cell.replace(".", point) if i and j else cell for j, cell in enumerate(row))
        for i, row in enumerate(rows)
    ]
    (place.folder / "papi.csv").write_bytes("\n".join(["PAPI 2025", "", *lines]).encode("utf-16"))
    place.run("papi.csv", "PAPI", 2025, **ANSWERS)
    assert place.figures("PAPI", 2025)["34-96", "8.3", "score"] == Decimal("1.3327")


def test_an_open_document_spreadsheet(place):
    spreadsheet(place.folder / "papi.ods", papi())
    place.run("papi.ods", "PAPI", 2025, **ANSWERS)
    assert place.figures("PAPI", 2025)["34-96", "8.3", "score"] == Decimal("1.3327")


def test_a_copy_of_another_edition_is_refused(place):
    (place.raw / "papi" / "2023.csv").unlink()
    shutil.copy(place.raw / "papi" / "2022.csv", place.folder / "copy.csv")
    gaps = place.seeds / "unscored_units.csv"
    lines = [line for line in place.lines("unscored_units") if not line.startswith("PAPI,2023")]
    gaps.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "is that of raw/papi/2022.csv" in place.refused("copy.csv", "PAPI", 2023, **ANSWERS, **GAP)


def test_a_failure_while_writing_puts_everything_back(place, monkeypatch):
    workbook(place.folder / "papi.xlsx", S=papi())
    before = place.state()
    replace, calls = Path.replace, []

    def fail_at_the_third(self, target):
        calls.append(target)
        if len(calls) == 3:
            raise OSError("disk full")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_at_the_third)
    with pytest.raises(OSError, match="disk full"):
        place.run("papi.xlsx", "PAPI", 2025, **ANSWERS)
    assert place.state() == before
    assert len(calls) > 3


def test_answers_in_a_terminal(place):
    rows = papi()
    rows[3][1:] = [""] * 28
    workbook(place.folder / "papi.xlsx", S=rows)
    command = [sys.executable, "-m", "orchestration", "import", place.folder / "papi.xlsx"]
    terminal, inner = pty.openpty()
    process = subprocess.Popen(
        [*command, "--index", "PAPI", "--year", "2025"],
        cwd=paths.REPOSITORY, stdin=inner, stdout=inner, stderr=inner,
    )  # fmt: skip
    os.close(inner)
    answers = iter([*[""] * 5, "maybe", "soft", "", "Đổi bảng hỏi", "New questions", "report", "", "", ""])
    shown, answered = "", 0
    try:
        while select.select([terminal], [], [], 60)[0]:
            try:
                shown += os.read(terminal, 4096).decode(errors="replace")
            except OSError:  # the other end is closed
                break
            if re.search(r"\n[a-z-]+(?: \[[^\n]*\])?: $", shown[answered:]):
                answered = len(shown)
                os.write(terminal, (next(answers) + "\n").encode())
        assert process.wait(timeout=60) == 0, shown
    finally:
        process.kill()
        os.close(terminal)
    assert not list(answers)
    assert "It must be: none, soft, hard" in shown
    assert place.added("editions") == ["PAPI,2025,34,2025-12-31,34,33,false,true"]
    assert len(place.added("component_breaks")) == len(place.added("unscored_units")) == 1
    assert manifest.read_manifest(place.raw)[0]["papi/2025.csv"].publisher == "CECODES, RTA, UNDP"
    assert len(place.figures("PAPI", 2025)) == 34 * 28


def test_seeds_that_a_spreadsheet_saved_with_a_mark_keep_it(place):
    workbook(place.folder / "papi.xlsx", S=papi())
    for seed in place.seeds.glob("*.csv"):
        seed.write_bytes(b"\xef\xbb\xbf" + seed.read_bytes())
    place.run("papi.xlsx", "PAPI", 2025, **ANSWERS)
    assert all(seed.read_bytes().count(b"\xef\xbb\xbf") == 1 for seed in place.seeds.glob("*.csv"))
    assert (2025, "34") in {(year, of.boundary_set) for (_, year), of in Reference(place.seeds).editions.items()}
    assert len(place.figures("PAPI", 2025)) == 34 * 28


def test_a_terminal_that_declines_writes_nothing(place, monkeypatch):
    workbook(place.folder / "papi.xlsx", S=papi())
    before = place.state()
    monkeypatch.setattr("builtins.input", lambda prompt: "no" if prompt.startswith("write") else "")
    with pytest.raises(EOFError):
        place.run("papi.xlsx", "PAPI", 2025, is_interactive=True)
    assert place.state() == before


@pytest.mark.parametrize(
    "edited", ["dbt/seeds/editions.csv", "dbt/seeds/regions.csv", "raw/manifest.csv", "raw/papi/2025.csv"]
)
def test_what_others_write_during_the_questions_is_never_overwritten(place, monkeypatch, edited):
    workbook(place.folder / "papi.xlsx", S=papi())
    file = place.folder / edited
    mine = (file.read_bytes() if file.exists() else b"") + b"edited by somebody else\n"

    def edit_then_answer(prompt):
        file.write_bytes(mine)
        return "yes" if prompt.startswith("write") else ""

    monkeypatch.setattr("builtins.input", edit_then_answer)
    before = place.state()
    given = ("papi.xlsx", "PAPI", 2025)
    # A seed that the import does not write is nothing to it.
    if edited.endswith("regions.csv"):
        place.run(*given, is_interactive=True)
        assert place.added("editions")
    else:
        with pytest.raises(ImportRefused, match="somebody edited the file during the import"):
            place.run(*given, is_interactive=True)
        assert place.state() == before | {str(file): mine}
    assert file.read_bytes() == mine


def test_options_reach_the_import_as_they_were_typed_and_errors_end_with_their_code(place):
    """Quotes, dollars and Vietnamese letters; what is wrong with the options, with the file, and with neither."""
    workbook(place.folder / "papi.xlsx", S=papi())

    def run(*options):
        return CliRunner().invoke(app, ["import", *map(str, options)])

    file, edition = place.folder / "papi.xlsx", ("--index", "PAPI", "--year", "2025")
    for options, code, said in (
        ((), 2, "papi-2025.xlsx"),
        ((file, *edition, "--break", "maybe"), 2, "“maybe” is not valid"),
        ((file, *edition, "--replace=maybe"), 2, "--replace"),
        ((place.folder / "none.xlsx", *edition), 2, "there is no such file"),
        ((place.raw / "papi" / "2024.csv", *edition, "--break", "none", "--publisher", "P"), 1, "papi/2024.csv"),
    ):
        before, refused = place.state(), run(*options)
        assert (refused.exit_code, place.state()) == (code, before) and said in refused.stderr, refused.output
    nasty = """'"$HOME` $(shell touch made) %"""
    news = ("--break", "soft", "--note-vi", "Đổi “bảng hỏi”", "--note-en", "New", "--evidence", "report")
    done = run(file, *edition, "--publisher", nasty, *news)
    assert done.exit_code == 0, done.output
    assert manifest.read_manifest(place.raw)[0]["papi/2025.csv"].publisher == nasty
    assert "Đổi “bảng hỏi”" in place.added("component_breaks")[0]
