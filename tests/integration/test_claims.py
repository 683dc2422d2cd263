"""What the articles claim, held against the warehouse: verdicts checked by hand, and texts that a person brings."""

import csv
import json
import os
import subprocess
import sys
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import duckdb
import jinja2
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from orchestration import paths, spreadsheet
from orchestration.cli import claims
from orchestration.cli.app import app
from orchestration.messages.refusals import Refused
from orchestration.reference import Reference

D = Decimal
HEADER = (
    "claim_id,source_id,locator,index_code,year,subject_type,subject,measure,scope,component,value,of_total,"
    "compared_year,note"
)
# Claim, verdict and value, each with what was looked up in the raw files.
BY_HAND = [
    # The sub-dimensions of Hải Phòng in raw/papi/2023.csv add up to 42.11431, those of 2022 to 43.60353.
    ("A07", "confirmed", D("42.11431")),
    ("A08", "confirmed", D("-1.48922")),
    # 32nd of 61 in 2023: the two groups above hold 15 each. 14th of 61 in 2022: the highest group held 16.
    ("A09", "confirmed", D(2)),
    ("A10", "confirmed", D(-1)),
    # 90.59 in raw/press/sipas/2024.csv, against a target of 90.
    ("A11", "met", D("90.59")),
    # 42nd of 61 in 2024: in the third quarter.
    ("A12", "missed", D(3)),
    # 82.66 less 80.08: neither rounds to 2.60.
    ("B02", "contradicted", D("2.58")),
    # 96.17 in 2024, up by 4.30, and 90.09 in 2022, up by 1.78.
    ("B24", "contradicted", D("91.87")),
    ("B25", "contradicted", D("1.78")),
    # First in 2019 to 2023 by documents of each year; in 2018 Sơn La was.
    ("B18", "confirmed", D(5)),
    # 90.51, 91.80, 90.09 and 91.87; 84.35 in 2019.
    ("B28", "confirmed", D(4)),
    # The city's own portal states 84.97 too; nobody else states 85.54.
    ("C01", "confirmed", D("84.97")),
    ("C06", "unverifiable", D("85.54")),
    # Counted in raw/papi/2021.csv among 60, 13 and 5 totals.
    ("C11", "confirmed", D(42)),
    ("C13", "confirmed", D(8)),
    ("C14", "confirmed", D(4)),
    # Of the eight sums of 2021 only that of 7 is above the mean.
    ("C16", "confirmed", D(1)),
    ("C17", "confirmed", D(7)),
    # What other documents state implies them: the mean of 2020 by its change in 2021, and who was first in each year.
    ("B07", "confirmed", D(5)),
    ("B15", "confirmed", D(6)),
    # 88.90 in 2023, up by 5.02.
    ("B33", "confirmed", D("83.88")),
    # 8.57 + 20.11, and 88.47 - 56.78 - 3.01.
    ("E08", "confirmed", D("28.68")),
    # Third in the country behind Quảng Ninh and Hải Phòng, which lie in the Red River Delta.
    ("E03", "confirmed", D(1)),
    # Fourth in 2021, in three documents.
    ("E25", "met", D(4)),
    # No report has Hà Nội's part of 2022.
    ("D01", "unverifiable", None),
    # Second in 2022 and 2023; 14th of 61 and 32nd of 61.
    ("A13", "confirmed", D(0)),
    ("A14", "confirmed", D(-1)),
    # In words; the same city rose from 42.11431 to 42.70365.
    ("A15", "unverifiable", None),
    ("A17", "met", D(1)),
    # First in each of these years by a document of the year.
    ("B41", "confirmed", D(1)),
    ("B47", "confirmed", D(1)),
    # The article copies the paper that states the bound.
    ("B52", "unverifiable", D(90)),
    # Drawn by that bound.
    ("B27", "unverifiable", D(1)),
    # Editions of 2012 to 2023.
    ("B53", "confirmed", D(12)),
    # The names of the dimensions until 2015, three of which are those of 2023 too.
    ("B54", "contradicted", D(3)),
    # 4.27309 against 3.58783.
    ("C18", "confirmed", D(1)),
    # What the parts add up to; most points that the plan alone states, whatever the seed says.
    ("E30", "confirmed", D("88.47")),
    ("E31", "confirmed", D("28.68")),
    ("E21", "unverifiable", D("66.5")),
    ("E24", "unverifiable", D("23.5")),
    ("E28", "unverifiable", D(6)),
    ("E32", "confirmed", D(100)),
    # Figures of other things.
    ("B56", "out_of_scope", None),
    ("D07", "out_of_scope", None),
]


@pytest.mark.parametrize(("claim_id", "verdict", "value"), BY_HAND)
def test_verdicts_checked_by_hand(release, claim_id, verdict, value):
    query = "select verdict, warehouse_value from marts.fct_reported_claim where claim_id = ?"
    assert release.execute(query, [claim_id]).fetchall() == [(verdict, value)]


def test_every_claim_of_the_articles_has_a_verdict_and_speaks_of_its_province(release):
    rows = release.sql(
        "select claims.claim_id, claims.subject_type, explanation_vi, explanation_en, province_name_vi, "
        "province_name_en from marts.fct_reported_claim as claims "
        "left join bi.scoreboard as board using (index_code, year, province_id)"
    ).fetchall()
    with (paths.REPOSITORY / "raw" / "press" / "reported_claims.csv").open(encoding="utf-8") as handle:
        assert sorted(row[0] for row in rows) == sorted(row["claim_id"] for row in csv.DictReader(handle))
    for claim_id, subject_type, vi, en, name_vi, name_en in rows:
        assert subject_type != "province" or (name_vi in vi and name_en in en), claim_id


def test_a_verdict_has_one_word_in_label_and_sentence(release):
    rows = release.sql(
        "select claim_id, lower(verdict_name_vi), lower(verdict_name_en), explanation_vi, explanation_en from bi.claims"
    ).fetchall()
    assert [row[0] for row in rows if f" – {row[1]}; " not in row[3] or f"; {row[2]}: " not in row[4]] == []


def test_an_index_names_its_dimensions_its_own_way(release):
    query = "select explanation_vi from marts.fct_reported_claim where claim_id = ?"
    for claim_id, told in (
        ("C16", "số chỉ số nội dung cao hơn trung bình cả nước"),
        ("C19", "số chỉ số nội dung: "),
        ("E17", "số lĩnh vực: "),
        # Without a capital in the middle of a sentence.
        ("E06", ", điểm đánh giá kết quả"),
        ("E09", ", điểm SIPAS (thang 10):"),
        ("B54", "tên của các năm 2012–2015"),
    ):
        ((sentence,),) = release.execute(query, [claim_id]).fetchall()
        assert told in sentence


def check(built, *options, language=None, **environment):
    words = ["--lang", language] if language else []
    return subprocess.run(
        [sys.executable, "-m", "orchestration", *words, "check-claims", *map(str, options)],
        cwd=paths.REPOSITORY,
        env={**built.workplace.environment, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_text_of_ones_own_is_checked_and_changes_nothing(built, tmp_path):
    file, out = tmp_path / "claims.csv", tmp_path / "result" / "checked.csv"
    rows = [
        "1,my_text,=1+1,PAPI,2021,province,Can Tho,rank,national,,42,60,,",
        '2,my_text,p,PAR,2023,province,Hải Phòng,score,,,"91,81",,,',
        # First six times; who was first is known of every edition.
        "3,my_text,p,PAR,2023,province,Quảng Ninh,times_first,national,,5,,,",
        "4,my_text,p,PAR,2023,province,Quảng Ninh,times_first,national,,8,,,",
        # The scale changed.
        "5,my_text,p,PAPI,2018,province,Hải Phòng,score_change,,,8.5,,2017,",
        # It became a city in 2025.
        "6,my_text,p,PAR,2020,province,Thừa Thiên Huế,rank,municipality,,1,,,",
        "7,my_text,p,PAPI,2023,province,Hải Phòng,rank_in_group,high,,2,,,",
        # No other document states it; the article does, and this text is not the article.
        "8,my_text,p,SIPAS,2021,province,Cần Thơ,score,,,85.54,,,",
        "9,cantho_news_2022_06_23,p,SIPAS,2021,province,Cần Thơ,score,,,85.54,,,",
        "10,my_text,p,PAPI,2023,province,Quảng Ninh,score,,,41.1,,,",
    ]
    file.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    before = built.workplace.build_file.read_bytes()
    finished = check(built, file, "--out", out)
    # Some are contradicted: that is a finding.
    assert finished.returncode == 1, finished.stdout + finished.stderr
    assert built.workplace.build_file.read_bytes() == before
    with out.open(encoding="utf-8-sig") as handle:
        checked = {row["claim_id"]: row for row in csv.DictReader(handle)}
    assert {claim_id: row["verdict"] for claim_id, row in checked.items()} == {
        "1": "confirmed",
        "2": "contradicted",
        "3": "contradicted",
        "4": "contradicted",
        "5": "unverifiable",
        "6": "unverifiable",
        "7": "contradicted",
        "8": "confirmed",
        "9": "unverifiable",
        "10": "unverifiable",
    }
    assert (checked["3"]["warehouse_text"], checked["4"]["warehouse_text"]) == ("6", "6")
    assert checked["1"]["document_place"] == "'=1+1"
    assert "publisher gave no score" in checked["10"]["explanation_en"]
    assert "4  không đúng / contradicted" in finished.stdout and str(out) in finished.stdout


def test_claims_of_the_articles_brought_by_a_person_are_judged_as_in_the_run(built, release, tmp_path):
    out = tmp_path / "checked.csv"
    finished = check(built, paths.REPOSITORY / "raw" / "press" / "reported_claims.csv", "--out", out)
    assert finished.returncode == 1, finished.stdout + finished.stderr
    with out.open(encoding="utf-8-sig") as handle:
        brought = {row["claim_id"]: row for row in csv.DictReader(handle)}
    in_the_run = release.sql("select * from marts.fct_reported_claim")
    same = [column for column in in_the_run.columns if column not in ("locator", "claimed_text")]
    for row in in_the_run.fetchall():
        of_run = dict(zip(in_the_run.columns, row, strict=True))
        for column in same:
            cell = "" if of_run[column] is None else str(spreadsheet.neutral(of_run[column]))
            assert brought[of_run["claim_id"]][column] == cell, column


def test_a_figure_agrees_as_the_press_prints_it_and_with_its_total(built, tmp_path):
    file, out = tmp_path / "claims.csv", tmp_path / "checked.csv"
    rows = {
        # 42.70365: a whole number is rounded, decimals may be cut off.
        "1,s,p,PAPI,2024,province,Hải Phòng,score,,,42,,,": ("contradicted", "42.70365, rounded to 43"),
        "2,s,p,PAPI,2024,province,Hải Phòng,score,,,43,,,": ("confirmed", "42.70365, rounded to 43"),
        "3,s,p,PAPI,2024,province,Hải Phòng,score,,,42.70,,,": ("confirmed", "42.70365, rounded to 42.70"),
        "4,s,p,PAPI,2023,province,Hải Phòng,score,,,42.114,,,": ("confirmed", "42.11431, rounded to 42.114"),
        "5,s,p,PAPI,2022,province,Hải Phòng,score,,,43.6035,,,": ("confirmed", "43.60353, rounded to 43.6035"),
        # 60 were ranked, 13 lie in the delta, the block had 60.5 points.
        "6,s,p,PAPI,2021,province,Cần Thơ,rank,national,,42,63,,": ("contradicted", "units ranked is 60, not 63"),
        "7,s,p,PAPI,2021,province,Cần Thơ,rank,region,,8,12,,": ("contradicted", "units ranked is 13, not 12"),
        "8,s,p,PAR,2020,province,Thừa Thiên Huế,score,,assessed_results,56.78,70,,": (
            "contradicted",
            "the maximum is 60.5, not 70",
        ),
        # One edition that is not held does not refuse the others.
        "9,s,p,PAPI,2031,province,Hà Nội,score,,,45,,,": ("unverifiable", "the edition PAPI 2031 is not held"),
        "10,s,p,PAPI,2023,province,Hà Nội,score,,9.9,45,,,": ("unverifiable", "no component 9.9 is held"),
        "11,s,p,,,,,out_of_scope,,,38 quyết định,,,": ("out_of_scope", "not a figure of PAPI, PAR INDEX, SIPAS"),
        "12,s,p,PAPI,2024,province,Hà Nội,target_in_words,,,đứng đầu,,,": ("unverifiable", "there is no level"),
    }
    file.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    finished = check(built, file, "--out", out)
    assert finished.returncode == 1, finished.stdout + finished.stderr
    with out.open(encoding="utf-8-sig") as handle:
        checked = {row["claim_id"]: row for row in csv.DictReader(handle)}
    for row, (verdict, told) in rows.items():
        claim = checked[row.split(",")[0]]
        assert claim["verdict"] == verdict and told in claim["explanation_en"], claim
    assert "1  ngoài phạm vi / out of scope" in finished.stdout


def test_a_sentence_says_what_bears_on_the_verdict(built, tmp_path):
    file, out = tmp_path / "claims.csv", tmp_path / "checked.csv"
    rows = {
        # Its source states this score out of 97.5.
        "1,s,p,PAR,2016,province,Lai Châu,score,,,67.41,100,,": (
            "contradicted",
            "the maximum is 97.5, not 100; the source states",
        ),
        "2,s,p,PAR,2016,province,Lai Châu,score,,,67.41,97.5,,": (
            "confirmed",
            "the source states this score out of 97.5",
        ),
        # Other criteria in 2016, other people asked in 2022, another scale in 2018.
        "3,s,p,PAR,2016,national,Cả nước,mean_change,,,-10.47,,2015,": (
            "confirmed",
            "; but the two editions do not compare: a new set",
        ),
        "4,s,p,SIPAS,2022,national,Cả nước,mean_change,,,-7.08,,2021,": (
            "confirmed",
            "; but the two editions do not compare: from 2022",
        ),
        "5,s,p,PAR,2016,province,Đà Nẵng,score_change,,,-2.99,,2015,": (
            "confirmed",
            "; but the two editions do not compare",
        ),
        "6,s,p,SIPAS,2022,province,Quảng Ninh,score_change,,,-3,,2021,": (
            "contradicted",
            "; nor do the two editions compare: from 2022",
        ),
        "7,s,p,PAPI,2018,province,Hải Phòng,score_change,,,8,,2017,": ("unverifiable", "6-60"),
        "8,s,p,SIPAS,2022,province,Hải Phòng,score_change,,,-5,,2021,": (
            "unverifiable",
            "the two editions do not compare: from 2022",
        ),
        "9,s,p,SIPAS,2022,province,Hải Phòng,rank_change,national,,-8,,2021,": ("confirmed", "10/63 in 2022."),
        # The province has no figures of 2023.
        "10,s,p,PAPI,2024,province,Quảng Ninh,rank_change,national,,5,,2023,": (
            "unverifiable",
            "gave no score for 2023",
        ),
        # Three better provinces of 2020 have no score in 2021.
        "11,s,p,PAPI,2021,province,Cần Thơ,rank_change,national,,-13,,2020,": (
            "confirmed",
            "ranked in both editions: 16 down",
        ),
        "12,s,p,PAPI,2021,province,Cần Thơ,rank_change,national,,-16,,2020,": (
            "contradicted",
            "16 down is the change among",
        ),
        # A region by its name, an index by the name that texts use.
        "13,s,p,PAR INDEX,2023,national,Đồng bằng sông Hồng,mean,region,,88.33,,,": (
            "confirmed",
            "Red River Delta, PAR INDEX",
        ),
        "14,s,p,papi,2024,province,Hải Phòng,rank,,,42,63,,": (
            "contradicted",
            "the figure is right, the total is not: ",
        ),
        "15,s,p,PAPI,2024,province,Hải Phòng,rank,,,40,61,,": (
            "contradicted",
            "the number of units ranked, 61, is right",
        ),
        # 5.1, 5.3 and 5.4 have another scale from 2021; the parts of 4 are the same.
        "16,s,p,PAPI,2021,province,Hà Nội,components_not_improved,,5,2,,2020,": (
            "unverifiable",
            "parts that do not compare between 2020 and 2021: ",
        ),
        "17,s,p,PAPI,2021,province,Hà Nội,target_components_improved,,5,1,,2020,": (
            "unverifiable",
            "parts that do not compare between 2020 and 2021: ",
        ),
        "18,s,p,PAPI,2021,province,Hà Nội,components_not_improved,,4,9,,2020,": ("contradicted", "the warehouse has "),
    }
    file.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    finished = check(built, file, "--out", out, language="vi", COLUMNS="100")
    assert finished.returncode == 1, finished.stdout + finished.stderr
    with out.open(encoding="utf-8-sig") as handle:
        checked = {row["claim_id"]: row for row in csv.DictReader(handle)}
    for row, (verdict, told) in rows.items():
        claim = checked[row.split(",")[0]]
        assert claim["verdict"] == verdict and told in claim["explanation_en"], claim
    assert (checked["14"]["claimed_text"], checked["14"]["warehouse_text"]) == ("42/63", "42/61")
    # In words, with a decimal comma.
    for told in (
        "PAR INDEX 2016, Lai Châu: điểm",
        "67,41/97,5",
        "giảm 10,47 điểm",
        "Đồng bằng sông Hồng: điểm trung bình",
    ):
        assert told in finished.stdout
    assert "score" not in finished.stdout and "67.41" not in finished.stdout
    # Once, for all fifteen: what repeats this text cannot be known.
    assert finished.stdout.count("Chưa có trong raw/sources.csv: s.") == 1


def test_the_template_is_understood_and_every_column_is_explained(built, tmp_path):
    finished = check(built, paths.REPOSITORY / "docs" / "claims-template.csv", "--out", tmp_path / "out.csv", "--json")
    answer = json.loads(finished.stdout)
    assert answer["counts"]["contradicted"] == 0 and answer["unknown_sources"] == ["my_text"]
    guide = (paths.REPOSITORY / "raw" / "README.md").read_text(encoding="utf-8")
    assert all(guide.count(f"\n| `{column}` |") >= 2 for column in HEADER.split(",") if column != "note")


def test_a_subject_that_is_none_is_one_problem(built, tmp_path):
    file = tmp_path / "claims.csv"
    rows = [
        "1,,p,PAPI,2024,national,Vùng nào đó,mean,,,43.43,,,",
        "2,,p,PAR,2023,national,Cả nước,mean,region,,88.33,,,",
        # Part of Hải Phòng since July 2025.
        "3,,p,PAPI,2025,province,Hải Dương,score,,,43,,,",
        "4,,p,PAPI,2024,province,Nơi nào,points,,,43,,,",
    ]
    file.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    finished = check(built, file, "--out", tmp_path / "out.csv", language="en")
    assert finished.returncode == 1
    problems = [line for line in finished.stderr.splitlines() if ", line " in line]
    told = (
        "line 2, column source_id: source_id is blank in 4 rows. Enter which document states the figure",
        "line 2, column subject: “Vùng nào đó” is not the whole country. For the country write “Cả nước”",
        "line 3, column subject: “Cả nước” is not a region of the 63 provinces",
        "line 4, column subject: “Hải Dương” is a former unit",
        "line 5, column measure: “points” is not known",
        "line 5, column subject: no province is known as “Nơi nào”",
    )
    assert len(problems) == len(told)
    assert [each for each, problem in zip(told, problems, strict=True) if each not in problem] == []


def test_what_cannot_be_checked_is_told_all_at_once(built, tmp_path):
    file = tmp_path / "claims.csv"
    rows = [
        "1,,p,PAPI,2023,province,Hai Nam,score,,,x,,,",
        "1,s,p,ABC,2023,province,Hà Nội,score,,,5,,,",
        "3,s,p,PAPI,2023,province,Hà Nội,scores,,,5,,,",
    ]
    file.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    finished = check(built, file, "--out", tmp_path / "out.csv", "--json")
    assert finished.returncode == 1 and finished.stdout == "" and "Traceback" not in finished.stderr
    for line in (2, 3, 4):
        assert f"{file}, line {line}" in finished.stderr
    assert "Hai Nam" in finished.stderr and not (tmp_path / "out.csv").exists()


def test_a_missing_file_a_workbook_and_a_missing_build_each_have_one_message(built, tmp_path):
    workbook = tmp_path / "claims.xlsx"
    workbook.write_bytes(b"PK\x03\x04" + bytes(100))
    good = tmp_path / "claims.csv"
    good.write_text(f"{HEADER}\n1,s,p,PAPI,2023,province,Hà Nội,score,,,43,,,", encoding="utf-8")
    nowhere = {"GOVERNANCE_DATA_DIR": str(tmp_path / "nowhere")}
    for options, environment, code, told in (
        ([tmp_path / "none.csv"], {}, 2, "Check the path"),
        ([workbook], {}, 1, "CSV UTF-8"),
        ([good], nowhere, 1, "Run: governance run"),
        ([good, "--out", good], {}, 2, "another name"),
    ):
        finished = check(built, *options, **environment)
        assert finished.returncode == code and told in finished.stderr, finished.stdout + finished.stderr
        assert "Traceback" not in finished.stderr and len(finished.stderr.strip().splitlines()) == 2
    finished = check(built)
    assert finished.returncode == 2 and "file" in finished.stderr


def test_verdicts_as_json_for_a_program(built, tmp_path):
    file = tmp_path / "claims.csv"
    file.write_text(f"{HEADER}\n1,s,p,PAR,2023,province,Hải Phòng,score,,,91.87,,,", encoding="utf-8")
    finished = check(built, file, "--out", tmp_path / "out.csv", "--json")
    assert finished.returncode == 0, finished.stderr
    answer = json.loads(finished.stdout)
    (claim,) = answer["claims"]
    assert (claim["claim_id"], claim["verdict"], claim["warehouse_value"]) == ("1", "confirmed", 91.87)
    assert answer["counts"]["confirmed"] == 1 and answer["written"] == str(tmp_path / "out.csv")


def test_cells_that_a_spreadsheet_would_run_are_neutralised():
    assert [spreadsheet.neutral(cell) for cell in ("=1+1", "+x", "-x", "@x", "-14", "-1.5", "A", None, D("-3"))] == [
        "'=1+1", "'+x", "'-x", "'@x", "-14", "-1.5", "A", "", D("-3"),
    ]  # fmt: skip


def printed(decimals):
    return st.integers(-(10**3) * 10**decimals, 10**3 * 10**decimals).map(lambda n: (D(n).scaleb(-decimals), decimals))


ANY_PRINTED = st.integers(0, 5).flatmap(printed)


@st.composite
def near_pairs(draw):
    """Two printed values, the second often the first at another precision or a little beside it."""
    value, decimals = draw(ANY_PRINTED)
    other = draw(st.integers(0, 5))
    rounding = draw(st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
    near = value.quantize(D(1).scaleb(-other), rounding) + draw(st.integers(-2, 2)) * D(1).scaleb(-other)
    return value, decimals, near, other


def agree(value, decimals, other, other_decimals):
    """The coarser is the finer one rounded or cut off to its own decimals, or they differ by next to nothing."""
    unit = D(1).scaleb(-min(decimals, other_decimals))
    return abs(value - other) <= D("0.00015") or any(
        value.quantize(unit, rounding) == other.quantize(unit, rounding) for rounding in (ROUND_HALF_UP, ROUND_DOWN)
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(near_pairs(), st.tuples(ANY_PRINTED, ANY_PRINTED).map(lambda p: (*p[0], *p[1]))), min_size=1))
def test_values_agree_alike_in_sql_and_python(pairs):
    source = (paths.dbt_dir() / "macros" / "figures.sql").read_text(encoding="utf-8")
    template = jinja2.Environment().from_string(source + "{{ values_agree('a', 'ad', 'b', 'bd') }}")
    columns = [list(column) for column in zip(*pairs, strict=True)]
    query = (
        f"select {template.render()} from (select cast(unnest(?) as decimal(9, 5)) as a, unnest(?) as ad, "
        "cast(unnest(?) as decimal(9, 5)) as b, unnest(?) as bd)"
    )
    values = [[str(value) for value in column] if place % 2 == 0 else column for place, column in enumerate(columns)]
    told = [row for (row,) in duckdb.execute(query, values).fetchall()]
    assert told == [agree(*pair) for pair in pairs]


def test_no_claim_of_the_articles_is_confirmed_by_its_own_document_alone(built):
    """Asked of the observations: a stated score, place or mean that is confirmed has another document."""
    with duckdb.connect(built.workplace.build_file, read_only=True) as connection:
        lonely = connection.sql(
            "select claims.claim_id from marts.fct_reported_claim as claims "
            "inner join marts.dim_source as own on claims.source_id = own.source_id "
            "where claims.verdict = 'confirmed' and claims.measure in ('score', 'mean', 'min', 'max') "
            "and not exists (select 1 from marts.fct_observation as stated "
            "inner join marts.dim_source as others on stated.source_id = others.source_id "
            "where stated.index_code = claims.index_code and stated.year in (claims.year, claims.year + 1) "
            "and coalesce(others.copy_of, others.source_id) <> coalesce(own.copy_of, own.source_id) "
            "and stated.province_id is not distinct from claims.province_id "
            "and stated.measure in (claims.measure, 'score_change'))"
        ).fetchall()
    assert lonely == []


def test_claims_in_a_workbook_are_those_of_its_rows(tmp_path):
    lines = [line.split(",") for line in (HEADER, "1,s,p,PAPI,2023,province,Hà Nội,score,,,43.11,,,")]
    worded = ["2", "s", "p", "PAPI", "2023", "province", "Hà Nội", "rank_change", "", "", "giảm 13 bậc", "", "2022", ""]
    with xlsxwriter.Workbook(tmp_path / "claims.xlsx") as book:
        book.add_worksheet("About").write_string(0, 0, "notes")
        sheet = book.add_worksheet("Claims")
        sheet.write_string(0, 0, "Số liệu trong bài phát biểu")
        for i, row in enumerate([*lines, worded], start=2):
            sheet.write_row(i, 0, row)
        sheet.write_number(3, 4, 2023)
        sheet.write_number(3, 10, 43.11)
        percent = book.add_format({"num_format": "0.00%"})
        sheet.write_row(5, 0, ["3", "s", "p", "PAR", "2023", "province", "Hải Phòng", "score", "", "", "", "", "", ""])
        sheet.write_number(5, 10, 0.9187, percent)
    rows = claims.read(tmp_path / "claims.xlsx")
    assert [(row["claim_id"], row["line"], row["year"], row["value"]) for row in rows] == [
        ("1", "4", "2023", "43.11"),
        ("2", "5", "2023", "-13"),
        ("3", "6", "2023", "91.87"),
    ]
    with xlsxwriter.Workbook(tmp_path / "other.xlsx") as book:
        book.add_worksheet("About").write_string(0, 0, "notes")
    with pytest.raises(Refused, match="no sheet has the headings"):
        claims.read(tmp_path / "other.xlsx")


def test_measures_are_listed_in_the_language_chosen():
    def listed(*options):
        return CliRunner().invoke(app, [*options, "check-claims", "--list-measures"]).output

    kinds = Reference(paths.REPOSITORY / "dbt_project" / "seeds").claim_measures
    for language, told in (("vi", "giảm 13 bậc"), ("en", "down 13 ranks")):
        shown = listed("--lang", language)
        assert told in shown and all(measure in shown for measure in kinds)
        assert "{" not in shown and "years_in_a_row_above_90" in shown


def test_claims_are_read_from_regular_files_only(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match="no ordinary file"):
        claims.read(tmp_path / "pipe")
