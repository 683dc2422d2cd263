"""What arrives with rows and files alone: a full table where the press spoke before, a fourth index, new boundaries.

All figures here are made; they lie in a temporary folder and never in raw/.
"""

import csv
import itertools
import random
import shutil
from dataclasses import replace
from decimal import Decimal

import duckdb
import pytest

from orchestration import paths
from orchestration.ingest import manifest
from orchestration.reference import Reference
from tests.integration import made_edition

D = Decimal
# The name says that these are no figures of anybody.
INDEX, FOLDER = "MADE", "made_index"
YEARS = (2023, 2024)


def provinces():
    rows = csv.DictReader((paths.seeds_dir() / "provinces.csv").open(encoding="utf-8"))
    return {row["province_id"]: row["name_vi"] for row in rows if row["boundary_set"] == "63"}


def append(path, rows):
    with path.open("a", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)


def add_index(seeds):
    """The seed rows that raw/README.md says a further index needs."""
    append(
        seeds / "indices.csv",
        [[INDEX, FOLDER, "Chỉ số thử", "Made index", "Không ai", "Nobody", "points", "quartile", "Made", "", "", "", ""]],
    )
    append(seeds / "editions.csv", [[INDEX, y, "63", f"{y}-12-31", 63, 63, "false", "true"] for y in YEARS])
    append(
        seeds / "components.csv",
        [
            [INDEX, "total", "", "total", 2023, "", "Tổng điểm", "Total", 0, 20, "sum_of_parts"],
            [INDEX, "1", "total", "dimension", 2023, "", "Phần một", "Part one", 0, 10, "as_published"],
            [INDEX, "2", "total", "dimension", 2023, "", "Phần hai", "Part two", 0, 10, "as_published"],
        ],
    )
    append(
        seeds / "layouts.csv",
        [
            [INDEX, 2023, "", "Tỉnh", "province", "true"],
            [INDEX, 2023, "", "1", "1", "true"],
            [INDEX, 2023, "", "2", "2", "true"],
        ],
    )
    append(
        seeds / "score_groups.csv",
        [[INDEX, "top", 1, "Nửa trên", "Upper half"], [INDEX, "bottom", 2, "Nửa dưới", "Lower half"]],
    )


def made_editions(generator):
    """Scores of two parts in hundredths; the second edition is the first and what a year brings."""
    first = {p: (generator.randrange(100, 901), generator.randrange(100, 901)) for p in provinces()}
    later = {p: tuple(min(max(part + round(generator.gauss(0, 80)), 0), 1000) for part in parts)
             for p, parts in first.items()}  # fmt: skip
    return dict(zip(YEARS, (first, later), strict=True))


def par_scores(generator):
    """A full table of PAR INDEX 2024 as what the press reports of it allows, in hundredths: its scores and places hold,
    but for one score. Between them the others are made."""
    with (paths.REPOSITORY / "raw/press/par_index/2024.csv").open(encoding="utf-8") as handle:
        reports = list(csv.DictReader(handle))
    ids = {name: p for p, name in provinces().items()}
    place = {ids[row["province"]]: int(row["rank"]) for row in reports}
    at_place = {int(row["rank"]): round(100 * float(row["score"])) for row in reports if row["score"]}
    at_place |= {1: 9517, 63: 7950}
    known = sorted(at_place)
    for before, after in itertools.pairwise(known):
        low, high, n = at_place[after], at_place[before], after - before - 1
        between = sorted((generator.randint(low, high) for _ in range(n)), reverse=True)
        at_place |= dict(zip(range(before + 1, after), between, strict=True))
    others, free = [p for p in provinces() if p not in place], sorted(set(range(1, 64)) - set(place.values()))
    generator.shuffle(others)
    place |= dict(zip(others, free, strict=True))
    return {p: at_place[place[p]] for p in provinces()}


def write_tables(raw, seeds):
    """Two editions of the made index, and a full PAR INDEX table of 2024 of which the press contradicts one score."""
    generator = random.Random(20261122)
    made = made_editions(generator)
    (raw / FOLDER).mkdir()
    (raw / "par_index").mkdir()
    for year in YEARS:
        lines = [f"{name};{one / 100};{two / 100}".replace(".", ",") for (one, two), name in
                 zip(made[year].values(), provinces().values(), strict=True)]  # fmt: skip
        (raw / FOLDER / f"{year}.csv").write_text("Tỉnh;1;2\n" + "\n".join(lines) + "\n", encoding="utf-16")
    par = par_scores(generator)
    scores = list(par.values())
    ordered = sorted(scores, reverse=True)
    lines = [f"{i},{name},{par[p] / 100:.2f},{ordered.index(par[p]) + 1}"
             for i, (p, name) in enumerate(provinces().items(), 1)]  # fmt: skip
    table = "STT,Tỉnh/Thành phố,PAR INDEX,Xếp hạng\n" + "\n".join(lines) + "\n,Cả nước,83.50,\n"
    (raw / "par_index" / "2024.csv").write_text(table, encoding="utf-8-sig")
    later = made_edition.write(raw, seeds)
    reference = Reference(seeds)
    paths_made = (*(f"{FOLDER}/{year}.csv" for year in YEARS), "par_index/2024.csv", f"papi/{made_edition.YEAR}.csv")
    for path in paths_made:
        manifest.register(raw, path, made_edition.PUBLISHER, "2026-11-22", reference)
    return made, {p: D(score) / 100 for p, score in par.items()}, later


def make_build_file_of_an_earlier_version(current, target):
    """With other columns in what is loaded and in a seed: a run on it takes the new ones, or it cannot publish."""
    target.parent.mkdir(parents=True)
    shutil.copy(current, target)
    with duckdb.connect(target) as connection:
        connection.execute("drop table raw.official_cells cascade")
        connection.execute("create table raw.official_cells (index_code varchar, year integer, value_text varchar)")
        connection.execute("insert into raw.official_cells values ('PAPI', 2024, '1.5')")
        connection.execute("alter table reference.layouts rename column role to what")


@pytest.fixture(scope="module")
def with_new_data(built, tmp_path_factory):
    folder = tmp_path_factory.mktemp("new_data")
    shutil.copytree(built.workplace.raw, folder / "raw")
    shutil.copytree(built.workplace.dbt, folder / "dbt", ignore=shutil.ignore_patterns("target", "logs"))
    add_index(folder / "dbt" / "seeds")
    made, par, later = write_tables(folder / "raw", folder / "dbt" / "seeds")
    workplace = replace(built.workplace, data=folder / "data", raw=folder / "raw", dbt=folder / "dbt")
    make_build_file_of_an_earlier_version(built.workplace.build_file, workplace.build_file)
    finished = workplace.run()
    assert finished.returncode == 0, finished.stdout + finished.stderr
    with duckdb.connect(workplace.current / "governance.duckdb", read_only=True) as connection:
        yield connection, made, par, later, finished.stdout


def test_a_full_table_outranks_the_press(with_new_data, release):
    connection, _, par, *_ = with_new_data
    rows = connection.sql(
        "select province_id, score, source_id, rank, n_ranked, rank_status from marts.fct_score as scores "
        "inner join marts.fct_rank as ranks using (index_code, year, province_id, component_code) "
        "where index_code = 'PAR' and year = 2024 and component_code = 'total' and scope = 'national'"
    ).fetchall()
    assert {row[0]: row[1] for row in rows} == par
    assert {row[2:3] + row[4:] for row in rows} == {("par_table_2024", 63, "reported")}
    ordered = sorted(par.values(), reverse=True)
    assert all(rank == ordered.index(score) + 1 for _, score, _, rank, *_ in rows)
    # What the press said of Hải Phòng is kept beside it, contradicted.
    conflicted, stated = connection.sql(
        "select scores.is_conflicted, list(distinct value_text) from marts.fct_score as scores "
        "inner join marts.fct_observation as stated using (index_code, year, province_id, component_code) "
        "where index_code = 'PAR' and year = 2024 and province_id = '63-31' and component_code = 'total' "
        "and measure = 'score' group by all"
    ).fetchone()
    assert conflicted and "96.17" in stated and str(par["63-31"]) in stated
    n, status = connection.sql(
        "select n, summary_status from marts.fct_edition_summary where index_code = 'PAR' and year = 2024 "
        "and component_code = 'total' and scope = 'national'"
    ).fetchone()
    assert (n, status) == (63, "computed")
    assert connection.sql(
        "select is_complete from marts.fct_coverage where index_code = 'PAR' and year = 2024"
    ).fetchone() == (True,)
    # Other editions stay as they were.
    query = "select * from marts.fct_score where index_code = 'PAR' and year < 2023 order by all"
    assert connection.sql(query).fetchall() == release.sql(query).fetchall()


def test_groups_of_the_full_table_follow_its_thresholds(with_new_data):
    connection, _, par, *_ = with_new_data
    groups = dict(
        connection.sql(
            "select province_id, group_code from marts.fct_score_group where index_code = 'PAR' and year = 2024"
        ).fetchall()
    )
    bounds = ((90, "A"), (80, "B"), (70, "C"), (0, "D"))
    assert groups == {p: next(code for bound, code in bounds if score >= bound) for p, score in par.items()}


def test_a_fourth_index_appears_in_marts_views_checks_and_groups(with_new_data):
    connection, made, _, _, output = with_new_data
    scores = {
        (year, province): score
        for year, province, score in connection.sql(
            f"select year, province_id, score from marts.fct_score "
            f"where index_code = '{INDEX}' and component_code = 'total'"
        ).fetchall()
    }
    assert scores == {(y, p): D(one + two) / 100 for y, table in made.items() for p, (one, two) in table.items()}
    n_ranks, n_changes, n_groups, n_dimensions = (
        connection.sql(f"select count(*) from {table} where index_code = '{INDEX}'").fetchone()[0]
        for table in (
            "marts.fct_rank",
            "(from marts.fct_score_change where score_change is not null and rank_change is not null)",
            "marts.fct_score_group",
            "(from bi.component_scores where level = 'dimension')",
        )
    )
    assert (n_ranks, n_changes, n_groups, n_dimensions) == (63 * 3 * 3 * 2, 63 * 3, 63 * 2, 63 * 2 * 2)
    names = connection.sql(
        f"select distinct index_name_en, source_title from bi.scoreboard where index_code = '{INDEX}' and year = 2024"
    ).fetchall()
    assert names == [("Made index", "Made index, 2024: full table by province")]
    assert f"Loading {FOLDER}" in output and "Made 2024, 63 provinces ranked" in output
    assert connection.sql(
        f"select count(*) from marts.fct_coverage where index_code = '{INDEX}' and is_complete"
    ).fetchone() == (2,)


def test_an_edition_on_the_34_units_needs_a_row_and_a_file(with_new_data, release):
    """Names mean the units of the edition's boundaries: Hải Phòng is 34-31 here, and 63-31 the year before."""
    connection, _, _, later, output = with_new_data
    scores = {
        (province, component): score
        for province, component, score in connection.sql(
            f"select province_id, component_code, score from bi.component_scores "
            f"where index_code = 'PAPI' and year = {made_edition.YEAR} and level = 'sub_dimension'"
        ).fetchall()
    }
    assert scores == later and len({province for province, _ in scores}) == 34
    ranks = connection.sql(
        f"select province_id, score, rank, n_ranked, region_code, unit_type from bi.scoreboard "
        f"where index_code = 'PAPI' and year = {made_edition.YEAR}"
    ).fetchall()
    totals = {province: sum(v for (p, _), v in later.items() if p == province) for province, _ in later}
    assert {row[0]: row[1] for row in ranks} == totals
    assert all(n == 34 and rank == 1 + sum(v > totals[p] for v in totals.values()) for p, _, rank, n, *_ in ranks)
    assert {row[4][:3] for row in ranks} == {"R34"}
    assert sum(row[5] == "municipality" for row in ranks) == 6
    assert "Loading papi" in output and f"PAPI {made_edition.YEAR}, 34 provinces ranked" in output
    # Earlier editions stay as they were.
    query = "select * from bi.scoreboard where index_code = 'PAPI' and year < 2025 order by all"
    assert connection.sql(query).fetchall() == release.sql(query).fetchall()


def test_only_units_that_were_not_merged_have_a_change_across_boundaries(with_new_data):
    connection, _, _, later, _ = with_new_data
    changes = connection.sql(
        "select province_id, previous_province_id, component_code, score_change, rank_change, "
        "not_comparable_reason, not_comparable_reason_vi, rank_not_comparable_reason_en "
        f"from marts.fct_score_change where index_code = 'PAPI' and year = {made_edition.YEAR}"
    ).fetchall()
    former = dict(connection.sql(
        "select successor_id, min(predecessor_id) from marts.bridge_province_succession "
        "group by successor_id having count(*) = 1"
    ).fetchall())  # fmt: skip
    assert len(former) == 11
    before = {(p, c): s for p, c, s in connection.sql(
        "select province_id, component_code, score from marts.fct_score where index_code = 'PAPI' and year = 2024"
    ).fetchall()}  # fmt: skip
    assert len(changes) == 34 * (1 + 8 + 28)
    for unit, previous, component, change, rank_change, why_en, why_vi, why_rank in changes:
        assert rank_change is None and "places do not compare" in why_rank
        assert previous == former.get(unit)
        if unit not in former:
            assert change is None
            assert why_en.startswith("Formed on 2025-07-01 from ") and why_vi.startswith(
                "Đơn vị được thành lập ngày 01/07/2025"
            )
        elif (unit, component) in later:
            assert change == later[unit, component] - before[previous, component]
    hai_phong = next(row for row in changes if row[0] == "34-31" and row[2] == "total")
    assert "Hải Dương, Hải Phòng" in hai_phong[6] and "Hai Duong, Hai Phong" in hai_phong[5]
    moved = connection.sql(
        f"select count(group_change), count(*) from marts.fct_score_group "
        f"where index_code = 'PAPI' and year = {made_edition.YEAR}"
    ).fetchone()
    assert moved == (11, 34)


def test_series_go_on_under_the_new_code_and_backcasts_stay_before_it(with_new_data):
    connection = with_new_data[0]
    runs = dict(connection.sql(
        "select province_id, end_year - start_year + 1 from marts.fct_comparable_series "
        "where index_code = 'PAPI' and component_code = 'total' and includes_soft_breaks and end_year = 2025"
    ).fetchall())  # fmt: skip
    # From the hard break of 2018 on; Quảng Ninh has gaps until 2023, and a merged unit begins in 2025.
    assert runs["34-01"] == 8 and runs["34-08"] == 1
    assert "63-01" not in runs
    years = connection.sql(
        "select max(year), count(distinct province_id) from marts.fct_backcast_score where index_code = 'PAPI'"
    ).fetchone()
    assert years == (2024, 34)


def test_a_change_is_split_also_across_boundaries_and_for_an_index_with_dimensions_alone(with_new_data):
    connection = with_new_data[0]
    splits = connection.execute(
        "select index_code, level, count(distinct splits.province_id), "
        "count(distinct case when province_id <> previous_province_id then province_id end), "
        "count(*) filter (added <> total_change) from (select index_code, year, level, province_id, "
        "previous_province_id, total_change, sum(contribution) as added from marts.fct_change_decomposition "
        "where index_code = ? or (index_code = 'PAPI' and year = ?) group by all) as splits group by all order by all",
        [INDEX, made_edition.YEAR],
    ).fetchall()
    # The units that were not merged are those with a change; the made index has no sub-dimensions.
    (n_unchanged,) = connection.execute(
        "select count(score_change) from marts.fct_score_change "
        "where component_code = 'total' and index_code = 'PAPI' and year = ?",
        [made_edition.YEAR],
    ).fetchone()
    assert splits == [
        (INDEX, "dimension", 63, 0, 0),
        ("PAPI", "dimension", n_unchanged, n_unchanged, 0),
        ("PAPI", "sub_dimension", n_unchanged, n_unchanged, 0),
    ]
