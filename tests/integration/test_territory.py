"""Units on any date, names of either boundary set, back-casts, shifts and runs, recomputed from raw files and seeds."""

import csv
import datetime
import statistics
from collections import defaultdict
from decimal import Decimal

import pytest

from orchestration import paths
from orchestration.ingest.official_table import Hints
from orchestration.reference import Reference, fold_name

D = Decimal
# First day of each status, and what there is on it: units, and cities among them.
COUNTS = [
    ("2008-08-01", 63, 5),
    ("2024-12-31", 63, 5),
    ("2025-01-01", 63, 6),
    ("2025-06-30", 63, 6),
    ("2025-07-01", 34, 6),
    ("2026-04-29", 34, 6),
    ("2026-04-30", 34, 7),
    ("2026-09-01", 34, 8),
    ("2026-09-19", 34, 8),
    ("2026-09-20", 34, 9),
]


def seed(name):
    with (paths.seeds_dir() / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def reference():
    return Reference(paths.seeds_dir())


@pytest.fixture(scope="module")
def papi(reference):
    """Scores of PAPI by year, component and province, sums included where all parts are there."""
    scores = {}
    for year in range(2011, 2025):
        with (paths.REPOSITORY / "raw" / "papi" / f"{year}.csv").open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.DictReader(handle):
                province = reference.aliases["63", fold_name(row.pop("Tỉnh/Thành phố"))]
                sums = defaultdict(list)
                for component, value in row.items():
                    score = D(value) if value else None
                    scores[year, component, province] = score
                    sums[component[0]].append(score)
                for dimension, parts in sums.items():
                    scores[year, dimension, province] = None if None in parts else sum(parts)
                dimensions = [scores[year, dimension, province] for dimension in sums]
                scores[year, "total", province] = None if None in dimensions else sum(dimensions)
    return scores


@pytest.mark.parametrize(("date", "n_units", "n_cities"), COUNTS)
def test_units_and_cities_on_a_date(date, n_units, n_cities, release):
    rows = release.sql(
        f"select province_id, unit_type, region_code from marts.dim_province "
        f"where date '{date}' between valid_from and coalesce(valid_to, date '9999-12-31')"
    ).fetchall()
    assert len(rows) == len({row[0] for row in rows}) == n_units
    assert sum(row[1] == "municipality" for row in rows) == n_cities
    boundary_set = "63" if n_units == 63 else "34"
    assert {row[0][:2] for row in rows} == {boundary_set}
    assert {row[2].split("-")[0] for row in rows} == {f"R{boundary_set}"} and len({row[2] for row in rows}) == 6


def test_every_day_since_2008_has_one_set_of_units(release):
    n_units = dict(
        release.sql(
            "select cast(day as date), count(province_id) from "
            "generate_series(date '2008-08-01', date '2026-12-31', interval 1 day) as days(day) "
            "left join marts.dim_province on day >= valid_from and day <= coalesce(valid_to, date '9999-12-31') "
            "group by day"
        ).fetchall()
    )
    assert len(n_units) == 6727
    assert {n for day, n in n_units.items() if day < datetime.date(2025, 7, 1)} == {63}
    assert {n for day, n in n_units.items() if day >= datetime.date(2025, 7, 1)} == {34}


def test_the_succession_joins_without_multiplying(release):
    n_rows, n_predecessors, n_successors, n_single, census = release.sql(
        "select count(*), count(distinct predecessor_id), count(distinct successor_id), "
        "count(*) filter (population_share = 1), sum(former.population_2019) "
        "from marts.bridge_province_succession inner join bi.province as former "
        "on predecessor_id = former.province_id inner join bi.province as later on successor_id = later.province_id"
    ).fetchone()
    assert (n_rows, n_predecessors, n_successors, n_single, census) == (63, 63, 34, 11, 96_208_984)


def test_a_name_means_the_unit_of_the_edition_s_boundaries(reference):
    assert reference.aliases["63", fold_name("Hải Phòng")] == "63-31"
    assert reference.aliases["34", fold_name("Hải Phòng")] == "34-31"
    names = {row["province_id"]: row["name_vi"] for row in seed("provinces")}
    gone = 0
    for row in seed("province_succession"):
        former, later = names[row["predecessor_id"]], names[row["successor_id"]]
        meant = reference.aliases.get(("34", fold_name(former)))
        if meant is None:
            gone += 1
            problem = Hints(reference).unknown_province("papi/2025.csv", 2, "Tỉnh", former, "34")
            assert problem.code == "former_unit" and f"part of {later} since 2025-07-01" in problem.text_en
        else:
            # A name that lives on is that of the unit which its bearer became.
            assert meant == row["successor_id"]
    assert gone == 29
    later_only = {
        row["alias"]
        for row in seed("province_aliases")
        if row["boundary_set"] == "34" and ("63", fold_name(row["alias"])) not in reference.aliases
    }
    assert "Thành phố Bắc Ninh" in later_only
    for name in later_only:
        problem = Hints(reference).unknown_province("papi/2024.csv", 2, "Tỉnh", name, "63")
        assert problem.code == "later_unit", name


def test_backcasts_are_weighted_means_of_all_members(release, papi):
    population = {
        row["province_id"]: int(row["population_2019"]) for row in seed("provinces") if row["population_2019"]
    }
    members = defaultdict(list)
    for row in seed("province_succession"):
        members[row["successor_id"]].append(row["predecessor_id"])
    rows = release.sql(
        "select year, component_code, province_id, score, population_share_covered, lowest_member_score, "
        "highest_member_score, missing_reason_en, rank, n_ranked from bi.backcast where index_code = 'PAPI'"
    ).fetchall()
    assert len(rows) == len({(year, component) for year, component, _ in papi}) * 34
    held = {row[:3]: row[3] for row in rows}
    for year, component, unit, score, covered, lowest, highest, reason, rank, n_ranked in rows:
        scores = {member: papi.get((year, component, member)) for member in members[unit]}
        known = {member: value for member, value in scores.items() if value is not None}
        assert (lowest, highest) == (min(known.values(), default=None), max(known.values(), default=None))
        share = D(sum(population[m] for m in known)) / sum(population[m] for m in scores)
        assert abs(covered - share) <= D("0.0000005")
        if len(known) < len(scores):
            assert score is None and rank is None and reason.startswith("No score of ")
        else:
            mean = sum(value * population[m] for m, value in known.items()) / sum(population[m] for m in known)
            assert abs(score - mean) <= D("0.000005") and reason is None
            others = [held[year, component, other] for other in members]
            assert n_ranked == sum(value is not None for value in others)
            assert rank == 1 + sum(value is not None and value > score for value in others)
    # Of the press, only what every member is known of: Hà Nội was not merged.
    press = release.sql(
        "select province_id, score, rank from bi.backcast where index_code = 'PAR' and year = 2024 "
        "and component_code = 'total' and score is not null order by province_id"
    ).fetchall()
    assert ("34-01", D("92.57000"), None) in press and all(rank is None for *_, rank in press)


def test_every_shift_of_one_sign_is_in_the_seed(release, papi):
    """The other way round too: a shift found here, by another road, is one that the table has."""
    found = set()
    for year, component in {(year, component) for year, component, _ in papi if year > 2011}:
        changes = [
            score - papi[year - 1, component, province]
            for (of_year, of_component, province), score in papi.items()
            if (of_year, of_component) == (year, component)
            and score is not None
            and papi.get((year - 1, component, province)) is not None
        ]
        share = max(sum(c > 0 for c in changes), sum(c < 0 for c in changes)) / D(len(changes)) if changes else 0
        if share > D("0.95"):
            found.add((year, component))
    told = release.sql("select year, component_code from marts.fct_component_shift where is_one_sign").fetchall()
    assert set(told) == found
    listed = {
        (int(row["year"]), row["component_code"]) for row in seed("component_breaks") if row["index_code"] == "PAPI"
    }
    assert found <= listed and len(found) == 24


def test_runs_are_the_longest_without_a_break(release, papi):
    breaks = {
        (row["component_code"], int(row["year"])): row["break_kind"]
        for row in seed("component_breaks")
        if row["index_code"] == "PAPI"
    }
    rows = release.sql(
        "select component_code, province_id, includes_soft_breaks, start_year, end_year, n_editions, trend_per_year "
        "from marts.fct_comparable_series where index_code = 'PAPI'"
    ).fetchall()
    keys = {(component, province) for (_, component, province), score in papi.items() if score is not None}
    assert {row[:2] for row in rows} == keys and len(rows) == 2 * len(keys)
    for component, province, admits_soft, start, end, n_editions, trend in rows:
        stops = ("hard",) if admits_soft else ("hard", "soft")
        runs, run = [], []
        for year in range(2011, 2025):
            if run and (papi.get((year, component, province)) is None or breaks.get((component, year)) in stops):
                runs.append(run)
                run = []
            if papi.get((year, component, province)) is not None:
                run = [*run, year]
        longest = max([*runs, run], key=lambda years: (len(years), years))
        assert (start, end, n_editions) == (longest[0], longest[-1], len(longest))
        if n_editions > 1:
            slope = statistics.linear_regression(longest, [float(papi[y, component, province]) for y in longest]).slope
            assert abs(float(trend) - slope) < 0.00001
        else:
            assert trend is None
