"""The reader: what it accepts as it stands, and every reason for which it refuses."""

import unicodedata

import pytest

from orchestration.defs.ingest import reader
from orchestration.defs.ingest.problems import MESSAGES, Problem, report

HEADING = "Tỉnh/Thành phố,1.1,2.1"
GOOD = f"{HEADING}\nHải Phòng,1.23456,2\nĐắk Lắk,0.33,\nHòa Bình,3.34,4.5\n"


def read(text: str | bytes, reference, year: int = 2020):
    content = text if isinstance(text, bytes) else text.encode()
    return reader.read_table(content, "x/2020.csv", "abc", "X", year, reference)


def refused(text: str | bytes, reference, year: int = 2020) -> list[Problem]:
    cells, problems = read(text, reference, year)
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
        GOOD.replace("\n", "\r\n"),
        unicodedata.normalize("NFD", GOOD),
        GOOD.replace("Hải Phòng,", "  HAI PHONG ,"),
        GOOD.replace("\nHòa", "\n\nHoà"),
        GOOD.replace("Hải Phòng,1.23456", '"Hải Phòng","1.23456"'),
    ],
    ids=["BOM", "CRLF", "NFD", "case and blanks", "blank line, other tone mark", "quoted"],
)
def test_harmless_variants_mean_the_same(variant, reference):
    cells, problems = read(variant, reference)
    assert not problems
    assert [c.value_text for c in cells] == [c.value_text for c in read(GOOD, reference)[0]]


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
        (GOOD.replace("Hải Phòng", "Đà Nẵng"), "unknown_province", 2, "Tỉnh/Thành phố", "Đà Nẵng"),
        (GOOD + "Hai Phong,1,1\n", "repeated_province", 5, "Tỉnh/Thành phố", "Hai Phong"),
        (GOOD.replace("1.1", "1.9"), "unknown_column", 1, "1.9", ""),
        (GOOD.replace("1.1", "1.9"), "missing_column", 1, "1.1", ""),
        (GOOD.replace("2.1", "1.1"), "duplicate_column", 1, "1.1", ""),
        (GOOD.replace("1.23456", "1,23456"), "field_count", 2, None, "4"),
        (GOOD.replace("1.23456", '"1,23456"'), "not_a_number", 2, "1.1", "1,23456"),
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
        (GOOD.encode("cp1258", errors="replace"), "encoding", 1, None, "0xfe"),
        (GOOD.encode("utf-16"), "encoding", 1, None, "0xff"),
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
    (problem,) = refused(b"a" * (reader.MAX_BYTES + 1), reference)
    assert problem.code == "too_large"


def test_every_message_says_what_to_do_in_both_languages():
    for code, (vi, en) in MESSAGES.items():
        assert vi != en, code
        assert vi.count("{") == en.count("{"), code


def test_a_report_holds_every_problem_in_both_languages():
    problems = [Problem("empty", "x/1.csv"), Problem("missing_file", "x/2.csv")]
    text = report(problems)
    assert all(problem.text_vi in text and problem.text_en in text for problem in problems)
