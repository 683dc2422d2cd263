"""Which of the contradicting figures stand, that every figure leads to its statements, and that none is lost unseen."""

import csv
import shutil
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from expectations import gate
from orchestration import paths
from orchestration.reference import Reference, fold_name
from orchestration.release import coverage

D = Decimal


def conflict(release, index_code, year, province_id, measure="score", component_code="total"):
    rows = release.execute(
        "select chosen_value, other_values, resolution_rule from marts.fct_source_conflict where index_code = ? "
        "and year = ? and province_id = ? and measure = ? and component_code = ?",
        [index_code, year, province_id, measure, component_code],
    ).fetchall()
    assert len(rows) == 1, rows
    return rows[0]


@pytest.mark.parametrize(
    ("index_code", "year", "province_id", "measure", "chosen", "others", "rule"),
    [
        # 96.17 in 2024, up by 4.30, by a paper that does not state the score of 2023.
        ("PAR", 2023, "63-31", "score", "91.87", "91.81 (1)", "neighbour_change"),
        ("SIPAS", 2023, "63-31", "score", "88.90", "88.09 (1)", "neighbour_change"),
        # 90.09 in 2019, up by 1.03.
        ("PAR", 2018, "63-22", "score", "89.06", "81 (1), 89.6 (2)", "neighbour_change"),
        ("PAR", 2023, "63-17", "score", "86.76", "86.89 (1)", "neighbour_change"),
        # Its four blocks add up to 86.76.
        ("PAR", 2020, "63-87", "score", "86.77", "88.77 (1)", "part_sum"),
        # 85.03 in 2018, up by 2.99, by the paper that says 88.02; nothing supports 88.2.
        ("SIPAS", 2019, "63-74", "score", "88.02", "88.2 (1)", "own_change"),
        # 33rd has more and 35th less than its score.
        ("PAR", 2023, "63-96", "rank", "34", "32 (1)", "rank_order"),
    ],
)
def test_evidence_decides(release, index_code, year, province_id, measure, chosen, others, rule):
    assert conflict(release, index_code, year, province_id, measure) == (D(chosen), others, rule)
    table, column = ("fct_score", "score") if measure == "score" else ("fct_rank", "rank")
    (published,) = release.execute(
        f"select {column} from marts.{table} where index_code = ? and year = ? and province_id = ? "
        "and component_code = 'total'" + (" and scope = 'national'" if measure == "rank" else ""),
        [index_code, year, province_id],
    ).fetchone()
    assert published == D(chosen)


def test_a_reported_place_in_a_region_is_among_the_units_of_the_region(release):
    rows = release.sql(
        "select scope, rank, n_ranked, rank_status from marts.fct_rank "
        "where index_code = 'PAR' and year = 2021 and province_id = '63-92' order by scope"
    ).fetchall()
    assert rows == [("national", 51, 63, "reported"), ("region", 9, 13, "reported"), ("unit_type", 5, 5, "reported")]


def test_the_first_has_the_highest_score(release):
    # 91.10 was reported too, but Hải Phòng is first with 90.59.
    assert release.sql(
        "select chosen_value, resolution_rule from marts.fct_source_conflict "
        "where index_code = 'SIPAS' and year = 2024 and measure = 'max'"
    ).fetchall() == [(D("90.59"), "known_scores")]


@pytest.mark.parametrize(
    ("year", "province_id", "stated"), [(2018, "63-83", "47.5 (1)"), (2020, "63-22", "48.881 (2)")]
)
def test_what_contradicts_a_full_table_is_listed_and_never_chosen(release, year, province_id, stated):
    _, others, rule = conflict(release, "PAPI", year, province_id)
    assert (others, rule) == (stated, "official_table")


def test_what_nothing_decides_stays_open_and_is_listed(release):
    rows = release.sql(
        "select index_code, year, scope_value, measure, chosen_value from marts.fct_source_conflict "
        "where resolution_rule = 'open' order by all"
    ).fetchall()
    assert rows == [
        ("PAR", 2023, "R63-NCC", "mean", None),
        ("PAR", 2023, "R63-RRD", "mean", None),
        ("PAR", 2023, "R63-SE", "mean", None),
    ]
    means = release.sql(
        "select scope_value from marts.fct_edition_summary "
        "where index_code = 'PAR' and year = 2023 and scope = 'region'"
    ).fetchall()
    assert sorted(means) == [("R63-CH",), ("R63-MRD",), ("R63-NMM",)]


def test_a_conflict_is_told_in_both_languages(release):
    (vi, en) = release.sql(
        "select explanation_vi, explanation_en from marts.fct_source_conflict where index_code = 'PAR' "
        "and year = 2023 and province_id = '63-31' and measure = 'score'"
    ).fetchone()
    assert vi.startswith("PAR 2023, Hải Phòng, điểm: chọn 91.87 vì") and "91.81 (1)" in vi
    assert en.startswith("PAR 2023, Hai Phong, score: 91.87 stands, since") and "not 91.81 (1)" in en


def test_every_published_figure_leads_to_its_statements(release):
    """Scores, the parts of sums, reported places and reported summaries: all of them, without exception."""
    said = "select index_code, year, province_id, component_code from marts.fct_observation"
    n_scores, n_said = release.sql(
        f"select count(*), count(*) filter (exists ({said} as o where o.is_chosen and o.measure = 'score' "
        "and o.index_code = s.index_code and o.year = s.year and o.province_id = s.province_id "
        "and o.component_code = s.component_code and o.value = s.score and o.source_id = s.source_id)) "
        "from marts.fct_score as s inner join marts.dim_component as c using (index_code, year, component_code) "
        "where s.score is not null and s.score_status <> 'derived' and c.aggregation = 'as_published'"
    ).fetchone()
    assert n_scores == n_said > 22_000
    unsaid_parts = release.sql(
        "select count(*) from marts.fct_score as s "
        "inner join marts.dim_component as c on s.index_code = c.index_code and s.year = c.year "
        "and s.component_code = c.parent_component_code and c.aggregation = 'as_published' "
        f"where s.score is not null and not exists ({said} as o where o.is_chosen and o.index_code = s.index_code "
        "and o.year = s.year and o.province_id = s.province_id and o.component_code = c.component_code "
        "and o.source_id = s.source_id) and exists (select 1 from marts.dim_component as d "
        "where d.index_code = s.index_code and d.year = s.year and d.component_code = s.component_code "
        "and d.aggregation = 'sum_of_parts')"
    ).fetchone()
    assert unsaid_parts == (0,)
    n_ranks, n_said = release.sql(
        f"select count(*), count(*) filter (exists ({said} as o where o.is_chosen and o.measure = 'rank' "
        "and o.index_code = r.index_code and o.year = r.year and o.province_id = r.province_id "
        "and o.component_code = r.component_code and o.scope = r.scope and o.value = r.rank)) "
        "from marts.fct_rank as r where r.rank_status = 'reported'"
    ).fetchone()
    assert n_ranks == n_said > 250
    n_figures, n_said = release.sql(
        "with figures as (unpivot (select index_code, year, component_code, scope, scope_value, mean, median, min, max "
        "from marts.fct_edition_summary where summary_status = 'reported') "
        "on mean, median, min, max into name measure value figure) "
        "select count(*), count(*) filter (exists (select 1 from marts.fct_observation as o where o.is_chosen "
        "and o.index_code = f.index_code and o.year = f.year and o.component_code = f.component_code "
        "and o.scope_value = f.scope_value and o.measure = f.measure and o.value = f.figure)) from figures as f"
    ).fetchone()
    assert n_figures == n_said > 50


def copies(built, tmp_path):
    """The build file and the release before it, to be changed at will."""
    shutil.copy(built.workplace.build_file, tmp_path / "build.duckdb")
    (tmp_path / "current").mkdir()
    shutil.copy(built.workplace.current / "governance.duckdb", tmp_path / "current")
    (tmp_path / "current" / "governance.duckdb").chmod(0o644)
    return tmp_path / "build.duckdb", tmp_path / "current"


def change(database, statement):
    with duckdb.connect(database) as connection:
        connection.execute(statement)


def test_a_figure_that_follows_leads_to_its_level_and_its_change(release):
    said = "exists (select 1 from marts.fct_observation as o where o.is_chosen and o.index_code = f.index_code "
    of = "and o.province_id = f.province_id and o.component_code = f.component_code and o.scope = 'national' "
    n_figures, n_levels, n_changes = release.sql(
        f"select count(*), count(*) filter ({said} {of} and o.measure = f.measure and o.year = f.level_year "
        "and o.value = f.level_value and o.source_id = f.level_source_id)), "
        f"count(*) filter ({said} {of} and o.measure = f.measure || '_change' and o.value = f.reported_change "
        "and o.year = greatest(f.year, f.level_year) and o.compared_year = least(f.year, f.level_year) "
        "and o.source_id = f.change_source_id)) from marts.fct_derived_figure as f"
    ).fetchone()
    assert n_figures == n_levels == n_changes > 50


def test_what_follows_from_a_level_and_a_change_is_shown_and_counts_nowhere(release, built):
    """Computed elsewhere from the same reports, by hand; where sources dispute an input, from either statement."""
    aliases = Reference(built.workplace.dbt / "seeds").aliases
    expected = defaultdict(set)
    with Path(__file__).with_name("figures_that_follow.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            key = (row["index_code"], int(row["year"]), aliases["63", fold_name(row["province"])], row["measure"])
            expected[key].add(D(row["value"]))
    derived = release.sql(
        "select index_code, year, province_id, measure, derived_value from marts.fct_derived_figure "
        "where component_code = 'total'"
    ).fetchall()
    found = {tuple(key): value for *key, value in derived}
    assert {key: of for key, of in expected.items() if found.get(key) not in of} == {}
    assert len(expected) == 92
    scores = release.sql(
        "select index_code, year, province_id, 'score', score from marts.fct_score "
        "where score_status = 'derived' and component_code = 'total'"
    ).fetchall()
    assert {tuple(key): value for *key, value in scores}.items() <= found.items()
    for table in ("fct_rank where rank_status = 'computed'", "fct_score_group where group_status <> 'deduced'"):
        ranked = release.sql(f"select index_code, year, province_id from marts.{table}").fetchall()
        assert not {tuple(row[:3]) for row in scores} & set(ranked)
    n_held = release.sql(
        "select sum(units_with_score) - (select count(*) from marts.fct_score where component_code = 'total' "
        "and score_status <> 'derived' and score is not null) from marts.fct_coverage"
    ).fetchone()
    assert n_held == (0,)


def test_a_figure_of_the_publisher_is_published_and_one_of_the_press_reported(release):
    rows = release.sql(
        "select index_code, score_status from marts.fct_score where score is not null group by all"
    ).fetchall()
    assert ("PAPI", "published") in rows and ("PAPI", "reported") not in rows
    assert {status for index_code, status in rows if index_code != "PAPI"} == {"reported", "derived"}


def test_coverage_may_grow_and_a_first_release_has_none_before_it(built, tmp_path):
    build_file, current = copies(built, tmp_path)
    assert coverage.shrinkage(build_file, current) is None
    assert coverage.shrinkage(build_file, tmp_path / "nothing") is None
    change(current / "governance.duckdb", "delete from marts.fct_score where year = 2020")
    assert coverage.shrinkage(build_file, current) is None


def test_a_figure_that_the_release_before_had_may_not_be_lost_without_a_reason(built, tmp_path):
    build_file, current = copies(built, tmp_path)
    lost = "where index_code = 'PAR' and year = 2023 and province_id = '63-31' and component_code = 'total'"
    change(build_file, f"update marts.fct_score set score = null {lost}")
    change(build_file, f"delete from marts.fct_rank {lost} and scope = 'national'")
    failure = coverage.shrinkage(build_file, current)
    assert [(row["province_id"], row["lost"]) for row in failure.rows] == [("63-31", "place"), ("63-31", "total")]
    assert "coverage_reductions.csv" in failure.expectation
    change(build_file, "insert into reference.coverage_reductions values ('PAR', 2023, '63-22', 'vì', 'for')")
    assert coverage.shrinkage(build_file, current).n_rows == 2
    change(build_file, "insert into reference.coverage_reductions values ('PAR', 2023, '63-31', 'vì', 'for')")
    assert coverage.shrinkage(build_file, current) is None


def test_the_gate_on_the_marts_asks_it_of_the_coverage_alone(built, tmp_path):
    build_file, current = copies(built, tmp_path)
    change(build_file, "delete from marts.fct_score where index_code = 'SIPAS' and year = 2024")
    result = gate.SuiteResult("marts.fct_coverage", 2, [])
    asked = coverage.asked(result, build_file, current)
    assert asked.n_expectations == 3 and not asked.passed and "SIPAS" in gate.report(asked)
    other = gate.SuiteResult("marts.fct_score", 2, [])
    assert coverage.asked(other, build_file, current) is other


def test_a_correction_that_matches_nothing_is_told(built, tmp_path):
    sql = built.workplace.data / "dbt" / "target" / "run" / "compiled" / "governance" / "tests"
    query = (sql / "corrections_match_a_disputed_figure.sql").read_text()
    build_file, _ = copies(built, tmp_path)
    stated = "'PAR', 2023, 'R63-SE', 'total', 'mean', 'region'"
    with duckdb.connect(build_file) as connection:
        connection.execute("use build")
        for values, value, n_told in (
            ("87.45, 87.79", "87.79", 0),
            ("87.45, 87.8", "87.79", 1),
            ("87.45, 87.79", "88", 1),
        ):
            connection.execute("delete from reference.figure_corrections")
            connection.execute(
                f"insert into reference.figure_corrections values ({stated}, '{values}', {value}, 'vì', 'for', 'x')"
            )
            assert len(connection.sql(query).fetchall()) == n_told
        connection.execute("update reference.figure_corrections set year = 1999, value = 87.79")
        assert len(connection.sql(query).fetchall()) == 1


def test_the_rules_are_those_that_the_models_use(built):
    rules = {row["resolution_rule"] for row in csv.DictReader((paths.seeds_dir() / "resolution_rules.csv").open())}
    with duckdb.connect(built.workplace.build_file, read_only=True) as connection:
        used = connection.sql("select distinct resolution_rule from intermediate.int_figures_resolved").fetchall()
        spoken = [
            rule
            for model in ("changes", "part_sums", "rank_orders", "sources")
            for rule in connection.sql(f"select resolution_rule from intermediate.int_{model}_weighed").fetchall()
        ]
    assert {rule for (rule,) in used + spoken} == rules - {"correction"}
