"""Promises that every view of the schema bi keeps: each can be read alone, in both languages, under the same names."""

import json
from collections import Counter, defaultdict
from decimal import Decimal as D

import duckdb
import pytest

from orchestration.reference import fold_name
from orchestration.transform.columns import Units

# Keys and codes that stand for themselves.
BARE = {"claim_id", "target_id", "official_code", "iso_3166_2"}
# Columns that name what a code stands for, where they are not called after it.
NAMES = {
    "peer_province_id": ["peer_name_vi", "peer_name_en"],
    "source_id": ["source_title"],
    "copy_of": ["copy_of_title"],
}


@pytest.fixture(scope="module")
def release(built):
    with duckdb.connect(built.workplace.current / "governance.duckdb", read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def views(release):
    found = defaultdict(list)
    for view, column in release.sql(
        "select table_name, column_name from duckdb_columns() where schema_name = 'bi' order by all"
    ).fetchall():
        found[view].append(column)
    assert {"scoreboard", "component_scores", "province", "claims", "conflicts", "coverage"} < found.keys()
    assert {"edition_summaries", "sources"} < found.keys()
    return found


def names_of(code):
    base = code.removesuffix("_code").removesuffix("_id")
    return NAMES.get(code, [f"{base}_name_vi", f"{base}_name_en"])


def test_what_is_said_is_said_in_both_languages(views):
    for view, columns in views.items():
        vietnamese = {column.removesuffix("_vi") for column in columns if column.endswith("_vi")}
        english = {column.removesuffix("_en") for column in columns if column.endswith("_en")}
        assert vietnamese == english, view


def test_every_code_has_its_name_in_both_languages_beside_it(release, views, built):
    units = Units(json.loads(built.workplace.manifest.read_text()))
    unnamed = [
        (view, column, name)
        for view, columns in views.items()
        for column in columns
        if units.of(column) == "code" and column not in BARE
        for name in names_of(column)
        if name not in columns
        or release.sql(f"select 1 from bi.{view} where {column} is not null and {name} is null limit 1").fetchone()
    ]
    assert unnamed == []


def test_a_name_says_whose_it_is(views):
    assert [view for view, columns in views.items() if {"name_vi", "name_en", "name", "title"} & set(columns)] == []


def test_an_edition_says_whether_it_is_a_pilot(release, views):
    by_edition = [view for view, columns in views.items() if {"year", "target_year"} & set(columns)]
    assert [view for view in by_edition if "is_pilot" not in views[view]] == []
    pilots = release.sql("select distinct index_code, year from bi.scoreboard where is_pilot").fetchall()
    assert pilots == [("SIPAS", 2015)]


def test_a_unit_is_found_by_its_name_without_accents_and_on_a_map(release, views):
    by_unit = [view for view, columns in views.items() if "province_id" in columns]
    assert [view for view in by_unit if "province_key" not in views[view]] == []
    found = release.sql("select distinct province_id from bi.scoreboard where province_key = 'hai phong'").fetchall()
    assert found == [("63-31",)]
    keys = "count(*), count(iso_3166_2), count(distinct (boundary_set, official_code))"
    assert release.sql(f"select boundary_set, {keys} from bi.province group by 1 order by 1").fetchall() == [
        ("34", 34, 0, 34),
        ("63", 63, 63, 63),
    ]
    keys = "count(distinct province_id), count(distinct (boundary_set, official_code))"
    assert release.sql(f"select boundary_set, {keys} from bi.backcast group by 1").fetchall() == [("34", 34, 34)]


def test_a_target_names_the_group_that_it_asks_for(release):
    named = "target_group_name_vi is not null and target_group_name_en is not null"
    targets = release.sql(f"select distinct measure = 'score_group', {named} from bi.target_progress").fetchall()
    assert set(targets) == {(True, True), (False, False)}


def test_the_scoreboard_says_how_sure_a_figure_is(release):
    columns = "score_status, n_sources, is_conflicted, reported_rank"
    row = "from bi.scoreboard where index_code = 'PAR' and year = 2023 and province_key = 'hai phong'"
    assert release.sql(f"select n_sources > 1, is_conflicted, reported_rank {row}").fetchone() == (True, True, 2)
    missing = release.sql(
        f"select {columns}, missing_reason_vi is null {row.replace('hai phong', 'ca mau')}"
    ).fetchone()
    assert missing[0] is not None or missing[4] is False
    notes = release.sql(
        "select distinct break_note_vi, break_note_en from bi.scoreboard where index_code = 'PAPI' and year = 2016"
    ).fetchall()
    assert len(notes) == 1 and all(notes[0])
    reasons = "not_comparable_reason is distinct from not_comparable_reason_en"
    assert release.sql(f"select count(*) from bi.scoreboard where {reasons}").fetchone() == (0,)
    unexplained = "rank_change_same_units is null and (same_units_reason_vi is null or same_units_reason_en is null)"
    for view in ("scoreboard", "component_scores"):
        changes = f"from bi.{view} where previous_year is not null and {unexplained}"
        assert release.sql(f"select count(*) {changes}").fetchone() == (0,), view
    bounded = "select distinct score_status = 'derived', derived_error is not null from bi.scoreboard where score > 0"
    assert set(release.sql(bounded).fetchall()) == {(True, True), (False, False)}


def test_a_conflict_names_its_documents_and_rule(release):
    rows = release.sql(
        "select measure, resolution_rule_name_vi, n_documents, source_titles, chosen_value, chosen_source_title "
        "from bi.conflicts"
    ).fetchall()
    assert rows
    for measure, rule, n_documents, titles, chosen, title in rows:
        assert rule and n_documents >= 1 and titles
        assert title is None or title in titles
        # What stands may also be computed, but for scores.
        if measure == "score":
            assert n_documents >= 2 and (chosen is None) == (title is None)


def test_no_rank_is_missing_without_its_reason(release):
    for view in ("scoreboard", "component_scores"):
        unexplained = release.sql(
            f"select index_code, year, province_id from bi.{view} where (rank is null) <> (rank_missing_reason_vi is "
            "not null) or (rank is null) <> (rank_missing_reason_en is not null)"
        ).fetchall()
        assert unexplained == [], view


def test_open_ranks_are_seen_wherever_people_look(release):
    """Two provinces at rank 38 of SIPAS 2021, and two ranks that others exclude."""
    conflicts = release.sql(
        "select index_code, year, province_key, explanation_vi, explanation_en from bi.conflicts "
        "where chosen_value is null and measure = 'rank' and scope = 'national' order by all"
    ).fetchall()
    scoreboard = release.sql(
        "select index_code, year, province_key, rank_missing_reason_vi, rank_missing_reason_en from bi.scoreboard "
        "where rank is null and is_rank_conflicted order by all"
    ).fetchall()
    assert [row[:3] for row in scoreboard] == [row[:3] for row in conflicts]
    assert {row[:3] for row in scoreboard} >= {
        ("PAR", 2015, "ho chi minh"),
        ("PAR", 2022, "binh phuoc"),
        ("SIPAS", 2021, "ba ria vung tau"),
        ("SIPAS", 2021, "da nang"),
    }
    for (*_, said_vi, said_en), (*_, reason_vi, reason_en) in zip(conflicts, scoreboard, strict=True):
        assert reason_vi[1:] in said_vi and reason_en[1:] in said_en
    (said,) = [row for row in scoreboard if row[2] == "da nang"]
    assert said[3] == "Các nguồn xếp cả Đà Nẵng và Bà Rịa - Vũng Tàu ở hạng 38; chưa có căn cứ để chọn"
    assert said[4] == "Sources put both Da Nang and Ba Ria - Vung Tau at rank 38; nothing decides between them"
    counted = release.sql("select index_code, year, ranks_in_conflict from bi.coverage where ranks_in_conflict > 0")
    per_edition = Counter(row[:2] for row in conflicts)
    assert {row[:2]: row[2] for row in counted.fetchall()} == per_edition


def test_a_derived_score_is_not_said_to_be_missing(release):
    """Thừa Thiên Huế's 83.06 of PAR 2019, from 88.47 of 2020 and the reported rise by 5.41."""
    derived = (
        "select index_code, year, province_id, component_code from bi.component_scores where score_status = 'derived'"
    )
    for view, years in (("component_scores", ("year", "previous_year")), ("movers", ("year", "from_year"))):
        reason = "not_comparable_reason" if view == "component_scores" else "span_reason_en"
        component = "s.component_code" if view == "component_scores" else "'total'"
        for year in years:
            assert (
                release.sql(
                    f"select s.* from bi.{view} as s inner join ({derived}) as d on s.index_code = d.index_code "
                    f"and s.{year} = d.year and s.province_id = d.province_id and {component} = d.component_code "
                    f"where {reason} like 'No score in ' || s.{year} || '%'"
                ).fetchall()
                == []
            ), (view, year)
    hue = "from bi.scoreboard where index_code = 'PAR' and province_key = 'thua thien hue'"
    assert release.sql(
        f"select score, score_change, reported_score_change, not_comparable_reason_vi, not_comparable_reason_en {hue} "
        "and year = 2020"
    ).fetchone() == (
        D("88.47"),
        None,
        D("5.41"),
        "Điểm năm 2019 (83,06) là suy ra, có thể sai đến 0,01, không dùng để tính",
        "The score of 2019 (83.06) is derived, may be off by 0.01 and is not computed with",
    )
    sources = release.sql(
        "select shown.source_title, levels.title, changes.title from bi.component_scores as shown "
        "inner join marts.fct_score as scores using (index_code, year, province_id, component_code) "
        "inner join marts.dim_source as levels on scores.source_id = levels.source_id "
        "inner join marts.dim_source as changes on scores.change_source_id = changes.source_id"
    ).fetchall()
    assert sources and all(level in shown and change in shown for shown, level, change in sources)


def test_a_conflict_ties_its_documents_to_values_and_begins_with_what_stands(release):
    of = "from bi.conflicts where measure = 'score' and index_code = 'PAR' and year = 2023"
    vietnamese, english = release.sql(
        f"select statements_vi, statements_en {of} and province_key = 'hai phong' and component_code = 'total'"
    ).fetchone()
    assert vietnamese.startswith("91,87: ") and "Cổng thông tin điện tử thành phố Hải Phòng" in vietnamese
    assert "; 91,81: Doanh nghiệp và Hội nhập" in vietnamese
    assert english.startswith("91.87: ") and "; 91.81: Doanh nghiệp và Hội nhập" in english
    groups = "from bi.conflicts where measure = 'score_group'"
    for said, explained in release.sql(f"select statements_vi, explanation_vi {groups}").fetchall():
        assert said.startswith("Trung bình thấp: kho dữ liệu tính; ") and "con số" not in explained
    unsaid = "statements_vi is null or statements_en is null or statements_vi not like '%: %'"
    assert release.sql(f"select explanation_en from bi.conflicts where {unsaid}").fetchall() == []


def test_coverage_says_what_is_held_without_saying_it_twice(release):
    said = release.sql(
        "select coverage_vi, coverage_en from bi.coverage where index_code = 'PAPI' and year in (2020, 2024) "
        "order by year"
    ).fetchall()
    assert said == [
        ("PAPI 2020: có điểm của tất cả 63 đơn vị.", "PAPI 2020: the scores of all 63 units are held."),
        (
            "PAPI 2024: có điểm của tất cả 61 đơn vị được chấm (trong 63 đơn vị).",
            "PAPI 2024: the scores of all 61 units that were scored (of 63) are held.",
        ),
    ]


def test_provinces_are_listed_by_their_names_without_accents(release):
    for names in release.sql("select missing_units_vi from bi.coverage where missing_units_vi is not null").fetchall():
        listed = names[0].split(", ")
        assert listed == sorted(listed, key=fold_name)


def test_labels_begin_with_a_capital(release, views):
    small = [
        (view, column)
        for view, columns in views.items()
        for column in columns
        if column.endswith(("_name_vi", "_name_en"))
        and release.sql(f"select 1 from bi.{view} where {column}[1] <> upper({column}[1]) limit 1").fetchone()
    ]
    assert small == []


def test_the_parts_of_a_change_add_up(release):
    apart = "from bi.change_decomposition where national_shift + own_shift <> contribution"
    assert release.sql(f"select count(*) {apart}").fetchone() == (0,)
