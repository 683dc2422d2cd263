"""What one run over all real figures publishes: the numbers that must come out, and the folder they lie in."""

import hashlib
import json
import stat
from decimal import Decimal

import duckdb
import pytest

from orchestration import paths

D = Decimal


def one(release, query, *parameters):
    rows = release.execute(query, parameters).fetchall()
    assert len(rows) == 1, rows
    return rows[0]


def scoreboard(release, year, province_id, columns):
    query = f"select {columns} from bi.scoreboard where index_code = 'PAPI' and year = ? and province_id = ?"
    return one(release, query, year, province_id)


def test_hai_phong_2023(release):
    columns = "round(score, 4), rank, n_ranked, round(score_change, 4), rank_change, group_code, rank_in_group"
    assert scoreboard(release, 2023, "63-31", columns) == (
        D("42.1143"), 32, 61, D("-1.4892"), -18, "lower_middle", 2,
    )  # fmt: skip
    assert scoreboard(release, 2022, "63-31", "group_code") == ("high",)
    assert scoreboard(release, 2023, "63-31", "group_change") == ("down",)


def test_can_tho_2021(release):
    columns = (
        "round(score, 4), rank, n_ranked, rank_change, break_kind, is_comparable, region_rank, region_n_ranked, "
        "unit_type_rank, unit_type_n_ranked, group_code"
    )
    assert scoreboard(release, 2021, "63-92", columns) == (
        D("41.2303"), 42, 60, -13, "soft", True, 8, 13, 4, 5, "lower_middle",
    )  # fmt: skip
    above = release.sql(
        "select component_name_en from bi.component_scores "
        "where index_code = 'PAPI' and year = 2021 and province_id = '63-92' and level = 'dimension' "
        "and score > national_mean"
    ).fetchall()
    assert above == [("Environmental Governance",)]


def test_every_view_by_edition_marks_pilots(release):
    views = [
        (view, columns)
        for view, columns in release.sql(
            "select table_name, list(column_name) from information_schema.columns where table_schema = 'bi' group by 1"
        ).fetchall()
        if {"index_code", "year"} <= set(columns)
    ]
    assert len(views) >= 9 and [view for view, columns in views if "is_pilot" not in columns] == []
    for view, _ in views:
        assert one(release, f"select bool_and(is_pilot = (index_code = 'SIPAS' and year = 2015)) from bi.{view}") == (
            True,
        ), view
    assert one(release, "select count(*) from bi.scoreboard where is_pilot") == (63,)


def test_nobody_is_first_of_one(release):
    assert one(release, "select count(*) from marts.fct_rank where n_ranked < 2") == (0,)
    # Of the pilot's ten provinces three are alone in their regions.
    assert release.sql(
        "select province_name_en, region_n_ranked, rank is not null from bi.scoreboard "
        "where index_code = 'SIPAS' and year = 2015 and score is not null and region_rank is null order by 1"
    ).fetchall() == [(name, None, True) for name in ("Ca Mau", "Dak Lak", "Lai Chau")]
    assert release.sql(
        "select distinct n, stddev, mean = max from marts.fct_edition_summary where n = 1"
    ).fetchall() == [(1, None, True)]
    assert one(
        release,
        "select count(*), count(gaps.gap_to_region_best), min(gaps.region_best_reason_en) "
        "from marts.fct_group_gap as gaps inner join marts.dim_edition_unit as units "
        "using (index_code, year, province_id) inner join marts.fct_edition_summary as summaries "
        "on gaps.index_code = summaries.index_code and gaps.year = summaries.year "
        "and summaries.scope_value = units.region_code and summaries.n = 1",
    ) == (3, 0, "No other unit of the region was scored")


def test_ranks_gained_are_plain_and_among_those_ranked_twice(release):
    def change(year, province_id):
        return one(
            release,
            "select rank_change, rank_change_same_units, n_ranked, previous_n_ranked from marts.fct_score_change "
            "where index_code = 'PAPI' and component_code = 'total' and year = ? and province_id = ?",
            year,
            province_id,
        )

    assert change(2022, "63-31") == (-1, 0, 61, 60)
    assert change(2021, "63-92") == (-13, -16, 60, 63)
    assert change(2019, "63-24") == (-1, 1, 63, 61)
    # Not ranked in 2022, ranked in 2023; the 61 of both years are not the same.
    assert change(2023, "63-24") == (None, None, 61, None)
    assert one(
        release,
        "select count(rank_change), count(rank_change_same_units), "
        "count(case when rank_change <> rank_change_same_units then 1 end), "
        "count(case when sign(rank_change) <> sign(rank_change_same_units) then 1 end) "
        "from marts.fct_score_change where index_code = 'PAPI' and component_code = 'total'",
    ) == (797, 797, 345, 39)
    # All 63 are ranked in every edition of PAR INDEX and SIPAS: few of their ranks are known, but none is new or gone.
    assert one(
        release,
        "select count(*) > 100, count(case when rank_change is distinct from rank_change_same_units then 1 end) "
        "from marts.fct_score_change where index_code <> 'PAPI' and component_code = 'total' "
        "and rank_change is not null",
    ) == (True, 0)


def test_thua_thien_hue_2023_is_first(release):
    assert scoreboard(release, 2023, "63-46", "round(score, 4), rank, province_name_vi") == (
        D("46.0415"), 1, "Thừa Thiên Huế",
    )  # fmt: skip


def test_a_total_is_missing_where_a_part_is_and_the_other_parts_are_kept(release):
    for province_id, missing in (("63-24", ["1", "2", "4", "5"]), ("63-27", ["2", "3", "4", "8"])):
        dimensions = dict(
            release.execute(
                "select component_code, score from bi.component_scores "
                "where index_code = 'PAPI' and year = 2022 and province_id = ? and level = 'dimension'",
                [province_id],
            ).fetchall()
        )
        assert sorted(code for code, score in dimensions.items() if score is None) == missing
        assert len(dimensions) == 8
        score, rank, reason = scoreboard(release, 2022, province_id, "score, rank, missing_reason_en")
        assert (score, rank) == (None, None) and reason


def test_the_thirteen_missing_totals_are_these_and_no_others(release):
    rows = release.sql(
        "select year, list(province_id order by province_id) from marts.fct_score "
        "where index_code = 'PAPI' and component_code = 'total' and score is null group by year order by year"
    ).fetchall()
    assert rows == [
        (2014, ["63-24", "63-87"]),
        (2018, ["63-22", "63-87"]),
        (2021, ["63-22", "63-24", "63-27"]),
        (2022, ["63-24", "63-27"]),
        (2023, ["63-22", "63-74"]),
        (2024, ["63-26", "63-82"]),
    ]


def test_no_total_is_compared_across_the_change_of_scale(release):
    n_rows, n_changes, kinds, comparable, reasons = one(
        release,
        "select count(*), count(score_change), list(distinct break_kind), bool_or(is_comparable), "
        "list(distinct not_comparable_reason) from marts.fct_score_change "
        "where index_code = 'PAPI' and year = 2018 and component_code = 'total'",
    )
    assert (n_rows, n_changes, kinds, comparable) == (63, 0, ["hard"], False)
    assert len(reasons) == 1 and "6-60" in reasons[0]


def test_soft_breaks_are_computed_and_flagged(release):
    rows = release.sql(
        "select year, break_kind from marts.dim_edition "
        "where index_code = 'PAPI' and break_kind <> 'none' order by year"
    )
    assert rows.fetchall() == [(2016, "soft"), (2018, "hard"), (2019, "soft"), (2020, "soft"), (2021, "soft")]
    n_changes, n_notes = one(
        release,
        "select count(score_change), count(break_note_vi) from marts.fct_score_change "
        "where index_code = 'PAPI' and year = 2016 and component_code = 'total'",
    )
    assert (n_changes, n_notes) == (63, 63)


def test_structure_of_the_editions(release):
    rows = release.sql(
        "select component_count, dimension_count, min(year), max(year), min(max_score), max(max_score) "
        "from marts.dim_edition where index_code = 'PAPI' group by all order by 3, 1"
    ).fetchall()
    assert rows == [
        (22, 6, 2011, 2017, D(60), D(60)),
        (28, 8, 2018, 2024, D(80), D(80)),
        (29, 8, 2019, 2020, D(80), D(80)),
    ]


def test_every_papi_edition_is_complete_and_of_the_others_only_the_pilot(release):
    rows = release.sql(
        "select index_code, count(*), list(year order by year) filter (is_complete) from marts.fct_coverage "
        "group by index_code order by index_code"
    ).fetchall()
    assert rows == [("PAPI", 14, list(range(2011, 2025))), ("PAR", 13, None), ("SIPAS", 9, [2015])]


def test_reported_means_are_reproduced(release):
    means = dict(
        release.sql(
            "select year, round(mean, 2) from marts.fct_edition_summary "
            "where index_code = 'PAPI' and component_code = 'total' and scope = 'national' "
            "and year in (2019, 2022)"
        ).fetchall()
    )
    # As the press reported them: 43.61 (cut off) and 42.34.
    assert means == {2019: D("43.62"), 2022: D("42.34")}


def test_the_five_cities_of_par_2023_are_ranked_although_the_country_is_not(release):
    rows = release.sql(
        "select scores.province_id, round(score, 2), rank, n_ranked, rank_status from marts.fct_score as scores "
        "inner join marts.fct_rank as ranks using (index_code, year, province_id, component_code) "
        "where index_code = 'PAR' and year = 2023 and component_code = 'total' and scope = 'unit_type' order by rank"
    ).fetchall()
    assert rows == [
        ("63-31", D("91.87"), 1, 5, "computed"),
        ("63-01", D("91.43"), 2, 5, "computed"),
        ("63-48", D("88.68"), 3, 5, "computed"),
        ("63-79", D("86.97"), 4, 5, "computed"),
        ("63-92", D("86.15"), 5, 5, "computed"),
    ]
    statuses = release.sql(
        "select distinct rank_status from marts.fct_rank where index_code = 'PAR' and scope = 'national'"
    ).fetchall()
    assert statuses == [("reported",)]


def test_values_that_agree_are_one_figure_and_all_that_were_stated_are_kept(release):
    columns = "round(score, 2), n_sources, is_conflicted, missing_reason_en"
    query = f"select {columns} from marts.fct_score where index_code = ? and year = ? and province_id = ?"
    query += " and component_code = 'total'"
    assert one(release, query, "PAR", 2024, "63-31") == (D("96.17"), 3, False, None)
    assert one(release, query, "PAR", 2014, "63-31") == (None, 0, False, "No source of this figure has been found")
    # 87.12 and 87.14 of Đà Nẵng 2012 cannot both be right: the document of the better tier decides.
    assert one(release, query, "PAR", 2012, "63-48") == (D("87.14"), 1, True, None)
    stated = release.sql(
        "select value_text, is_chosen, resolution_rule from marts.fct_observation where index_code = 'PAR' "
        "and year = 2012 and province_id = '63-48' and component_code = 'total' and measure = 'score'"
    ).fetchall()
    assert set(stated) == {("87.12", False, "better_tier"), ("87.14", True, "better_tier")}


def test_press_figures_that_contradict_a_full_table_are_kept_and_never_published(release):
    rows = release.sql(
        "select province_id, value_text, is_chosen, resolution_rule from marts.fct_observation "
        "where index_code = 'PAPI' and year = 2018 and measure = 'score' and component_code = 'total' "
        "and province_id = '63-83'"
    ).fetchall()
    assert rows and all(row[2:] == (False, "official_table") for row in rows)
    assert scoreboard(release, 2018, "63-83", "score_status, source_id")[1] == "papi_table_2018"


def test_sipas_levels_do_not_compare_with_2021_but_places_do(release):
    n_changes, n_places, kinds = one(
        release,
        "select count(score_change), count(rank_change), list(distinct break_kind) from marts.fct_score_change "
        "where index_code = 'SIPAS' and year = 2022 and component_code = 'total'",
    )
    assert n_changes == 0 and n_places > 5 and kinds == ["hard"]
    assert one(
        release, "select count(*) from marts.fct_score_change where index_code = 'SIPAS' and previous_year = 2015"
    ) == (0,)


def test_reported_means_stand_where_none_can_be_computed(release):
    columns = "round(mean, 2), n, median, stddev, summary_status"
    query = f"select {columns} from marts.fct_edition_summary where index_code = ? and year = ? and scope_value = ?"
    query += " and component_code = 'total'"
    assert one(release, query, "SIPAS", 2021, "all") == (D("87.16"), 63, D("87.02"), None, "reported")
    assert one(release, query, "PAR", 2024, "R63-RRD")[:2] == (D("90.17"), 11)
    # 87.72 was reported too.
    assert one(release, query, "PAR", 2023, "R63-NCC")[:2] == (D("86.82"), 14)


def test_par_groups_follow_the_thresholds_of_the_edition(release):
    rows = release.sql(
        "select distinct year, group_code, group_size, group_status from marts.fct_score_group "
        "where index_code = 'PAR' order by year, group_code"
    ).fetchall()
    assert {year for year, *_ in rows} == {2015, 2018, 2020, 2021, 2022, 2023, 2024}
    assert (2023, "A", 7, "reported") in rows and (2023, "B", None, "reported") in rows
    wrong = release.sql(
        "select scores.score, group_code from marts.fct_score_group inner join marts.fct_score as scores "
        "using (index_code, year, province_id) where index_code = 'PAR' and year >= 2020 "
        "and component_code = 'total' and score is not null and group_code <> "
        "case when score >= 90 then 'A' when score >= 80 then 'B' when score >= 70 then 'C' else 'D' end"
    ).fetchall()
    assert wrong == []


def test_a_place_falls_into_a_group_where_the_scores_around_it_leave_one(release):
    """PAR INDEX 2023: seven are of group A and the lowest score is 81.32: every place from 8 on is of group B."""
    rows = release.sql(
        "select rank, group_code, group_status, rank_in_group from marts.fct_rank "
        "left join marts.fct_score_group using (index_code, year, province_id) "
        "where index_code = 'PAR' and year = 2023 and component_code = 'total' and scope = 'national'"
    ).fetchall()
    assert len(rows) > 30
    assert {(rank, "A" if rank <= 7 else "B") for rank, *_ in rows} == {(rank, code) for rank, code, *_ in rows}
    assert {status for *_, status, _ in rows} == {"reported", "deduced"}
    assert [row for row in rows if row[3] != row[0] - (0 if row[0] <= 7 else 7)] == []


def test_dimensions_have_groups_beside_the_totals(release):
    rows = release.sql(
        "select component_code, rank, group_code, group_name_en, group_status from bi.component_scores "
        "where index_code = 'PAPI' and year = 2023 and province_id = '63-31' and group_code is not null order by all"
    ).fetchall()
    assert [code for code, *_ in rows] == ["1", "2", "3", "4", "5", "6", "7", "8", "total"]
    of_quartiles = {code: (rank - 1) * 4 // 60 for code, rank, *_ in rows[:-1]}
    names = ["high", "upper_middle", "lower_middle", "low"]
    for code, rank, group, _, status in rows[:-1]:
        # The last of a quarter shares the percentile with the first of the next.
        is_last = (rank - 1) * 4 % 60 == 0 and rank > 1
        assert (group, status) == (names[of_quartiles[code] - is_last], "computed")
    assert rows[-1][2:] == ("lower_middle", "Lower-middle quartile", "reported")


def test_sizes_and_bounds_of_groups_name_their_document_or_say_that_it_is_not_known(release):
    rows = release.sql(
        "select index_code, year, group_code, bound_source_id, bound_source_note_en, size_source_id, "
        "size_source_note_en, lower_bound is not null, reported_group_size is not null from marts.dim_edition_group"
    ).fetchall()
    for *_, bound_source, bound_note, size_source, size_note, has_bound, has_size in rows:
        assert (bound_source is not None) + (bound_note == "Source not recorded") == has_bound
        assert (size_source is not None) + (size_note == "Source not recorded") == has_size
    assert ("PAR", 2023, "A", *["en_doanhnghiephoinhap_vn_7c3333", None] * 2, True, True) in rows


def test_a_release_says_which_seeds_it_is_made_of_and_what_is_switched_off(built):
    summary = json.loads((built.workplace.current / "release.json").read_text(encoding="utf-8"))
    seeds = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths.seeds_dir().glob("*.csv")}
    assert summary["seeds"] == seeds
    assert {"swapped_rows", "coarse_row", "last_digits"} <= {row["what"] for row in summary["exceptions"]}
    assert "last_digits (all other indices): no full table of another index to measure" in built.output
    assert "coverage (PAR 2022, 63-70): rank 29 is that of" in " ".join(built.output.split())
    page = (built.workplace.current / "site" / "en" / "quality.html").read_text(encoding="utf-8")
    assert "Checks that are switched off" in page and "<code>last_digits</code>, other indices" in page


def test_coverage_names_what_is_missing(release, built):
    missing = one(release, "select missing_units from marts.fct_coverage where index_code = 'PAR' and year = 2023")[
        0
    ].split(", ")
    assert len(missing) == 63 - 31 and "Hải Phòng" not in missing and "Bình Dương" in missing
    for expected in ("PAR INDEX 2023", "SIPAS 2015 (pilot)", "and 30 more", "PAR INDEX 2024, 17 of 63 scores held"):
        assert expected in built.output


def test_units_and_population(release):
    rows = release.sql("select boundary_set, count(*), sum(population_2019) from bi.province group by 1 order by 1")
    assert rows.fetchall() == [("34", 34, 96_208_984), ("63", 63, 96_208_984)]


def test_every_score_leads_to_its_file_and_line(release, built):
    file, line, score = one(
        release,
        "select string_split(locator, ':')[1], string_split(locator, ':')[2], score from marts.fct_score "
        "where index_code = 'PAPI' and year = 2023 and province_id = '63-31' and component_code = '1.1'",
    )
    published = (built.workplace.raw / file).read_text().splitlines()[int(line) - 1]
    assert published.startswith("Hải Phòng,") and f",{score}," in published
    assert one(release, "select count(*) from marts.fct_score where score is not null and source_id is null") == (0,)


def test_the_folder_is_a_release(built):
    current = built.workplace.current
    assert current.is_symlink() and not current.readlink().is_absolute()
    assert current.readlink().parts[0] == "releases"
    assert stat.S_IMODE((current / "governance.duckdb").stat().st_mode) == 0o444
    summary = json.loads((current / "release.json").read_text())
    assert summary["release_id"] == current.readlink().name
    assert len(summary["inputs"]) == 56
    assert summary["checks"]["great_expectations"] > 60 and summary["checks"]["dbt_tests"] > 140
    for line in (current / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((current / name).read_bytes()).hexdigest() == digest
    assert not list(current.parent.glob("releases/*.tmp"))
    assert not list(current.resolve().glob("*.wal"))


def test_the_file_holds_marts_and_views_only_and_explains_them(release):
    schemas = release.sql("select distinct table_schema from information_schema.tables order by 1").fetchall()
    assert schemas == [("bi",), ("marts",)]
    assert one(release, "select current_database()") == ("governance",)
    uncommented = release.sql(
        "select table_name, column_name from duckdb_columns() where not internal and schema_name in ('marts', 'bi') "
        "and comment is null"
    ).fetchall()
    assert uncommented == []
    assert one(release, "select comment from duckdb_tables() where table_name = 'fct_rank'")[0].startswith(
        "One row per"
    )


def test_the_file_cannot_be_written(built):
    with (
        duckdb.connect(built.workplace.current / "governance.duckdb", read_only=True) as connection,
        pytest.raises(duckdb.Error, match="read-only"),
    ):
        connection.sql("delete from marts.fct_score")


def test_the_release_table_names_the_release(release, built):
    summary = json.loads((built.workplace.current / "release.json").read_text())
    row = one(release, "select release_id, git_commit, raw_sha256 from marts.release")
    assert row == (summary["release_id"], summary["git_commit"], summary["raw_sha256"])


def test_quality_pages_need_no_network_and_name_no_folder_of_this_machine(built):
    pages = list((built.workplace.current / "data_docs").rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        text = page.read_text()
        assert not [tag for tag in ('<script src="http', '<link rel="stylesheet" href="http') if tag in text]
        assert 'src="http' not in text and str(built.workplace.data) not in text, page


def test_what_the_run_prints(built):
    for expected in ("Published release", "PAPI 2024, 61 provinces ranked", "Best", "Worst", "Risers", "Fallers"):
        assert expected in built.output
    assert "Quảng Ninh" in built.output and "47.8212" in built.output
    # Third of the risers by the plain difference, second among those ranked in both editions.
    assert "Cà Mau 44.5216 +4.4162 +38 +39" in " ".join(built.output.split())
    assert built.output.count("governance.duckdb") == 3
    assert "Next:" in built.output
