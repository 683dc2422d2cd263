"""What is understood of a publisher's sheets, and what is refused: grids in, a table or problems out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration import paths
from orchestration.importing import labels, seeds, titles
from orchestration.importing.labels import Labels
from orchestration.importing.marks import DATE, ERROR, NOTE, UNSAVED, Mark
from orchestration.importing.problems import ImportRefused
from orchestration.importing.understanding import understand
from orchestration.importing.workbook import Sheet
from orchestration.messages import texts
from orchestration.reference import Reference

REFERENCE = Reference(paths.REPOSITORY / "dbt_project" / "seeds")
UNITS = REFERENCE.units_of("34")
NAMES = [REFERENCE.province_names[unit] for unit in sorted(UNITS)]
COMPONENTS = REFERENCE.components_of("PAPI", 2025)
CODES = [code for code in REFERENCE.layout("PAPI", 2025).headings if "." in code]


def figure(row: int, column: int) -> str:
    return f"1.{row:02}{column:02}"


def by_rows(heading=lambda code: code) -> list[list[str]]:
    """Provinces as rows: one line of headings, then a line for each of the 34 provinces."""
    lines = [[name, *(figure(i, j) for j in range(len(CODES)))] for i, name in enumerate(NAMES)]
    return [["Tỉnh/Thành phố", *map(heading, CODES)], *lines]


def by_columns(heading=lambda code: code) -> list[list[str]]:
    return [list(column) for column in zip(*by_rows(heading), strict=True)]


def read(rows, *others: Sheet, index="PAPI", year=2025, units="34", merged=()):
    return understand([Sheet("A", rows, list(merged)), *others], "f.xlsx", index, year, units, REFERENCE)


def refused(*arguments, **options):
    with pytest.raises(ImportRefused) as caught:
        read(*arguments, **options)
    for problem in caught.value.problems:
        assert problem.text_vi.startswith("f.xlsx") and problem.text_en.startswith("f.xlsx")
        assert problem.text_vi != problem.text_en
    return caught.value.problems


def is_whole(found) -> bool:
    """Whether every figure of `by_rows` stands at its province and component."""
    return found.values == {
        (unit, code): figure(i, j) for i, unit in enumerate(sorted(UNITS)) for j, code in enumerate(CODES)
    }


def reasons(found) -> dict[str, str]:
    return {left.line.label or left.line.sheet: left.reason for left in found.left_out}


@pytest.mark.parametrize(
    "heading",
    [
        lambda code: f"{code}.",
        lambda code: f"{code} {COMPONENTS[code].names[1]}",
        lambda code: f"Sub-dimension {code}: {COMPONENTS[code].names[1]}",
        lambda code: f"Nội dung thành phần {code}: {COMPONENTS[code].names[0]}",
        lambda code: f"{COMPONENTS[code].names[0]}\n{COMPONENTS[code].names[1]}",
        lambda code: f"{COMPONENTS[code].names[0]} / {COMPONENTS[code].names[1]}",
        lambda code: f"{COMPONENTS[code].names[1]} ({code})",
        lambda code: f"{code}: Another wording",
        lambda code: f"SD{code}",
    ],
)
def test_headings_as_publishers_write_them(heading):
    assert is_whole(read(by_rows(heading)))
    assert is_whole(read(by_columns(heading)))


def test_titles_notes_means_and_running_numbers_are_no_scores():
    rows = [["", *row] for row in by_rows()]
    rows[0][0] = "STT"
    for number, row in enumerate(rows[1:], start=1):
        row[0] = str(number)
    blank = [""] * len(rows[0])
    mean = ["", "Trung bình cả nước", *["1.5"] * len(CODES)]
    rows = [["PAPI 2025, điểm và khoảng tin cậy 95%", *blank[1:]], blank, *rows, mean, ["Ghi chú: …", *blank[1:]]]
    found = read(rows)
    assert is_whole(found)
    assert reasons(found) == {"STT": "ignored", "Trung bình cả nước": "summary"}


def test_a_line_that_counts_the_columns_names_none():
    rows = by_rows(lambda code: COMPONENTS[code].names[0])
    assert is_whole(read([rows[0], ["(1)", *(f"({j + 2})" for j in range(len(CODES)))], *rows[1:]]))
    assert is_whole(read([rows[0], ["", *(str(j + 1) for j in range(len(CODES)))], *rows[1:]]))


def test_headings_in_two_lines_and_dimensions_above_their_parts():
    rows = by_rows()
    english = ["Province", *(COMPONENTS[code].names[1] for code in CODES)]
    dimensions = ["", *(f"Dimension {code[0]}" if code.endswith(".1") else "" for code in CODES)]
    assert is_whole(read([dimensions, rows[0], english, *rows[1:]]))


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("1.1 (weighted)", "weighted"),
        ("1.1 trọng số", "weighted"),
        ("1.1 CI 95 %", "bounds"),
        ("1.1 cận dưới", "bounds"),
        ("Lower", "bounds"),
        ("Khoảng tin cậy", "bounds"),
        ("1.1 standard error", "error"),
        ("1.1 (2024)", "other_year"),
        ("Dimension 1", "not_kept"),
        ("Tổng điểm PAPI", "not_kept"),
        ("1.1.1 Something", "unknown_heading"),
    ],
)
def test_what_is_not_the_score_is_left_out_with_the_reason(label, reason):
    rows = [[*row, label if i == 0 else "1.9"] for i, row in enumerate(by_rows())]
    found = read(rows)
    assert is_whole(found)
    assert reasons(found) == {label: reason}
    across = read([list(column) for column in zip(*rows, strict=True)])
    assert is_whole(across) and reasons(across) == {label: reason}


def test_scores_called_unweighted_are_taken():
    assert is_whole(read(by_rows(lambda code: f"{code} (unweighted)")))
    assert is_whole(read(by_rows(lambda code: f"{code} không trọng số")))


def test_merged_headings_say_what_the_lines_below_them_are():
    rows = [row + row[1:3] for row in by_rows()]
    group = [""] * len(rows[0])
    group[-2] = "Weighted scores"
    merged = [(0, len(group) - 2, 0, len(group) - 1)]
    found = read([group, *rows], merged=merged)
    assert is_whole(found)
    assert [left.reason for left in found.left_out] == ["weighted", "weighted"]


def test_a_code_merged_over_its_score_and_bounds():
    columns = by_columns()
    lines, merged = [[columns[0][0], "", *columns[0][1:]]], []
    for code, *figures in columns[1:]:
        merged.append((len(lines), 0, len(lines) + 1, 0))
        lines += [[code, "Score", *figures], ["", "Lower bound", *["1.0"] * len(figures)]]
    assert is_whole(read(lines, merged=merged))


def test_lines_without_a_name_between_provinces_are_listed():
    rows = by_rows()
    bounds = [line for row in rows[1:] for line in (row, ["", *["1.0"] * len(CODES)])]
    found = read([rows[0], *bounds])
    assert is_whole(found)
    assert [(left.line.place, left.reason) for left in found.left_out][:2] == [("A3", "no_name"), ("A5", "no_name")]


def test_every_reason_has_words():
    reasons_of_headings = {*labels._EXTRAS, "other_year"}
    assert {f"why_left_out_{reason}" for reason in reasons_of_headings} <= texts.codes()


def test_components_may_lie_on_several_sheets_and_other_sheets_are_left_out():
    rows = by_rows()
    half = [row[:10] for row in rows]
    rest = [[row[0], *row[10:]] for row in rows]
    old = Sheet("2024", rows[:1] + [[row[0], *["1.7"] * len(CODES)] for row in rows[1:]])
    hidden, notes = Sheet("Draft", [], unread="hidden"), Sheet("Notes", [["Hà Nội: …"]])
    found = read(half, Sheet("B", rest), old, hidden, notes)
    assert is_whole(found)
    assert [sheet.name for sheet in found.sheets] == ["A", "B"]
    assert reasons(found) == {"2024": "other_year", "Draft": "hidden", "Notes": "no_provinces"}


def test_a_sheet_named_after_another_year_is_read_only_where_it_was_chosen():
    sheets = [Sheet("PAPI 2024", by_rows())]
    with pytest.raises(ImportRefused) as caught:
        understand(sheets, "f.xlsx", "PAPI", 2025, "34", REFERENCE)
    (problem,) = caught.value.problems
    assert problem.code == "left_out_by_name" and '--sheet "PAPI 2024"' in problem.text_en
    assert is_whole(understand(sheets, "f.xlsx", "PAPI", 2025, "34", REFERENCE, are_chosen=True))


def test_the_same_figures_twice_are_fine_and_different_ones_are_refused_with_both_places():
    rows = by_rows()
    assert is_whole(read(rows, Sheet("B", rows)))
    other = [row[:2] for row in rows]
    other[5] = [other[5][0], "1.99999"]
    (problem,) = refused(rows, Sheet("B", other))
    assert (problem.code, problem.sheet, problem.cell) == ("contradiction", "A", "B6")
    other[5][1] = "\x1b[31m"
    assert "\x1b" not in refused(rows, Sheet("B", other))[0].text_en
    for text in (problem.text_vi, problem.text_en):
        assert "B!B6" in text and "1.99999" in text and figure(4, 0) in text and NAMES[4] in text


def test_all_missing_components_and_unknown_names_are_told_at_once():
    rows = [[*row[:3], *row[5:]] for row in by_rows()]
    rows[2][0] = "Cao Bằngg"
    rows[9][0] = "Atlantis"
    problems = refused(rows)
    assert [(p.code, p.value, p.cell) for p in problems if p.code != "structure"] == [
        ("unknown_province", "Cao Bằngg", "A3"),
        ("unknown_province", "Atlantis", "A10"),
        ("missing_component", "1.3", ""),
        ("missing_component", "1.4", ""),
    ]
    assert "Near names: Cao Bằng" in problems[0].text_en


def test_a_changed_structure_says_what_each_side_has_and_where_new_rows_go():
    (problem,) = refused([[*row, "9.1 New" if i == 0 else "1.9"] for i, row in enumerate(by_rows())])
    assert problem.code == "structure"
    assert "8.3, 9.1" in problem.text_en and "components.csv and layouts.csv" in problem.text_en


def test_a_code_under_the_name_of_another_component_is_refused():
    rows = by_rows(lambda code: "2.1 Poverty Lists" if code == "2.1" else code)
    assert "ambiguous_label" in [p.code for p in refused(rows)]
    rows = by_rows(lambda code: "3.3 Ban thanh tra nhân dân" if code == "3.3" else code)
    (problem,) = [p for p in refused(rows) if p.code == "ambiguous_label"]
    assert "3.2 (2011–2015)" in problem.text_en


def test_a_table_on_other_boundaries_says_which():
    old = [REFERENCE.province_names[unit] for unit in sorted(REFERENCE.units_of("63"))]
    rows = [by_rows()[0], *([name, *["1.5"] * len(CODES)] for name in old)]
    (problem,) = refused(rows)
    assert (problem.code, problem.value) == ("other_boundary_set", "63")
    assert "--boundary-set 63" in problem.text_en


def test_two_columns_of_names_must_agree():
    rows = [[row[0], row[0], *row[1:]] for row in by_rows()]
    assert reasons(read(rows)) == {"Tỉnh/Thành phố": "names"}
    rows[3][1] = NAMES[0]
    (problem,) = refused(rows)
    assert (problem.code, problem.cell) == ("provinces_disagree", "A4")


def test_names_in_two_languages_with_marks():
    rows = by_rows()
    rows[1][0], rows[2][0], rows[3][0] = "Hà Nội\nHa Noi", "2. Cao Bằng", "Tuyên Quang*"
    found = read(rows)
    assert is_whole(found)
    assert list(found.provinces.values())[:3] == ["Hà Nội", "Cao Bằng", "Tuyên Quang*"]


def test_long_figures_are_rounded_half_up_and_counted():
    rows = by_rows()
    rows[1][1], rows[2][1], rows[3][1] = "1.234565", "1.2345649999", "1.23456"
    found = read(rows)
    assert [found.values[unit, "1.1"] for unit in sorted(UNITS)[:3]] == ["1.23457", "1.23456", "1.23456"]
    assert found.n_rounded == 2


def test_par_takes_score_rank_and_fields_where_they_are():
    head = ["TT", "Địa phương", "Chỉ số PAR INDEX", "Xếp hạng năm 2024", "1. Công tác chỉ đạo, điều hành", "Rank 2023"]
    names = [REFERENCE.province_names[unit] for unit in sorted(REFERENCE.units_of("63"))]
    lines = [[str(i + 1), name, f"{90 - i / 10:.2f}", str(i + 1), "9.5", "7"] for i, name in enumerate(names)]
    found = read([head, *lines], index="PAR", year=2024, units="63")
    assert list(found.lines) == ["total", "rank", "1"]
    assert found.values["63-01", "rank"] == "1" and found.values["63-96", "total"] == "83.80"
    assert reasons(found) == {"TT": "ignored", "Rank 2023": "other_year"}


def test_fractions_for_percent_are_refused():
    lines = [[name, f"0.8{i:02}"] for i, name in enumerate(NAMES)]
    (problem,) = refused([["Tỉnh", "SIPAS"], *lines], index="SIPAS")
    assert problem.code == "fractions"


def test_nothing_to_read_is_said_in_one_message():
    assert [p.code for p in refused([])] == ["no_cells"]
    assert [p.code for p in refused([["1", "2"], ["3", "4"]])] == ["no_province_axis"]


WORDS = [
    *NAMES[:6],
    "Tỉnh/Thành phố",
    *CODES[:4],
    "1",
    "Dimension 1",
    "weighted",
    "1.5",
    "-",
    "",
    "STT",
    "Điểm",
    "2024",
    "2025",
    "SIPAS",
    "PAR INDEX 2019",
    "Hµ Néi",
    "1.4²",
    "...",
    "1-Jan",
    "(1)",
]
CELLS = st.sampled_from([*WORDS, "93.5", "1,25", "0.123456789", "9" * 400, "85 %"]) | st.text(max_size=6)
GRIDS = st.lists(st.lists(CELLS, max_size=8), max_size=12)
PLACES = st.integers(0, 9)
MARKS = st.lists(
    st.builds(Mark, PLACES, PLACES, st.sampled_from([ERROR, UNSAVED, NOTE, DATE]), st.sampled_from(["#N/A", "2"])),
    max_size=4,
)
MERGED = st.lists(st.tuples(*[st.integers(0, 9)] * 4), max_size=3)


@settings(deadline=None)
@given(GRIDS, GRIDS, MERGED, MARKS, st.lists(PLACES), st.sampled_from(["PAPI", "PAR", "SIPAS"]))
def test_any_grid_is_understood_or_refused(first, second, merged, marks, hidden, index):
    sheets = [Sheet("A", first, merged, "", marks, hidden, hidden), Sheet("B", second)]
    try:
        found = understand(sheets, "f", index, 2025, "34", REFERENCE)
    except ImportRefused as refusal:
        assert refusal.problems and str(refusal)
    else:
        assert found.values.keys() == {(unit, role) for unit in found.provinces for role in found.lines}


def test_years_and_extras_in_headings():
    of_par = Labels(REFERENCE, "PAR", 2024)
    assert of_par.extra("Điểm năm 2024") == "" and of_par.meaning(["Điểm năm 2024"]).named == {"total"}
    assert of_par.extra("Điểm năm 2023") == "other_year"


SEED = 'index_code,year,note\r\nA,2011,"x, y"\r\nA,2013,z\r\nB,2012,\r\nA,2012,apart'


@pytest.mark.parametrize(
    ("row", "place"),
    [(("A", "2012"), 2), (("A", "2014"), 3), (("A", "2010"), 1), (("B", "2013"), 4), (("C", "2000"), 5)],
)
def test_a_seed_row_goes_among_those_of_its_index_and_nothing_else_changes(row, place):
    added = seeds.add_row(SEED, {"index_code": row[0], "year": row[1], "note": 'a "b"'}, lambda r: r["year"])
    lines = SEED.split("\r\n")
    lines.insert(place, f'{row[0]},{row[1]},"a ""b"""')
    assert added.removesuffix("\r\n") == "\r\n".join(lines)


def test_one_value_of_a_seed_is_set_and_nothing_else_changes():
    assert seeds.set_value(SEED, {"index_code": "A", "year": "2013"}, "note", "w") == SEED.replace(",z", ",w")
    assert seeds.set_value(SEED, {"index_code": "A", "year": "2011"}, "note", "x, y") == SEED


def test_a_seed_row_is_taken_out_and_nothing_else_changes():
    assert seeds.remove_rows(SEED, {"index_code": "A", "year": "2011"}) == SEED.replace('A,2011,"x, y"\r\n', "")
    assert seeds.remove_rows(SEED, {"index_code": "C"}) == SEED


def test_the_mark_of_the_encoding_is_no_part_of_a_column_and_stays():
    marked = "\ufeff" + SEED
    assert seeds.set_value(marked, {"index_code": "A", "year": "2013"}, "note", "w") == marked.replace(",z", ",w")
    assert seeds.remove_rows(marked, {"index_code": "C"}) == marked
    row = {"index_code": "C", "year": "2000", "note": ""}
    assert seeds.add_row(marked, row, lambda r: r["year"]) == "\ufeff" + seeds.add_row(SEED, row, lambda r: r["year"])


@pytest.mark.parametrize("year", range(2011, 2025))
def test_headings_of_every_edition_in_two_languages_and_in_short(year):
    components = REFERENCE.components_of("PAPI", year)
    layout = REFERENCE.layout("PAPI", year)
    codes = [code for code in layout.headings if "." in code]
    short = {role: heading for heading, role in layout.roles.items() if role in codes and not heading[0].isdigit()}
    units = sorted(REFERENCE.units_of("63"))
    body = [
        [REFERENCE.province_names[unit], *(figure(i, j) for j in range(len(codes)))] for i, unit in enumerate(units)
    ]
    vi, en = ([components[code].names[side] for code in codes] for side in (0, 1))
    for heads in ([vi, en], [en], [[f"{v} - {e}" for v, e in zip(vi, en, strict=True)]], [[short[c] for c in codes]]):
        found = read([*(["Tỉnh", *head] for head in heads), *body], year=year, units="63")
        assert list(found.lines) == codes


def test_headings_as_the_editions_before_2017_were_called_in_short():
    for year, heads in (
        (2012, {"Land-use Plans": "2.3", "Inspection Boards": "3.2", "Community Investment Boards": "3.3"}),
        (2016, {"Inspection Boards": "3.3", "Responsiveness to Appeals": "3.2", "Land Title": "5.3"}),
        (2024, {"Commune Budget": "2.3", "Land-use Plan and Pricing": "2.4", "E-responsiveness": "8.3"}),
    ):
        labels_of = Labels(REFERENCE, "PAPI", year)
        assert {head: labels_of.meaning([head]).named for head in heads} == {h: {c} for h, c in heads.items()}


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2019", "other_year"),
        ("Bảng điểm PAR INDEX 2019 của 63 tỉnh, thành phố", "other_year"),
        ("Results of the year 2019 by province", "other_year"),
        ("Satisfaction Index of Public Administration Services", "other_index"),
        ("SIPAS", "other_index"),
        ("Bảng điểm PAR INDEX 2024 (so với năm 2023)", ""),
        ("Kèm theo Quyết định số 12/QĐ-BNV ngày 6 tháng 4 năm 2025 của Bộ Nội vụ", ""),
        ("Kết quả theo Nghị quyết số 76/NQ-CP năm 2021", ""),
        ("Bảng số liệu cập nhật đến năm 2025", ""),
        ("Chỉ số CCHC (công bố tháng 4/2025)", ""),
        ("Kết quả giai đoạn 2021-2030", ""),
        ("Dân số năm 2019", ""),
        ("Hà Nội, 2025", ""),
        ("PAR INDEX và SIPAS", ""),
        ("Chỉ số cải cách hành chính", ""),
        ("Đơn vị tính: điểm", ""),
    ],
)
def test_what_a_title_says_of_year_and_index(title, says):
    assert titles.contradicts(title, 2024, "PAR", REFERENCE.index_codes) == says
