"""Why a score moved and what a better one takes: PAPI recomputed in plain decimals from its raw tables."""

import csv
import math
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest

from orchestration import paths
from orchestration.reference import Reference, fold_name

D = Decimal
YEARS = range(2011, 2025)
# The scale of the total became another one: no change of it.
NO_CHANGE = {2011, 2018}
# Parts whose method is known to have changed, by the publisher's reports and the structure of the tables.
METHOD_CHANGES = {
    2016: "1 3 5 1.1 1.2 1.3 1.4 3.1 3.2 3.3 5.1 5.2 5.3 5.4",
    2019: "1 7 8 1.1 7.1 8.1 8.2 8.3",
    2020: "8 8.3",
    2021: "3 5 6 3.2 5.1 5.2 5.3 5.4 6.4",
    2022: "1 1.1",
}


@pytest.fixture(scope="module")
def tables():
    """Figures by year, unit and sub-dimension, of the units that have all of an edition's."""
    aliases = Reference(paths.seeds_dir()).aliases
    found = {}
    for year in YEARS:
        with (paths.REPOSITORY / "raw" / "papi" / f"{year}.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        found[year] = {
            aliases["63", fold_name(row.pop("Tỉnh/Thành phố"))]: {code: D(text) for code, text in row.items()}
            for row in rows
            if all(row.values())
        }
    return found


@pytest.fixture(scope="module")
def totals(tables):
    return {year: {unit: sum(parts.values()) for unit, parts in table.items()} for year, table in tables.items()}


def by_dimension(parts):
    sums = defaultdict(D)
    for code, value in parts.items():
        sums[code.split(".")[0]] += value
    return sums


def contributions(earlier, later):
    codes = earlier.keys() | later.keys()
    return {code: later.get(code, D(0)) - earlier.get(code, D(0)) for code in codes}


def test_every_change_is_split_as_the_raw_tables_say(release, tables, totals):
    expected = {}
    for year in set(YEARS) - NO_CHANGE:
        both = tables[year].keys() & tables[year - 1].keys()
        for level, parts_of in (("dimension", by_dimension), ("sub_dimension", dict)):
            split = {
                unit: contributions(parts_of(tables[year - 1][unit]), parts_of(tables[year][unit])) for unit in both
            }
            for code in next(iter(split.values())):
                mean = sum(parts[code] for parts in split.values()) / len(both)
                shift = mean.quantize(D("1e-10"), ROUND_HALF_UP)
                for unit, parts in split.items():
                    change = totals[year][unit] - totals[year - 1][unit]
                    expected[year, unit, level, code] = (parts[code], shift, parts[code] - shift, len(both), change)
    rows = release.sql(
        "select year, province_id, level, component_code, contribution, national_shift, own_shift, n_compared, "
        "total_change from marts.fct_change_decomposition where index_code = 'PAPI'"
    ).fetchall()
    published = {row[:4]: row[4:] for row in rows}
    assert len(published) == len(rows) > 20_000
    assert published.keys() == expected.keys()
    assert [(key, published[key], value) for key, value in expected.items() if published[key] != value] == []


def test_contributions_add_up_to_every_change_of_a_total_there_is(release, totals):
    added = release.sql(
        "select year, province_id, level, sum(contribution) from marts.fct_change_decomposition "
        "where index_code = 'PAPI' group by all"
    ).fetchall()
    changes = {
        (year, unit): totals[year][unit] - totals[year - 1][unit]
        for year in set(YEARS) - NO_CHANGE
        for unit in totals[year].keys() & totals[year - 1].keys()
    }
    # 63 + 63 + 61 + 61 + 63 + 63 to 2017, 61 + 63 + 60 + 60 + 59 + 59 since 2019.
    assert len(changes) == 736
    for level in ("dimension", "sub_dimension"):
        assert {row[:2]: row[3] for row in added if row[2] == level} == changes


def test_national_shifts_add_up_to_that_of_the_total(release):
    rows = release.sql(
        "with shifts as (select distinct index_code, year, level, component_code, national_shift "
        "from marts.fct_change_decomposition) select sum(shifts.national_shift), any_value(changes.mean) from shifts "
        "inner join (select index_code, year, sum(score_change) / count(score_change) as mean "
        "from marts.fct_score_change where component_code = 'total' group by all) as changes using (index_code, year) "
        "group by index_code, year, level"
    ).fetchall()
    assert len(rows) == 24
    assert max(abs(float(shifts) - mean) for shifts, mean in rows) < 1e-8


def decomposition(release, year, province_id, level):
    rows = release.execute(
        "select component_code, contribution, part_status, is_method_change, component_name_en, "
        "previous_component_name_en, break_note_vi from bi.change_decomposition "
        "where index_code = 'PAPI' and year = ? and province_id = ? and level = ?",
        [year, province_id, level],
    ).fetchall()
    return {row[0]: row[1:] for row in rows}


def test_hai_phong_2024_rose_in_participation_and_fell_in_public_services(release):
    # 42.70365 less 42.11431, by dimension from the two tables.
    parts = decomposition(release, 2024, "63-31", "dimension")
    assert {code: part[0] for code, part in parts.items()} == {
        "1": D("0.25197"), "2": D("0.22280"), "3": D("-0.02610"), "4": D("0.15712"),
        "5": D("0.15229"), "6": D("-0.40264"), "7": D("0.07746"), "8": D("0.15644"),
    }  # fmt: skip
    assert sum(part[0] for part in parts.values()) == D("0.58934")


def test_can_tho_2021_knows_the_dropped_part(release):
    parts = decomposition(release, 2021, "63-92", "sub_dimension")
    assert parts["5.2"] == (
        D("-1.88067"), "dropped", True, "Construction Permits", "Construction Permits", "Không còn được đo từ năm 2021",
    )  # fmt: skip
    assert parts["5.1"][:3] == (D("0.50068"), "same", True)
    # Without the three parts that were rescaled the dropped one would look like a fall.
    assert sum(parts[code][0] for code in ("5.1", "5.2", "5.3", "5.4")) == D("0.01236")
    assert parts["2.2"][:3] == (D("-0.56331"), "same", False)


def test_a_number_that_measures_another_subject_is_one_part_dropped_and_one_new(release, tables):
    part = decomposition(release, 2016, "63-31", "sub_dimension")["3.2"]
    new, old = tables[2016]["63-31"]["3.2"], tables[2015]["63-31"]["3.2"]
    assert part[:5] == (
        new - old, "replaced", True, "Responsiveness to Citizens' Appeals", "People's Inspection Boards",
    )  # fmt: skip
    assert decomposition(release, 2019, "63-31", "sub_dimension")["8.3"][:3] == (
        tables[2019]["63-31"]["8.3"], "new", True,
    )  # fmt: skip


def test_changes_of_method_are_marked(release):
    marked = release.sql(
        "select year, component_code, bool_and(is_method_change) = bool_or(is_method_change) "
        "from marts.fct_change_decomposition where is_method_change group by all"
    ).fetchall()
    assert all(is_same for _, _, is_same in marked)
    known = {(year, code) for year, codes in METHOD_CHANGES.items() for code in codes.split()}
    assert known <= {(year, code) for year, code, _ in marked}
    assert {2012, 2013, 2014, 2015, 2017} & {year for year, _, _ in marked} == set()


def test_an_index_known_in_part_has_no_split(release):
    """The eight fields of one province of PAR INDEX 2021 are known, of no neighbouring edition, and add up to 87.84."""
    assert release.sql("select count(*) from marts.fct_change_decomposition where index_code <> 'PAPI'").fetchone() == (
        0,
    )


def test_points_to_the_next_group_of_2023_lead_to_its_bound(release, totals):
    with (paths.seeds_dir() / "edition_score_groups.csv").open(encoding="utf-8") as file:
        groups = [row for row in csv.DictReader(file) if (row["index_code"], row["year"]) == ("PAPI", "2023")]
    assert [row["lower_bound"] for row in groups] == ["43.96", "42.39", "", ""]
    ranked = sorted(totals[2023], key=totals[2023].get, reverse=True)
    expected, start = {}, 0
    for better, group in zip([None, *groups], groups, strict=False):
        members = ranked[start : start + int(group["group_size"])]
        # No bound of the lower-middle group was reported: it begins at its lowest score.
        bound = None
        if better:
            bound = D(better["lower_bound"]) if better["lower_bound"] else totals[2023][ranked[start - 1]]
        for unit in members:
            expected[unit] = (
                group["group_code"],
                better and better["group_code"],
                bound and ("reported_bound" if better["lower_bound"] else "lowest_score"),
                bound and bound - totals[2023][unit],
            )
        start += len(members)
    rows = release.sql(
        "select province_id, group_code, next_group_code, bound_kind, points_to_next_group from marts.fct_group_gap "
        "where index_code = 'PAPI' and year = 2023"
    ).fetchall()
    assert {row[0]: row[1:] for row in rows} == expected
    assert expected["63-31"] == ("lower_middle", "upper_middle", "reported_bound", D("0.27569"))


def test_gaps_to_the_next_place_the_mean_and_the_best_of_the_region(release, totals):
    with (paths.seeds_dir() / "provinces.csv").open(encoding="utf-8") as file:
        regions = {row["province_id"]: row["region_code"] for row in csv.DictReader(file)}
    rows = release.sql(
        "select year, province_id, points_to_next_rank, gap_to_national_mean, gap_to_region_best "
        "from marts.fct_group_gap where index_code = 'PAPI'"
    ).fetchall()
    expected = {}
    for year, scores in totals.items():
        mean = (sum(scores.values()) / len(scores)).quantize(D("1e-5"), ROUND_HALF_UP)
        for unit, score in scores.items():
            above = [other for other in scores.values() if other > score]
            best = max(other for name, other in scores.items() if regions[name] == regions[unit])
            expected[year, unit] = (min(above) - score if above else None, score - mean, score - best)
    assert {row[:2]: row[2:] for row in rows} == expected


def test_what_is_not_known_of_par_is_told_and_not_guessed(release):
    columns = (
        "group_name_en, next_group_code, points_to_next_group, points_to_next_rank, next_rank_reason_en, "
        "gap_to_national_mean, gap_to_region_best, region_best_reason_vi"
    )
    (row,) = release.sql(
        f"select {columns} from bi.group_gap where index_code = 'PAR' and year = 2023 and province_id = '63-17'"
    ).fetchall()
    # Hòa Bình has 86.76; A begins at 90, and the mean that was reported is 86.98.
    assert row[:4] == ("Group B", "A", D("3.24"), None)
    assert row[4] == "The scores of all units of this edition are not held"
    assert row[5:7] == (D("-0.22"), None) and "Chưa biết điểm cao nhất vùng" in row[7]


def test_points_for_k_places_of_2024(release, totals):
    ordered = sorted(totals[2024].values(), reverse=True)
    assert len(set(ordered)) == len(ordered) == 61
    expected = {
        (unit, k): (ordered.index(score) + 1 - k, ordered[ordered.index(score) - k] - score)
        for unit, score in totals[2024].items()
        for k in range(1, 11)
        if ordered.index(score) >= k
    }
    rows = release.sql(
        "select province_id, places_up, target_rank, points_needed from marts.fct_place_gap "
        "where index_code = 'PAPI' and year = 2024"
    ).fetchall()
    assert {row[:2]: row[2:] for row in rows} == expected
    assert expected["63-31", 1] == (41, D("0.10953"))


def test_places_shared_by_several_are_reached_together(release):
    """In the pilot of SIPAS two had 84.94 and the fourth place: to be fifth takes their score, and makes fourth."""
    rows = release.sql(
        "select rank, places_up, target_rank, reached_rank, target_score from marts.fct_place_gap "
        "where index_code = 'SIPAS' and year = 2015 and reached_rank <> target_rank order by all"
    ).fetchall()
    assert {row[3:] for row in rows} == {(4, D("84.94"))} and {row[2] for row in rows} == {5}
    assert [(rank, k) for rank, k, *_ in rows] == [(6, 1), (7, 2), (8, 3), (9, 4), (10, 5)]


def test_headroom_of_every_sub_dimension_of_2024(release, tables):
    # Four parts of 2.5, three of 10/3 as the scale prints it.
    most = {"1": D("2.5"), "2": D("2.5"), "4": D("2.5"), "6": D("2.5")}
    columns = {code: [parts[code] for parts in tables[2024].values()] for code in next(iter(tables[2024].values()))}
    # By nearest rank: the 55th of 61, counted from the lowest.
    nine_in_ten = {code: sorted(scores)[math.ceil(len(scores) * 9 / 10) - 1] for code, scores in columns.items()}
    expected = {}
    for unit, parts in tables[2024].items():
        lost = {code: most.get(code[0], D("3.34")) - score for code, score in parts.items()}
        gaps = {code: score - nine_in_ten[code] for code, score in parts.items()}
        for code, score in parts.items():
            order = 1 + sum(other < gaps[code] for other in gaps.values())
            losses = 1 + sum(other > lost[code] for other in lost.values())
            best = score - max(columns[code])
            expected[unit, code] = (lost[code], best, gaps[code], order, losses, 28, 28, 28)
    rows = release.sql(
        "select province_id, component_code, points_lost, gap_to_best, gap_to_national_p90, headroom_order, "
        "points_lost_order, n_ordered, n_points_lost, n_parts "
        "from marts.fct_component_headroom where index_code = 'PAPI' and year = 2024"
    ).fetchall()
    assert {row[:2]: row[2:] for row in rows} == expected


def test_headroom_differs_between_provinces_as_the_maximum_does_not(release):
    def first(order):
        """By part, how many provinces have it among the first four."""
        return dict(
            release.execute(
                "select component_code, count(*) from bi.component_headroom "
                f"where index_code = 'PAPI' and year = 2024 and {order} <= 4 group by 1"
            ).fetchall()
        )

    # Three parts are those of every province, as 8.3, of which nobody has ever had a fifth.
    to_the_maximum, to_others = first("points_lost_order"), first("headroom_order")
    assert len(to_the_maximum) == 5 and to_the_maximum["8.3"] == to_the_maximum["8.1"] == 61
    assert len(to_others) > 15 and max(to_others.values()) < 40

    top = release.sql(
        "select component_code, gap_to_national_p90, gap_to_region_best, gap_to_peer_best, gap_to_best "
        "from bi.component_headroom where index_code = 'PAPI' and year = 2024 and province_id = '63-31' "
        "and headroom_order <= 3 order by headroom_order"
    ).fetchall()
    assert [row[0] for row in top] == ["1.4", "6.2", "4.1"]
    assert top[0][1:] == (D("-0.60882"), D("-0.74489"), D("-0.60882"), D("-0.78783"))


def test_headroom_to_region_and_peers_by_hand(release, tables):
    parts = tables[2024]
    region = [
        unit
        for (unit,) in release.sql(
            "select province_id from marts.dim_edition_unit where index_code = 'PAPI' and year = 2024 "
            "and region_code = 'R63-RRD'"
        ).fetchall()
        if unit in parts
    ]
    peers = [
        unit
        for (unit,) in release.sql(
            "select peer_province_id from marts.fct_peer where index_code = 'PAPI' and year = 2024 "
            "and province_id = '63-31' and peer_kind = 'profile'"
        ).fetchall()
    ]
    found = release.sql(
        "select component_code, gap_to_region_best, gap_to_peer_best from marts.fct_component_headroom "
        "where index_code = 'PAPI' and year = 2024 and province_id = '63-31'"
    ).fetchall()
    assert len(peers) == 5 and "63-31" in region and len(found) == 28
    for code, to_region, to_peers in found:
        own = parts["63-31"][code]
        assert to_region == own - max(parts[unit][code] for unit in region), code
        assert to_peers == own - max(parts[unit][code] for unit in peers), code
    # Of PAR INDEX not all fields of all are held: no measure by others, each with its reason; the losses stay in order.
    assert release.sql(
        "select count(headroom_order), count(gap_to_peer_best), max(n_ordered), count(points_lost_order) > 30, "
        "count(national_p90_reason_vi) = count(*), count(peer_best_reason_vi) = count(*) "
        "from bi.component_headroom where index_code = 'PAR'"
    ).fetchone() == (0, 0, 0, True, True, True)


def test_points_lost_in_fields_of_par(release):
    def headroom(year, province_id, columns):
        rows = release.execute(
            f"select component_code, {columns} from bi.component_headroom "
            "where index_code = 'PAR' and year = ? and province_id = ?",
            [year, province_id],
        ).fetchall()
        return {row[0]: row[1:] for row in rows}

    # Đắk Lắk 2017: the losses of seven of eight fields were reported.
    lost = headroom(2017, "63-66", "points_lost, points_lost_status, score, points_lost_order, n_points_lost, n_parts")
    assert lost["7"] == (D("7.14"), "reported", None, 1, 7, 8) and len(lost) == 7
    # Quảng Nam 2017: points and maxima of four.
    lost = headroom(
        2017, "63-49", "points_lost, points_lost_status, max_score, points_lost_order, n_points_lost, n_parts"
    )
    assert lost["5"] == (D("7.11"), "computed", D("16"), 1, 4, 8) and len(lost) == 4
    # Khánh Hòa 2024: shares of 13 points and of a maximum that is not known; points of the impact that are out of
    # another maximum than the field's.
    lost = headroom(2024, "63-56", "points_lost, percent_of_max, points_lost_order, points_lost_reason_en")
    assert lost["3"] == (D("0.1495"), D("98.85"), 3, None)
    assert lost["6"] == (None, D("89.5"), None, "The maximum of this part is not known")
    assert "8" not in lost
    # Hải Phòng 2020: four blocks of 60.5, 6, 10 and 23.5 points.
    lost = headroom(2020, "63-31", "points_lost, points_lost_order")
    assert lost == {
        "survey_leaders": (D("4.05"), 1), "socio_economic_impact": (D("3"), 2),
        "assessed_results": (D("1.79"), 3), "survey_sipas": (D("0.65"), 4),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["change_decomposition", "group_gap", "place_gap", "component_headroom"])
def test_a_view_has_one_row_per_row_of_its_table_and_a_name_for_everything(release, name):
    codes = "province_name_vi, province_name_en, region_name_vi, region_name_en, index_name_vi, index_name_en"
    parts = ", component_name_vi, component_name_en" if name in ("change_decomposition", "component_headroom") else ""
    assert (
        release.sql(f"select count(*) from bi.{name}").fetchone()
        == release.sql(f"select count(*) from marts.fct_{name}").fetchone()
    )
    unnamed = " or ".join(f"{column} is null" for column in (codes + parts).split(", "))
    assert release.sql(f"select count(*) from bi.{name} where {unnamed}").fetchone() == (0,)
