"""The reader: what it accepts as it stands, and every reason for which it refuses."""

import unicodedata

import pytest

from orchestration.ingest import delimited_text, official_table
from orchestration.messages.problems import Problem, report

HEADING = "Tỉnh/Thành phố,1.1,2.1"
GOOD = f"{HEADING}\nHải Phòng,1.23456,2\nĐắk Lắk,0.33,\nHòa Bình,3.34,4.5\n"


def windows_1258(text: str) -> bytes:
    """As that code page writes Vietnamese: letters with their hook or circumflex, and the tone behind them."""
    decomposed = ""
    for letter in unicodedata.normalize("NFC", text):
        try:
            letter.encode("cp1258")
        except UnicodeEncodeError:
            *base, tone = unicodedata.normalize("NFD", letter)
            if base[1:] and tone not in "\u0300\u0301\u0303\u0309\u0323":
                base, tone = [base[0], tone], base[1]
            letter = unicodedata.normalize("NFC", "".join(base)) + tone
        decomposed += letter
    return decomposed.encode("cp1258")


def read(text: str | bytes, reference, year: int = 2020, index_code: str = "X"):
    content = text if isinstance(text, bytes) else text.encode()
    return official_table.read_table(content, "x/2020.csv", "abc", index_code, year, reference)


def refused(text: str | bytes, reference, year: int = 2020, index_code: str = "X") -> list[Problem]:
    cells, problems = read(text, reference, year, index_code)
    assert not cells
    for problem in problems:
        assert problem.text_vi.startswith("raw/") and problem.text_en.startswith("raw/")
        assert problem.text_vi != problem.text_en
    return problems


def test_a_good_table_is_taken_as_published(reference):
    cells, problems = read(GOOD, reference)
    assert not problems
    assert len(cells) == 6
    first = cells[0]
    assert (first.province_name, first.component_code, first.value_text) == ("Hải Phòng", "1.1", "1.23456")
    assert (first.file, first.line, first.sha256, first.year) == ("x/2020.csv", 2, "abc", 2020)
    assert [cell.value_text for cell in cells if cell.line == 3] == ["0.33", ""]


@pytest.mark.parametrize(
    "variant",
    [
        "\ufeff" + GOOD,
        GOOD.encode("utf-16"),
        GOOD.encode("utf-16-le"),
        GOOD.encode("utf-16-be"),
        windows_1258(GOOD),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        GOOD.replace(",", ";").replace(".23456", ",23456").replace("0.33", "0,33"),
        GOOD.replace("1.23456", '"1,23456"'),
        GOOD.replace("1.23456", "\u00a01.23456\u202f"),
        GOOD.replace("Hải Phòng", "\u200bHải\u00a0Phòng"),
        GOOD.replace("0.33,", "0.33,,,").replace("4.5", "4.5,"),
        GOOD + "Cả nước,1.2,2.2\nTRUNG BÌNH,,\n",
        GOOD.replace(HEADING, "Province,1.1 Civic knowledge,Danh sách hộ nghèo"),
        GOOD.replace("\n", ",9\n").replace(",9", ",STT", 1),
        unicodedata.normalize("NFD", GOOD),
        GOOD.replace("Hải Phòng,", "  HAI PHONG ,"),
        GOOD.replace("\nHòa", "\n\nHoà"),
        GOOD.replace("Hải Phòng,1.23456", '"Hải Phòng","1.23456"'),
    ],
    ids=[
        "BOM",
        "UTF-16",
        "UTF-16 LE without a mark",
        "UTF-16 BE without a mark",
        "Windows-1258",
        "CRLF",
        "semicolon",
        "tab",
        "semicolon and decimal comma",
        "quoted decimal comma",
        "no-break blanks round a number",
        "invisible and no-break blanks in a name",
        "separators at the end of lines",
        "national rows below",
        "headings by name in two languages",
        "a column of row numbers",
        "NFD",
        "case and blanks",
        "blank line, other tone mark",
        "quoted",
    ],
)
def test_harmless_variants_mean_the_same(variant, reference):
    cells, problems = read(variant, reference)
    assert not problems
    expected = [(c.component_code, c.value) for c in read(GOOD, reference)[0]]
    assert [(c.component_code, c.value) for c in cells] == expected


def test_names_are_composed(reference):
    cells, _ = read(unicodedata.normalize("NFD", GOOD), reference)
    assert cells[2].province_name == unicodedata.normalize("NFC", "Đắk Lắk")


def test_columns_may_stand_in_any_order(reference):
    cells, problems = read("2.1,Tỉnh/Thành phố,1.1\n2,Hải Phòng,1\n,Đắk Lắk,1\n3,Hòa Bình,1\n", reference)
    assert not problems
    assert {(c.province_name, c.component_code): c.value_text for c in cells}[("Hải Phòng", "2.1")] == "2"


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "value"),
    [
        (GOOD.replace("Hải Phòng", "Hải Phòngg"), "unknown_province", 2, "Tỉnh/Thành phố", "Hải Phòngg"),
        (GOOD.replace("Hải Phòng", "Đà Nẵng"), "later_unit", 2, "Tỉnh/Thành phố", "Đà Nẵng"),
        (GOOD + "Hai Phong,1,1\n", "repeated_province", 5, "Tỉnh/Thành phố", "Hai Phong"),
        (GOOD.replace("1.1", "1.9"), "unknown_column", 1, "1.9", ""),
        (GOOD.replace("1.1", "1.9"), "missing_column", 1, "1.1", ""),
        (GOOD.replace("2.1", "1.1"), "duplicate_column", 1, "1.1", ""),
        (GOOD.replace("1.23456", "1,23456"), "field_count", 2, None, "4"),
        (GOOD.replace("1.23456", "n/a"), "not_a_number", 2, "1.1", "n/a"),
        (GOOD.replace("1.23456", "NaN"), "not_a_number", 2, "1.1", "NaN"),
        (GOOD.replace("1.23456", "inf"), "not_a_number", 2, "1.1", "inf"),
        (GOOD.replace("1.23456", "1e0"), "not_a_number", 2, "1.1", "1e0"),
        (GOOD.replace("1.23456", "١"), "not_a_number", 2, "1.1", "١"),
        (GOOD.replace("1.23456", "1.234567"), "too_many_decimals", 2, "1.1", "1.234567"),
        (GOOD.replace("1.23456", "-1"), "out_of_bounds", 2, "1.1", "-1"),
        (GOOD.replace("1.23456", "3.35"), "out_of_bounds", 2, "1.1", "3.35"),
        (GOOD.replace("1.23456", ""), "missing_value", 2, "1.1", ""),
        (GOOD.replace("0.33,", "0.33,1"), "unexpected_value", 3, "2.1", "1"),
        (GOOD.replace("Hòa Bình,3.34,4.5\n", ""), "missing_units", None, None, "Hòa Bình"),
        ("", "empty", None, None, ""),
        ("\n \n", "empty", None, None, ""),
        (HEADING + "\n", "no_rows", 1, None, ""),
        (GOOD.replace("Hòa Bình", '"Hòa Bình'), "csv", 4, None, "unexpected end of data"),
        (GOOD.replace("1.23456", "1.2%"), "not_a_number", 2, "1.1", "1.2%"),
        (GOOD.replace("1.23456", "1.234.5"), "not_a_number", 2, "1.1", "1.234.5"),
        (GOOD.replace("Đắk", "Đ\x07ắk"), "binary", 3, None, "0x07"),
        (GOOD.replace("Đắk", "Đ�k"), "lost_letters", 3, None, ""),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary", 3, None, "0x00"),
        (GOOD.encode() + b"H\xf2a B\xecnh,1,1\n", "encoding", 5, None, "0xf2"),
        (b"PK\x03\x04" + b"x" * 100, "workbook", None, None, ""),
        ("<!DOCTYPE html><html><body>404</body></html>", "web_page", 1, None, ""),
        (HEADING + "," * 500 + "x", "too_many_columns", 1, None, ""),
        (f"{HEADING}\n" + "Hải Phòng,1,1\n" * 30_000, "too_many_rows", 20_001, None, ""),
    ],
)
def test_a_bad_table_is_refused_with_place_and_value(text, code, line, column, value, reference):
    problems = [problem for problem in refused(text, reference) if problem.code == code]
    assert [(p.line, p.column) for p in problems] == [(line, column)]
    if code != "encoding":
        assert problems[0].value == value
    for text_of in (problems[0].text_vi, problems[0].text_en):
        assert "x/2020.csv" in text_of
        assert line is None or f" {line}" in text_of
        assert column is None or column in text_of


def test_all_problems_of_a_file_are_told_at_once(reference):
    text = f"{HEADING}\nHải Phòng,x,99\nHanoi,1,1\nHòa Bình,3.34,4.5\n"
    codes = sorted(problem.code for problem in refused(text, reference))
    assert codes == ["missing_units", "not_a_number", "out_of_bounds", "unknown_province"]


def test_near_names_are_a_hint_and_never_taken(reference):
    (problem,) = [p for p in refused(GOOD.replace("Đắk Lắk", "Đắk Lăck"), reference) if p.code == "unknown_province"]
    assert "Near names: Đắk Lắk." in problem.text_en
    assert "Tên gần giống: Đắk Lắk." in problem.text_vi
    assert "63,Đắk Lăck,<province_id>,variant" in problem.text_en


def test_a_name_of_other_boundaries_is_refused_with_what_became_of_the_unit(reference):
    (later,) = [p for p in refused(GOOD.replace("Hải Phòng", "Đà Nẵng"), reference) if p.code == "later_unit"]
    assert "formed from Hải Phòng, Đắk Lắk; this edition is on the 63 units" in later.text_en
    assert "lập từ Hải Phòng, Đắk Lắk" in later.text_vi
    text = "Tỉnh/Thành phố,1.1\nĐà Nẵng,1\nHòa Bình,2\n"
    former, missing = refused(text, reference, year=2025)
    assert (former.code, former.line, missing.value) == ("former_unit", 3, "Phú Thọ")
    assert "part of Phú Thọ since 2025-07-01; this edition is on the 34 units" in former.text_en
    assert "từ 2025-07-01 thuộc Phú Thọ" in former.text_vi
    cells, problems = read(text.replace("Hòa Bình", "Phú Thọ"), reference, year=2025)
    assert not problems and [cell.province_name for cell in cells] == ["Đà Nẵng", "Phú Thọ"]


def test_a_unit_may_be_absent_only_with_a_stated_reason(reference):
    text = "Tỉnh/Thành phố,1.1\nHải Phòng,1\nHòa Bình,2\n"
    cells, problems = read(text, reference, year=2021)
    assert not problems and len(cells) == 2
    assert [p.code for p in refused(text + "Đắk Lắk,1\n", reference, year=2021)] == ["unexpected_value"]
    assert read(text + "Đắk Lắk,\n", reference, year=2021)[1] == []


def test_a_column_that_an_edition_does_not_have_is_unknown_to_it(reference):
    assert [p.code for p in refused(GOOD, reference, year=2021)] == ["unknown_column"]


def test_an_edition_that_nobody_declared_is_refused(reference):
    (problem,) = refused(GOOD, reference, year=1999)
    assert problem.code == "unknown_edition"
    assert "editions.csv" in problem.text_en


def test_a_file_beyond_the_limit_is_refused_unread(reference):
    (problem,) = refused(b"a" * (delimited_text.MAX_BYTES + 1), reference)
    assert problem.code == "too_large"


def test_a_report_holds_every_problem_in_both_languages():
    problems = [Problem("empty", "x/1.csv"), Problem("missing_file", "x/2.csv")]
    text = report(problems)
    assert all(problem.text_vi in text and problem.text_en in text for problem in problems)


FULL = "Tỉnh,Điểm,Hạng\nHải Phòng,91.87,1\nĐắk Lắk,80.5,2\nHòa Bình,80.5,3\n"


@pytest.mark.parametrize("places", ["1,2,3", "1,3,2", "1,2,2"])
def test_places_may_share_or_divide_a_tie(places, reference):
    one, two, three = places.split(",")
    table = f"Tỉnh,Điểm,Hạng\nHải Phòng,91.87,{one}\nĐắk Lắk,80.5,{two}\nHòa Bình,80.50,{three}\n"
    cells, problems = read(table, reference, index_code="P")
    assert not problems
    assert [(c.measure, c.component_code, c.value) for c in cells][:2] == [
        ("score", "total", "91.87"),
        ("rank", "total", one),
    ]


def test_places_must_agree_with_scores(reference):
    (problem,) = refused(FULL.replace("91.87,1", "91.87,2"), reference, index_code="P")
    assert (problem.code, problem.line, problem.column, problem.value) == ("rank_disagrees", 2, "Hạng", "2")
    assert problem.details["expected"] == "1"
    assert [p.code for p in refused(FULL.replace(",3\n", ",4\n"), reference, index_code="P")] == ["not_a_rank"]
    assert [p.code for p in refused(FULL.replace(",3\n", ",³\n"), reference, index_code="P")] == ["not_a_rank"]


def test_a_part_whose_maximum_is_not_known_is_bounded_by_the_total(reference):
    table = "Tỉnh,Điểm,1\nHải Phòng,91.87,9.5\nĐắk Lắk,80.5,100\nHòa Bình,80.5,{}\n"
    assert read(table.format("0"), reference, index_code="P")[1] == []
    assert [p.code for p in refused(table.format("100.1"), reference, index_code="P")] == ["out_of_bounds"]


@pytest.mark.parametrize(
    ("printed", "value"),
    [("91,87", "91.87"), ("91.87%", "91.87"), ("91,87 %", "91.87"), ("0", "0"), ("100", "100"), ("90.10", "90.10")],
)
def test_a_figure_keeps_its_decimals_whatever_its_marks(printed, value, reference):
    table = f'Tỉnh,Điểm\nHải Phòng,"{printed}"\nĐắk Lắk,80.5\nHòa Bình,80.5\n'
    cells, problems = read(table, reference, index_code="P")
    assert not problems
    assert (cells[0].value, cells[0].value_text) == (value, printed)


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1 234,5", "1234.5"), ("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("1\u00a0234", "1234"), ("12,5", "12.5")],
)
def test_marks_of_thousands_are_understood_where_a_scale_has_them(printed, value, reference):
    table = f'Tỉnh,Điểm\nHải Phòng,"{printed}"\nĐắk Lắk,80.5\nHòa Bình,80.5\n'
    cells, problems = read(table, reference, index_code="W")
    assert not problems
    assert cells[0].value == value


def test_a_number_that_can_mean_two_things_is_refused(reference):
    table = 'Tỉnh,Điểm\nHải Phòng,"1,234"\nĐắk Lắk,80.5\nHòa Bình,80.5\n'
    (problem,) = refused(table, reference, index_code="W")
    assert problem.code == "ambiguous_number"
    assert "1.234" in problem.text_en and "1234" in problem.text_en


def test_a_national_row_is_left_out_only_below_the_provinces(reference):
    header, rest = GOOD.split("\n", 1)
    assert [p.code for p in refused(f"{header}\nCả nước,1,1\n{rest}", reference)] == ["unknown_province"]


def test_a_terminal_is_not_obeyed_by_what_a_file_says(reference):
    (problem,) = refused(GOOD.replace("1.23456", "1\u202e" + "9" * 5000), reference)
    assert "\u202e" not in problem.text_en and len(problem.text_en) < 3000
