"""The readers of reported figures and of the list of documents: what they take, and why they refuse."""

import datetime

import pytest

from orchestration import paths
from orchestration.ingest import press_reports
from orchestration.reference import Reference

SOURCES = {"s", "t"}
SCORES = "index_code,year,province,score,rank,n_ranked,score_group,source_id\n"
CHANGES = "index_code,year,province,measure,value,compared_year,source_id\n"
SUMMARIES = "index_code,year,scope,scope_value,measure,value,source_id\n"
PARTS = "index_code,year,subject,component_code,value,unit,max_points,source_id\n"
NAMED_PARTS = "index_code,year,subject,component_code,component_name_vi,value,unit,max_points,source_id\n"
DOCUMENTS = "source_id,publisher,title,kind,trust_tier,published_on,url,copy_of\n"
DOCUMENT = "s,Báo,Tin,press,3,2024-04-17,https://example.org/,\n"


def read(kind, text, reference, edition=None, sources=SOURCES):
    return press_reports.read_reported(text.encode(), "press/x.csv", "abc", kind, reference, sources, edition)


def test_reports_are_taken_as_they_stand_even_where_they_contradict_each_other(reference):
    text = SCORES + 'X,2020,Hải Phòng,"12,5",1,3,,s\nX,2020,Hai Phong,13,2,,Trung bình thấp (cuối),t\n'
    rows, problems = read(press_reports.SCORES, text, reference, ("X", 2020))
    assert not problems
    assert [(r["score"], r["score_text"], r["rank"], r["score_group"], r["line"]) for r in rows] == [
        ("12.5", "12,5", "1", "", "2"),
        ("13", "13", "2", "lower_middle", "3"),
    ]


def test_a_heading_may_be_vietnamese_and_columns_stand_in_any_order(reference):
    text = "Điểm;source_id;index_code;year;province;rank;n_ranked;score_group\n12,5;s;X;2020;Hải Phòng;;;\n"
    rows, problems = read(press_reports.SCORES, text, reference, ("X", 2020))
    assert not problems and rows[0]["score"] == "12.5"


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("X,2021,Hải Phòng,12,1,,,s", "wrong_edition", "year"),
        ("P,2020,Hải Phòng,12,1,,,s", "wrong_edition", "year"),
        ("X,2020,Đà Nẵng,12,1,,,s", "later_unit", "province"),
        ("X,2020,Hải Phòng,21,1,,,s", "out_of_bounds", "score"),
        ("X,2020,Hải Phòng,một,1,,,s", "not_a_number", "score"),
        ("X,2020,Hải Phòng,12,4,,,s", "not_a_rank", "rank"),
        ("X,2020,Hải Phòng,12,0,,,s", "not_a_rank", "rank"),
        ("X,2020,Hải Phòng,12,3,2,,s", "not_a_rank", "rank"),
        ("X,2020,Hải Phòng,12,1,99,,s", "not_a_rank", "n_ranked"),
        ("X,2020,Hải Phòng,12,1,,best,s", "unknown_word", "score_group"),
        ("X,2020,Hải Phòng,12,1,,,nobody", "unknown_source", "source_id"),
        ("X,2020,Hải Phòng,,,,,s", "no_figure", "score"),
        ("X,2020,Hải Phòng,12,1,,s", "field_count", None),
    ],
)
def test_a_bad_report_is_refused_with_place_and_value(row, code, column, reference):
    rows, problems = read(press_reports.SCORES, SCORES + row + "\n", reference, ("X", 2020))
    assert not rows
    assert [(p.code, p.line, p.column) for p in problems] == [(code, 2, column)]
    assert problems[0].text_vi != problems[0].text_en


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (press_reports.CHANGES, CHANGES + "X,2021,Hải Phòng,score_change,-1.5,2020,s\n", None),
        (press_reports.CHANGES, CHANGES + "X,2021,Hải Phòng,rank_change,−2,2020,s\n", None),
        (press_reports.CHANGES, CHANGES + "X,2021,Hải Phòng,score change;--,1,2020,s\n", "not_a_measure"),
        (press_reports.CHANGES, CHANGES + "X,2021,Hải Phòng,score_change,,2020,s\n", "blank_cell"),
        (press_reports.CHANGES, CHANGES + "X,2021,Hải Phòng,score_change,1,2021,s\n", "not_an_earlier_year"),
        (press_reports.CHANGES, CHANGES + "X,1999,Hải Phòng,score_change,1,1998,s\n", "unknown_edition"),
        (press_reports.CHANGES, CHANGES + "X,²⁰²¹,Hải Phòng,score_change,1,2020,s\n", "unknown_edition"),
        (press_reports.CHANGES, CHANGES + "X,2021,Hải Phòng,score_change,1001,2020,s\n", "out_of_bounds"),
        (press_reports.CHANGES, CHANGES + "X,2021,Hải Phòng,score_change,18.5,2020,s\n", "out_of_bounds"),
        (press_reports.CHANGES, CHANGES + "X,2021,Hải Phòng,rank_change,3,2020,s\n", "out_of_bounds"),
        (press_reports.CHANGES, CHANGES + "X,2021,Hải Phòng,rank_change,1.5,2020,s\n", "not_whole"),
        (press_reports.CHANGES, CHANGES + "X,2021,Hải Phòng,score_change,1,2019,s\n", "not_an_earlier_edition"),
        (press_reports.CHANGES, CHANGES + "X,2021,Hải Phòng,Score_change,1,2020,s\n", "unknown_measure"),
        (press_reports.CHANGES, CHANGES + "X,2021,Hải Phòng,mean,12,2020,s\n", "unknown_measure"),
        (press_reports.SUMMARIES, SUMMARIES + "X,2020,national,all,Mean,12.5,s\n", "unknown_measure"),
        (press_reports.SUMMARIES, SUMMARIES + "X,2020,national,all,mean,1.25,s\n", "out_of_bounds"),
        (press_reports.SUMMARIES, SUMMARIES + "X,2021,national,all,mean_change_from_2020,-0.5,s\n", None),
        (
            press_reports.SUMMARIES,
            SUMMARIES + "X,2021,national,all,mean_change_from_2019,-0.5,s\n",
            "not_an_earlier_edition",
        ),
        (press_reports.SUMMARIES, SUMMARIES + "X,2021,national,all,max_increase,-0.5,s\n", "out_of_bounds"),
        (press_reports.SUMMARIES, SUMMARIES + "X,2021,national,all,n_provinces_above_mean,4,s\n", "out_of_bounds"),
        (press_reports.SUMMARIES, SUMMARIES + "X,2021,national,all,n_provinces_above_mean,1.5,s\n", "not_whole"),
        (press_reports.SUMMARIES, SUMMARIES + "X,2020,national,all,mean,12.5,s\n", None),
        (press_reports.SUMMARIES, SUMMARIES + "X,2020,region,đông nam bộ,mean,12.5,s\n", None),
        (press_reports.SUMMARIES, SUMMARIES + "X,2020,region,Tây Bắc,mean,12.5,s\n", "unknown_region"),
        (press_reports.SUMMARIES, SUMMARIES + "X,2020,national,Việt Nam,mean,12.5,s\n", "unknown_word"),
        (press_reports.SUMMARIES, SUMMARIES + "X,2020,world,all,mean,12.5,s\n", "unknown_word"),
        (press_reports.COMPONENTS, PARTS + "X,2020,(cả nước),1,5,,,s\n", None),
        (press_reports.COMPONENTS, PARTS + "X,2020,Hải Phòng,2.1,5,percent_of_max,9,s\n", None),
        (press_reports.COMPONENTS, PARTS + "X,2021,Hải Phòng,2.1,5,,,s\n", "unknown_word"),
        (press_reports.COMPONENTS, PARTS + "X,2020,(cả xã),1,5,,,s\n", "unknown_province"),
        (press_reports.COMPONENTS, PARTS + "X,2020,Hải Phòng,1,5,kg,,s\n", "unknown_word"),
        (press_reports.COMPONENTS, PARTS + "X,2020,Hải Phòng,1,5,points,-1,s\n", "out_of_bounds"),
        (press_reports.COMPONENTS, PARTS + "X,2020,Hải Phòng,1,7,points,6.5,s\n", "above_its_maximum"),
        (press_reports.COMPONENTS, PARTS + "X,2020,Hải Phòng,1,7,points_lost,6.5,s\n", "above_its_maximum"),
        (press_reports.COMPONENTS, PARTS + "X,2020,Hải Phòng,1,70,percent_of_max,9,s\n", None),
        (press_reports.COMPONENTS, PARTS + "X,2020,Hải Phòng,1,101,percent_of_max,,s\n", "out_of_bounds"),
        (press_reports.COMPONENTS, PARTS + "X,2020,Hải Phòng,1,11,points,,s\n", "out_of_bounds"),
        (press_reports.COMPONENTS, NAMED_PARTS + "X,2020,Hải Phòng,1.1,Tri thức công dân,2,,,s\n", None),
        (press_reports.COMPONENTS, NAMED_PARTS + "X,2020,Hải Phòng,1.1,hiểu biết của người dân,2,,,s\n", None),
        (
            press_reports.COMPONENTS,
            NAMED_PARTS + "X,2020,Hải Phòng,1.1,Danh sách hộ nghèo,2,,,s\n",
            "name_of_another_component",
        ),
        (press_reports.COMPONENTS, PARTS, "no_rows"),
        (press_reports.COMPONENTS, "", "empty"),
        (press_reports.COMPONENTS, "a,b\n1,2\n", "unknown_column"),
    ],
)
def test_other_reports(kind, text, code, reference):
    rows, problems = read(kind, text, reference)
    assert bool(rows) != bool(problems)
    assert (problems[0].code if problems else None) == code


def test_all_problems_of_a_file_are_told_at_once(reference):
    text = SCORES + "X,2020,Nowhere,99,9,,,nobody\nX,2020,Hải Phòng,,,,,s\n"
    _, problems = read(press_reports.SCORES, text, reference, ("X", 2020))
    assert [p.code for p in problems] == [
        "unknown_province",
        "out_of_bounds",
        "not_a_rank",
        "unknown_source",
        "no_figure",
    ]


def test_a_list_of_documents_that_cannot_be_read_is_not_told_again_in_every_row(reference):
    rows, problems = read(press_reports.SCORES, SCORES + "X,2020,Hải Phòng,12,1,,,s\n", reference, ("X", 2020), None)
    assert rows and not problems


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (DOCUMENT, None),
        (DOCUMENT + "t,Báo,,press,4,,,s\n", None),
        (DOCUMENT + "s,Báo,,press,4,,,\n", "repeated_source"),
        (DOCUMENT + "t,Báo,,press,4,,,nobody\n", "unknown_source"),
        (DOCUMENT.replace(",3,", ",6,"), "unknown_word"),
        (DOCUMENT.replace("2024-04-17", "17/4/2024"), "not_a_date"),
        (DOCUMENT.replace("2024-04-17", "2024-04"), None),
        (DOCUMENT.replace("2024-04-17", "2024"), None),
        (DOCUMENT.replace("2024-04-17", "2024-13"), "not_a_date"),
        (DOCUMENT.replace("2024-04-17", "20240417"), "not_a_date"),
        (DOCUMENT.replace("Báo", ""), "blank_cell"),
        (DOCUMENT.replace("https://example.org/", "javascript:alert(1)"), "not_an_address"),
        (DOCUMENT.replace("https://example.org/", "http://[abc/x"), "not_an_address"),
        (DOCUMENT.replace("press", "blog"), "unknown_source_kind"),
        (DOCUMENT.replace(",3,", ",2,"), "tier_of_another_kind"),
        (DOCUMENT.replace("2024-04-17", "2024-05-02"), None),
        (DOCUMENT.replace("2024-04-17", "2024-05-03"), "future_date"),
        (DOCUMENT.replace("2024-04-17", "2024-06"), "future_date"),
        (DOCUMENT.replace("2024-04-17", "2025"), "future_date"),
        (DOCUMENT.replace("org/,", "org/,s"), "copy_in_a_circle"),
        (DOCUMENT.replace("org/,", "org/,t") + "t,Báo,,press,4,,,u\nu,Báo,,press,4,,,t\n", "copy_in_a_circle"),
        (DOCUMENT + "t,Báo,,press,4,,,s\nu,Báo,,press,4,,,t\n", None),
        (DOCUMENT + "t,Báo,,press,4,,http://www.example.org,\n", "repeated_address"),
        (DOCUMENT + "t,Báo,,press,4,,https://example.org/#top,s\n", None),
        (DOCUMENT + "t,Báo,,press,4,,https://example.org/?page=2,\n", None),
    ],
)
def test_documents(text, code, reference):
    rows, problems = press_reports.read_sources(
        (DOCUMENTS + text).encode(), "sources.csv", "abc", reference, datetime.date(2024, 5, 2)
    )
    assert bool(rows) != bool(problems)
    assert (problems[0].code if problems else None) == code


def test_a_copy_of_a_copy_repeats_the_original():
    copies = {"a": "", "b": "a", "c": "b", "d": "e", "e": "d", "f": "d", "g": "nobody"}
    rows = [{"source_id": source, "copy_of": of} for source, of in copies.items()]
    followed = {"a": "a", "b": "a", "c": "a", "d": "", "e": "", "f": "", "g": "nobody"}
    assert press_reports.originals(rows) == followed


def test_codes_of_documents_are_known_even_where_the_list_has_a_problem(reference):
    text = DOCUMENTS + DOCUMENT.replace(",3,", ",6,") + "t,Báo,,press,4,,,\n"
    assert press_reports.source_ids(text.encode(), "sources.csv", reference) == {"s", "t"}
    assert press_reports.source_ids(b"", "sources.csv", reference) is None
    assert press_reports.source_ids(b"PK\x03\x04", "sources.csv", reference) is None
    assert press_reports.source_ids(b"a,b\n1,2\n", "sources.csv", reference) is None


REAL = Reference(paths.REPOSITORY / "dbt_project" / "seeds")
CLAIMS = (
    "claim_id,source_id,locator,index_code,year,subject_type,subject,measure,scope,component,value,of_total,"
    "compared_year,note\n"
)


@pytest.mark.parametrize(
    ("measure", "value", "understood"),
    [
        ("rank_change", "giảm 13 bậc", "-13"),
        ("rank_change", "tụt 5 hạng", "-5"),
        ("rank_change", "down 13 places", "-13"),
        ("rank_change", "13 places up", "13"),
        ("rank_change", "tụt hạng 13 bậc", "-13"),
        ("rank_change", "tăng hạng 13", "13"),
        ("rank_change", "giảm 13 bậc so với 2023", "-13"),
        ("rank_change", "giảm 13 bậc so với năm 2023", "-13"),
        ("score_change", "tăng 1,4 điểm", "1.4"),
        ("score_change", "+1,4", "1.4"),
        ("score_change", "fell by 2.5 points", "-2.5"),
        ("score_change", "−0,7 điểm", "-0.7"),
        ("score_change", "không đổi", "0"),
        ("rank_move", "giảm", "down"),
        ("rank_move", "up", "up"),
    ],
)
def test_changes_in_words_are_figures_with_their_sign(measure, value, understood):
    row = f'1,s,p,PAPI,2024,province,Hải Phòng,{measure},,,"{value}",,2023,\n'
    (claim,), problems = press_reports.read_claims((CLAIMS + row).encode(), "f", "abc", REAL, None)
    assert not problems
    assert (claim["value"], claim["value_text"]) == (understood, value)


@pytest.mark.parametrize(
    "value", ["giảm gần 13 bậc", "tăng hơn 13 bậc", "tụt hạng khoảng 13", "up more than 13 places"]
)
def test_changes_that_are_no_exact_figure_are_refused_as_that(value):
    row = f'1,s,p,PAPI,2024,province,Hải Phòng,rank_change,,,"{value}",,2023,\n'
    _, (problem,) = press_reports.read_claims((CLAIMS + row).encode(), "f", "abc", REAL, None)
    assert (problem.code, problem.value) == ("not_exact", value) and "no exact figure" in problem.text_en


@pytest.mark.parametrize("value", ["giảm -13", "từ 5 xuống 3", "giảm 13 bậc so với 2018", "khoảng 3"])
def test_changes_in_other_words_are_refused(value):
    row = f'1,s,p,PAPI,2024,province,Hải Phòng,rank_change,,,"{value}",,2023,\n'
    _, (problem,) = press_reports.read_claims((CLAIMS + row).encode(), "f", "abc", REAL, None)
    assert (problem.code, problem.value) == ("not_a_number", value)
