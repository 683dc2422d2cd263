"""Publishers' files as people have them: what each says outside its figures is used or refused, in one message."""

import datetime
import io
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter

from orchestration import paths
from orchestration.importing import letters, marks
from orchestration.messages import texts
from tests.integration.import_place import ANSWERS, papi, par, published, spreadsheet, workbook, write_cells


def workbook_with(path, rows, change) -> None:
    """The table on one sheet, and what `change` does to it."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        write_cells(sheet, rows)
        change(book, sheet)


def rewritten(path, part: str, change) -> None:
    """One part of a workbook changed, as other programs write it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def said(why: str) -> list[str]:
    """The problems, in English."""
    return [block.splitlines()[-1] for block in why.split("\n\n")]


def test_errors_of_the_spreadsheet_are_told_by_cell_and_never_become_gaps(place):
    def errors(book, sheet):
        sheet.write_formula(2, 2, "=1/0", None, "#REF!")
        sheet.write_formula(3, 3, "=1/0", None, "#DIV/0!")
        sheet.write_formula(4, 4, "=NA()", None, "#N/A")

    workbook_with(place.folder / "papi.xlsx", papi(), errors)
    why = said(place.refused("papi.xlsx", "PAPI", 2025, **ANSWERS))
    assert len(why) == 3
    for problem, (cell, error) in zip(why, (("C3", "#REF!"), ("D4", "#DIV/0!"), ("E5", "#N/A")), strict=True):
        assert f"cell {cell}: the cell holds the spreadsheet error {error}" in problem


def test_errors_in_an_old_binary_workbook_are_told_too(place):
    shutil.copy(paths.REPOSITORY / "tests" / "integration" / "errors.xls", place.folder)
    why = said(place.refused("errors.xls", "SIPAS", 2025, **ANSWERS))
    assert len(why) == 2 and "“SIPAS”, cell B3" in why[0] and "#DIV/0!" in why[0] and "#REF!" in why[1]


def test_what_is_not_known_of_other_workbooks_is_said(place, capsys):
    shutil.copy(paths.REPOSITORY / "tests" / "integration" / "errors.xls", place.folder)
    place.refused("errors.xls", "SIPAS", 2025, **ANSWERS)
    assert "1.425² is read as 1.4252" in capsys.readouterr().out
    spreadsheet(place.folder / "papi.ods", papi())
    place.run("papi.ods", "PAPI", 2025, **ANSWERS)
    shown = capsys.readouterr().out
    assert "in ods files raised notes" in " ".join(shown.split()) and "save it as .xlsx" in " ".join(shown.split())
    workbook_with(place.folder / "par.xlsx", par("34"), lambda book, sheet: None)
    place.run("par.xlsx", "PAR", 2025, **ANSWERS)
    assert "are not known" not in capsys.readouterr().out


def test_errors_of_an_xlsb_are_found_by_its_records():
    """A sheet of the workbook, a row and two cells, as records: kind and length in bytes of seven bits."""

    def record(kind: int, data: bytes) -> bytes:
        head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
        return head + bytes([len(data)]) + data

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.bin", record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Điểm")))
        relation = '<r><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></r>'
        archive.writestr("xl/_rels/workbook.bin.rels", relation)
        cells = [record(0, struct.pack("<I", 6) + bytes(13)), record(3, struct.pack("<IIB", 2, 0, 0x17))]
        cells.append(record(11, struct.pack("<IIB", 3, 0, 0x2A) + bytes(6)))
        archive.writestr("xl/worksheets/sheet1.bin", b"".join(cells))
    (found,) = marks.of_workbook(target.getvalue()).items()
    assert found[0] == "Điểm"
    assert [(mark.row, mark.column, mark.text) for mark in found[1].cells] == [(6, 2, "#REF!"), (6, 3, "#N/A")]


def test_not_available_is_a_gap_where_somebody_says_why(place):
    workbook_with(
        place.folder / "papi.xlsx", papi(), lambda book, sheet: sheet.write_formula(4, 4, "=NA()", None, "#N/A")
    )
    place.run("papi.xlsx", "PAPI", 2025, **ANSWERS, reason_vi="Không khảo sát", reason_en="Not surveyed")
    assert place.added("unscored_units") == ["PAPI,2025,34-11,1.4,Không khảo sát,Not surveyed"]


def test_formulas_without_a_saved_result_are_one_problem(place):
    def formulas(book, sheet):
        for row in range(1, 35):
            sheet.write_formula(row, 1, "=1+2/100", None, "")

    workbook_with(place.folder / "papi.xlsx", papi(), formulas)
    rewritten(
        place.folder / "papi.xlsx",
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b' t="str"', b"").replace(b"<v></v>", b"<v/>"),
    )
    (why,) = said(place.refused("papi.xlsx", "PAPI", 2025, **ANSWERS))
    assert "cell B2: 34 cells hold formulas without a saved result (B2, B3" in why and "save it" in why


def test_raised_notes_are_no_part_of_figure_heading_or_name(place, capsys):
    def notes(book, sheet):
        raised = book.add_format({"font_script": 1})
        sheet.write_rich_string(1, 1, "1.425", raised, "2")
        sheet.write_rich_string(0, 2, "1.2", raised, "3")
        sheet.write_rich_string(1, 0, "Hà Nội", raised, "1")
        sheet.write_string(2, 3, "1.31²")

    workbook_with(place.folder / "papi.xlsx", papi(), notes)
    place.run("papi.xlsx", "PAPI", 2025, **ANSWERS)
    figures = place.figures("PAPI", 2025)
    assert figures["34-01", "1.1", "score"] == Decimal("1.425")
    assert figures["34-04", "1.3", "score"] == Decimal("1.31")
    shown = capsys.readouterr().out
    assert "B2" in shown and "C1" in shown and "A2" in shown and "D3" in shown and "note mark" in shown


def test_hidden_rows_are_told_and_never_contradict_what_is_shown(place, capsys):
    rows = papi()
    draft = [rows[1][0], *["1.99"] * 28]

    def hide(book, sheet):
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_row(6, None, None, {"hidden": True})

    workbook_with(place.folder / "papi.xlsx", [rows[0], draft, *rows[1:]], hide)
    place.run("papi.xlsx", "PAPI", 2025, **ANSWERS)
    figures = place.figures("PAPI", 2025)
    assert figures["34-01", "1.1", "score"] == Decimal("1") and len(figures) == 34 * 28
    shown = capsys.readouterr().out
    assert "hidden row or column, shown elsewhere" in shown and "hidden row or column, read all the same" in shown


def test_errors_and_hidden_rows_of_open_documents_are_told_too(place, capsys):
    rows = papi()
    rows[2][2], rows[3][3] = "#REF!", "Err:502"
    spreadsheet(place.folder / "papi.ods", rows, errors=((2, 2), (3, 3)))
    why = said(place.refused("papi.ods", "PAPI", 2025, **ANSWERS))
    assert ["cell C3" in why[0], "#REF!" in why[0], "cell D4" in why[1], len(why)] == [True, True, True, 2]
    rows = papi()
    draft = [rows[1][0], *["1.99"] * 28]
    spreadsheet(place.folder / "papi.ods", [rows[0], draft, *rows[1:]], hidden=1)
    place.run("papi.ods", "PAPI", 2025, **ANSWERS)
    assert place.figures("PAPI", 2025)["34-01", "1.1", "score"] == Decimal("1")
    assert "shown elsewhere" in capsys.readouterr().out


def test_percent_is_read_as_it_is_shown(place):
    def percent(book, sheet):
        shown = book.add_format({"num_format": "0.00%"})
        for i, row in enumerate(par()[1:], start=1):
            sheet.write_number(i, 1, float(row[1]) / 100, shown)

    workbook_with(place.folder / "par.xlsx", par(), percent)
    place.run("par.xlsx", "PAR", 2024, publisher="X")
    figures = place.figures("PAR", 2024)
    assert (figures["63-01", "total", "score"], figures["63-02", "total", "score"]) == (90, Decimal("89.875"))


def test_headings_and_figures_that_became_dates_are_one_problem(place):
    def dates(book, sheet):
        day = book.add_format({"num_format": "d.m"})
        for column in range(1, 29):
            sheet.write_datetime(0, column, datetime.datetime(2026, column % 12 + 1, 1), day)

    workbook_with(place.folder / "papi.xlsx", papi(), dates)
    (why,) = said(place.refused("papi.xlsx", "PAPI", 2025, **ANSWERS))
    assert "cell B1: 28 headings are dates" in why and "Format the row as text" in why
    rows = [["Tỉnh/Thành phố", *(f"{code.split('.')[1]}-Thg{code[0]}" for code in papi()[0][1:])], *papi()[1:]]
    (place.folder / "papi.csv").write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    (why,) = said(place.refused("papi.csv", "PAPI", 2025, **ANSWERS))
    assert "28 headings are dates" in why

    def date(book, sheet):
        sheet.write_datetime(1, 1, datetime.datetime(2026, 4, 1), book.add_format({"num_format": "d.m"}))

    workbook_with(place.folder / "papi.xlsx", papi(), date)
    (why,) = said(place.refused("papi.xlsx", "PAPI", 2025, **ANSWERS))
    assert "cell B2: “2026-04-01” is a date" in why


def test_a_range_of_whole_rows_and_a_broken_sheet_close_no_workbook(place, capsys):
    workbook(place.folder / "papi.xlsx", S=papi(), Other=papi()[:5])
    part = "xl/worksheets/sheet1.xml"
    rewritten(place.folder / "papi.xlsx", part, lambda xml: xml.replace(b'ref="A1:AC35"', b'ref="1:64"'))
    rewritten(place.folder / "papi.xlsx", "xl/worksheets/sheet2.xml", lambda xml: xml[: len(xml) // 2] + b"<<")
    place.run("papi.xlsx", "PAPI", 2025, **ANSWERS)
    assert len(place.figures("PAPI", 2025)) == 34 * 28
    assert "damaged sheet" in capsys.readouterr().out


def test_column_numbers_in_parentheses_name_nothing(place):
    rows = par()
    workbook(place.folder / "par.xlsx", S=[rows[0], ["", "(1)", "(2)"], *rows[1:]])
    place.run("par.xlsx", "PAR", 2024, publisher="X")
    figures = place.figures("PAR", 2024)
    assert figures["63-01", "total", "score"] == Decimal(90) and ("63-01", "1", "score") not in figures


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2019 CỦA CÁC TỈNH, THÀNH PHỐ", "is of another year"),
        ("PAR INDEX 2019", "is of another year"),
        ("CHỈ SỐ HÀI LÒNG SIPAS 2024", "is of another index"),
        ("CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2024 CỦA CÁC TỈNH", ""),
        ("Kết quả PAR INDEX (kèm theo Quyết định số 12/2025/QĐ-BNV ngày 6 tháng 4 năm 2025)", ""),
        ("PAR INDEX 2024 so với năm 2023, công bố năm 2025; Chương trình tổng thể 2021-2030", ""),
        ("PAR INDEX và SIPAS 2024", ""),
    ],
)
def test_a_title_of_another_year_or_index_is_refused(place, title, says):
    workbook(place.folder / "par.xlsx", S=[[title], [], *par()])
    if says:
        (why,) = said(place.refused("par.xlsx", "PAR", 2024, publisher="X"))
        assert "cell A1: the title “" in why and says in why
    else:
        place.run("par.xlsx", "PAR", 2024, publisher="X")


def test_a_title_beside_the_number_of_the_table_counts_as_well(place):
    workbook(place.folder / "par.xlsx", S=[["PAR INDEX NĂM 2019", "", "Biểu số 2"], *par()])
    assert "is of another year" in place.refused("par.xlsx", "PAR", 2024, publisher="X")
    workbook(place.folder / "par.xlsx", S=[["Tỉnh", "PAR INDEX 2019"], *(row[:2] for row in par()[1:])])
    assert "is of another year" in place.refused("par.xlsx", "PAR", 2024, publisher="X")


def test_sheets_of_other_indices_are_left_out(place):
    other = [[*row[:1], "50", *row[2:]] for row in par()[1:]]
    workbook(place.folder / "both.xlsx", **{"SIPAS 2024": [par()[0], *other], "PAR INDEX 2024": par()})
    place.run("both.xlsx", "PAR", 2024, publisher="X")
    assert place.figures("PAR", 2024)["63-01", "total", "score"] == 90


def test_a_column_of_another_year_or_index_is_refused_and_a_panel_gives_its_rows(place, capsys):
    rows = par()
    workbook(place.folder / "par.xlsx", S=[[*row, "2019" if i else "Năm"] for i, row in enumerate(rows)])
    (why,) = said(place.refused("par.xlsx", "PAR", 2024, publisher="X"))
    assert "cell D2: the column “Năm” says 2019" in why and "--year 2024" in why
    workbook(place.folder / "par.xlsx", S=[[*row, "SIPAS" if i else "Chỉ số"] for i, row in enumerate(rows)])
    (why,) = said(place.refused("par.xlsx", "PAR", 2024, publisher="X"))
    assert "cell D2: the column “Chỉ số” says SIPAS" in why
    earlier = [[row[0], "50", ""] for row in rows[1:]]
    panel = [[*rows[0], "year"], *([*row, "2023"] for row in earlier), *([*row, "2024"] for row in rows[1:])]
    workbook(place.folder / "par.xlsx", S=panel)
    place.run("par.xlsx", "PAR", 2024, publisher="X")
    assert place.figures("PAR", 2024)["63-01", "total", "score"] == Decimal(90)
    assert "rows of other years" in capsys.readouterr().out


def test_a_long_table_is_read_and_one_of_several_values_is_named(place, capsys):
    head, *rows = papi()
    long = [[row[0], "2025", code, value] for row in rows for code, value in zip(head[1:], row[1:], strict=True)]
    workbook(place.folder / "papi.xlsx", S=[["province", "year", "code", "score"], *long])
    place.run("papi.xlsx", "PAPI", 2025, **ANSWERS)
    assert place.figures("PAPI", 2025)["34-96", "8.3", "score"] == Decimal("1.3327")
    assert "long table" in capsys.readouterr().out
    workbook(place.folder / "two.xlsx", S=[["province", "code", "a", "b"], *([p, c, v, v] for p, _, c, v in long)])
    (why,) = said(place.refused("two.xlsx", "PAPI", 2025, replace=True, **ANSWERS))
    assert "this is a long table" in why


def test_a_sheet_for_each_year_is_imported_in_one_call_or_not_at_all(place):
    sheets = {str(year): published(year) for year in (2022, 2023, 2024)}
    workbook(place.folder / "papi.xlsx", **sheets)
    before = {year: place.figures("PAPI", year) for year in (2022, 2023, 2024)}
    (place.raw / "papi" / "2024.csv").write_bytes(b"")
    place.run("papi.xlsx", "PAPI", "2022-2024", replace=True)
    assert {year: place.figures("PAPI", year) for year in before} == before
    sheets["2024"][1][1] = "99"
    workbook(place.folder / "papi.xlsx", **sheets)
    assert "sheet “2024”, cell B2" in place.refused("papi.xlsx", "PAPI", "2022,2023,2024", replace=True)


def test_an_unknown_name_in_the_first_row_is_one_problem(place):
    rows = papi()
    rows[1][0] = "Hà Nộii"
    workbook(place.folder / "papi.xlsx", S=rows)
    (why,) = said(place.refused("papi.xlsx", "PAPI", 2025, **ANSWERS))
    assert "cell A2: no province is known as “Hà Nộii”. Near names: Hà Nội" in why
    rows = par()
    rows[1][0] = "Hà Nộii"
    workbook(place.folder / "par.xlsx", S=rows)
    (why,) = said(place.refused("par.xlsx", "PAR", 2024, publisher="X"))
    assert "cell A2: no province is known as “Hà Nộii”" in why


def test_a_region_in_two_languages_above_the_provinces_is_no_heading(place):
    rows = papi()
    region = ["Đồng bằng sông Hồng - Red River Delta", *["1.5"] * 28]
    workbook(place.folder / "papi.xlsx", S=[rows[0], region, *rows[1:]])
    place.run("papi.xlsx", "PAPI", 2025, **ANSWERS)
    assert len(place.figures("PAPI", 2025)) == 34 * 28


def old_letters(text: str, old: str) -> str:
    """Text as TCVN3 or VNI have it, by the letters that the test needs."""
    own = [chr(code) for code in range(0xA1, 0x100) if letters.converted(chr(code), old) != chr(code)]
    single = {letters.converted(letter, old): letter for letter in own}
    double = {}
    if old == "VNI":
        marks = "ùøûõïâáàåãäêéèúüë"
        double = {letters.converted(base + mark, old): base + mark for base in "aeouyôöAEOU" for mark in marks}
    return "".join(double.get(letter) or single.get(letter, letter) for letter in text)


@pytest.mark.parametrize("old", ["TCVN3", "VNI"])
def test_old_vietnamese_letters_are_converted(place, capsys, old):
    rows = [[old_letters(row[0], old), *row[1:]] for row in papi()]
    assert rows[1][0] == {"TCVN3": "Hµ Néi", "VNI": "Haø Noäi"}[old]
    (place.folder / "papi.csv").write_bytes("\n".join(map(",".join, rows)).encode("latin-1"))
    place.run("papi.csv", "PAPI", 2025, **ANSWERS)
    assert "old Vietnamese letters" in capsys.readouterr().out
    written = place.figures("PAPI", 2025)
    assert len(written) == 34 * 28
    workbook(place.folder / "papi.xlsx", S=rows)
    place.run("papi.xlsx", "PAPI", 2025, replace=True)
    assert place.figures("PAPI", 2025) == written


def test_blocks_of_provinces_side_by_side_are_read_one_by_one(place, capsys):
    rows = par()
    half = [["Hạng", "Tỉnh", "Chỉ số CCHC"] * 2]
    body = [[row[2], row[0], row[1]] for row in rows[1:]]
    half += [[*left, *right] for left, right in zip(body[:32], [*body[32:], ["", "", ""]], strict=True)]
    workbook(place.folder / "par.xlsx", S=half)
    place.run("par.xlsx", "PAR", 2024, publisher="X")
    found = place.figures("PAR", 2024)
    assert len(found) == 126 and found["63-96", "total", "rank"] == 63
    assert "side by side" in capsys.readouterr().out
    places = sorted(rows[1:], key=lambda row: row[0][::-1])
    each = [["Tỉnh", "Chỉ số CCHC", "", "1"], *([*a[:2], b[0], "9"] for a, b in zip(rows[1:], places, strict=True))]
    workbook(place.folder / "par.xlsx", S=each)
    place.run("par.xlsx", "PAR", 2024, replace=True)
    assert place.figures("PAR", 2024)["63-01", "1", "score"] == 9


@pytest.mark.parametrize("gap", ["...", "…", "Không có số liệu", "no data", "N/A"])
def test_words_and_dots_for_gaps_are_blank_and_told(place, capsys, gap):
    rows = papi()
    rows[3][1:] = [gap] * 28
    workbook(place.folder / "papi.xlsx", S=rows)
    place.run("papi.xlsx", "PAPI", 2025, **ANSWERS, reason_vi="Không khảo sát", reason_en="Not surveyed")
    assert place.added("unscored_units") == ["PAPI,2025,34-08,all,Không khảo sát,Not surveyed"]
    assert gap == "N/A" or "read as blank" in capsys.readouterr().out


def test_words_that_nobody_knows_are_told_with_few_cells_and_a_count(place):
    rows = papi()
    rows[3][1:] = ["see annex"] * 28
    workbook(place.folder / "papi.xlsx", S=rows)
    why = said(place.refused("papi.xlsx", "PAPI", 2025, **ANSWERS))
    assert len(why) == 4 and "“see annex” is not a number" in why[0]
    assert "25 more of this kind, at: E4, F4" in why[-1]


def test_ranks_that_count_on_after_a_tie_are_one_problem_with_a_remedy_that_works(place):
    rows = par()
    for row in rows[3:]:
        row[2] = str(int(row[2]) - 1)
    rows[3][1] = rows[2][1]
    workbook(place.folder / "par.xlsx", S=rows)
    (why,) = said(place.refused("par.xlsx", "PAR", 2024, publisher="X"))
    assert "count on after a tie (1, 2, 2, 3)" in why and '--map "Xếp hạng=ignored"' in why
    place.run("par.xlsx", "PAR", 2024, publisher="X", map="Xếp hạng=ignored")
    assert len(place.figures("PAR", 2024)) == 63


def test_text_between_pipes_and_names_in_two_languages(place):
    head, *rows = papi()
    rows = [[f"{name} - {name.replace('ộ', 'o').replace('à', 'a')}", *cells] for name, *cells in rows]
    lines = ["| " + " | ".join(row) + " |" for row in [head, *rows]]
    (place.folder / "papi.md").write_text("\n".join([lines[0], "|---" * 29 + "|", *lines[1:]]), encoding="utf-8")
    place.run("papi.md", "PAPI", 2025, **ANSWERS)
    assert place.figures("PAPI", 2025)["34-96", "8.3", "score"] == Decimal("1.3327")
    halves = [["Bà Rịa - Vũng Tàu", "80"], ["Ba Ria - Vung Tau - Bà Rịa - Vũng Tàu", "80"]]
    for half in halves:
        rows = [row[:2] for row in par()]
        rows = [half if row[0] == halves[0][0] else row for row in rows]
        workbook(place.folder / "par.xlsx", S=rows)
        place.run("par.xlsx", "PAR", 2024, publisher="X", replace=True)
        assert place.figures("PAR", 2024)["63-77", "total", "score"] == 80


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("report.pdf", b"%PDF-1.4\n%\xe2\xe3", "this is not text but a PDF (named .pdf)"),
        ("table.xls", b"<html><body><table><tr><td>x</td></tr></table>", "saved as HTML under the name .xls"),
        (
            "table.xls",
            b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>',
            "saved as XML under the name .xls",
        ),
    ],
)
def test_what_is_no_table_under_its_name_is_said(place, name, content, says):
    (place.folder / name).write_bytes(content)
    (why,) = said(place.refused(name, "PAPI", 2025, **ANSWERS))
    assert says in why


def test_unknown_headings_are_listed_with_near_codes_and_can_be_mapped(place):
    rows = papi()
    rows[0][8], rows[0][9] = "Land-use", "Giao tiếp với chính quyền"
    workbook(place.folder / "papi.xlsx", S=rows)
    (why,) = said(place.refused("papi.xlsx", "PAPI", 2025, **ANSWERS))
    code, other = papi()[0][8], papi()[0][9]
    assert "“Land-use”" in why and f"≈ {code}" in why and "“Giao tiếp với chính quyền”" in why
    assert f'--map "Land-use={code}"' in why
    mapped = f"Land-use={code}\nGiao tiếp với chính quyền={other}"
    assert "has no component “9.9”" in place.refused("papi.xlsx", "PAPI", 2025, map="Land-use=9.9", **ANSWERS)
    place.run("papi.xlsx", "PAPI", 2025, map=mapped, **ANSWERS)
    assert place.added("layouts") == [
        f"PAPI,2025,2025,Land-use,{code},true",
        f"PAPI,2025,2025,Giao tiếp với chính quyền,{other},true",
    ]
    assert place.figures("PAPI", 2025)["34-01", code, "score"] == Decimal("1.0007")


def test_only_regular_files_are_read(place):
    os.mkfifo(place.folder / "pipe")
    command = [sys.executable, "-m", "orchestration"]
    for arguments in (["import", place.folder / "pipe"], ["import", "/dev/zero"]):
        done = subprocess.run(
            [*command, *arguments, "--index", "PAPI", "--year", "2025"],
            cwd=paths.REPOSITORY, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.returncode == 2 and "no ordinary file" in done.stderr, done.stderr
    for name in ("papi/2025.csv", "manifest.csv"):
        (place.raw / name).unlink(missing_ok=True)
        os.mkfifo(place.raw / name)
        done = subprocess.run(
            [*command, "register", "papi/2025.csv" if "papi" in name else "papi/2024.csv", "--publisher", "P"],
            cwd=paths.REPOSITORY, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.returncode in (1, 2) and "ordinary file" in done.stderr, done.stderr
        (place.raw / name).unlink()


def test_a_reason_that_is_proposed_states_only_what_the_file_shows():
    assert "not known" in texts.text("usual_reason_of_gap", "en")
