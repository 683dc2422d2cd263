"""Corruptions of single rows of what press and portals reported, and of the list of sources."""

from tests.mutation.editing import D, at, column_of, exchange, papi, row_of
from tests.mutation.harness import World, corruption
from tests.mutation.of_reports import PAR, PROVINCE, RANK, SCORE, SIPAS, SOURCE, URL, of

CHANGES, SUMMARIES = "press/reported_changes.csv", "press/summaries.csv"
PARTS, SATISFACTION = "press/par_components.csv", "press/sipas_components.csv"
SOURCES = "sources.csv"
# source_id, publisher, title, kind, trust_tier, published_on, url, copy_of
KIND, TIER, PUBLISHED, COPY_OF = 3, 4, 5, 7
N_RANKED = 5


def change(world: World, path: str, start: list[str], **values: str) -> None:
    """Changes the rows whose first cells are these."""
    with world.table(path) as rows:
        found = [row for row in rows[1:] if row[: len(start)] == start]
        assert found, start
        for row in found:
            for heading, value in values.items():
                row[rows[0].index(heading)] = value


# Distances of sums, and full tables that a few documents contradict.


@corruption("sum_distance")
def a_dimension_doubled(world: World) -> None:
    with world.table(papi(2024)) as rows:
        row = row_of(rows, "Hải Phòng")
        for code in ("8.1", "8.2", "8.3"):
            i = column_of(rows, code)
            row[i] = at(min(2 * D(row[i]), D("3.34")))


@corruption("sum_change")
def all_parts_of_a_dimension_up_by_a_half(world: World) -> None:
    with world.table(papi(2023)) as rows:
        row = row_of(rows, "Hải Dương")
        for code in ("7.1", "7.2", "7.3"):
            i = column_of(rows, code)
            row[i] = at(D(row[i]) * D("1.5"))


@corruption(None, "each part, their sums and its change stay within what provinces show from one year to the next")
def a_whole_row_up_by_a_sixth(world: World) -> None:
    with world.table(papi(2022)) as rows:
        row = row_of(rows, "Kon Tum")
        row[1:] = [at(D(cell) * D("1.15")) for cell in row[1:]]


@corruption("contradicted_figure")
def rows_exchanged_that_four_documents_contradict(world: World) -> None:
    with world.table(papi(2020)) as rows:
        exchange(rows, "Quảng Ninh", "Cần Thơ")


@corruption("contradicted_score")
def a_row_that_its_only_document_contradicts_by_far(world: World) -> None:
    with world.table(papi(2020)) as rows:
        row = row_of(rows, "Khánh Hòa")
        row[1:] = [at(D(cell) * D("1.08")) for cell in row[1:]]


# Values that their own row, edition or measure does not allow.


@corruption("above_its_maximum")
def more_points_than_the_row_says_there_are(world: World) -> None:
    change(world, PARTS, ["PAR", "2023", "Hòa Bình", "survey_sipas"], value="8.19", max_points="8")


@corruption("out_of_bounds")
def points_of_a_part_with_their_decimal_point_lost(world: World) -> None:
    change(world, PARTS, ["PAR", "2023", "Hòa Bình", "survey_leaders"], value="1834")


@corruption("name_of_another_component")
def the_code_of_the_next_component(world: World) -> None:
    change(world, PARTS, ["PAR", "2021", "Thanh Hóa", "4"], component_code="3")


@corruption("name_of_another_component")
def the_code_of_another_factor_of_satisfaction(world: World) -> None:
    change(world, SATISFACTION, ["SIPAS", "2023", "(cả nước)", "service_access"], component_code="service_procedures")


@corruption("unknown_measure")
def a_measure_with_a_capital(world: World) -> None:
    change(world, SUMMARIES, ["SIPAS", "2021", "national", "all", "mean"], measure="Mean")


@corruption("unknown_measure")
def a_measure_by_its_vietnamese_name(world: World) -> None:
    change(world, CHANGES, ["PAR", "2017", "Lào Cai", "rank_change"], measure="thay_doi_hang")


@corruption("not_an_earlier_edition")
def a_change_of_the_mean_from_a_year_without_an_edition(world: World) -> None:
    row = ["SIPAS", "2022", "national", "all", "mean_change_from_2021"]
    change(world, SUMMARIES, row, measure="mean_change_from_2016")


@corruption("not_an_earlier_edition")
def a_change_from_a_year_without_an_edition(world: World) -> None:
    change(world, CHANGES, ["SIPAS", "2023", "Hải Phòng"], compared_year="2016")


@corruption("out_of_bounds")
def a_change_of_more_than_the_scale(world: World) -> None:
    change(world, CHANGES, ["SIPAS", "2023", "Hải Phòng", "score_change"], value="421")


@corruption("out_of_bounds")
def a_change_of_more_places_than_there_are(world: World) -> None:
    change(world, CHANGES, ["SIPAS", "2023", "Hải Phòng", "rank_change"], value="65")


@corruption("not_whole")
def a_change_of_half_a_place(world: World) -> None:
    change(world, CHANGES, ["SIPAS", "2023", "Hải Phòng", "rank_change"], value="4.21")


@corruption("out_of_bounds")
def a_mean_beyond_the_scale(world: World) -> None:
    change(world, SUMMARIES, ["SIPAS", "2021", "national", "all", "mean"], value="871.6")


@corruption("not_whole")
def a_share_in_place_of_a_number_of_provinces(world: World) -> None:
    change(world, SUMMARIES, ["PAR", "2024", "national", "all", "n_provinces_group_A_90_plus"], value="20.63")


@corruption("number_ranked")
def a_place_out_of_the_provinces_of_a_region(world: World) -> None:
    with world.table(PAR) as rows:
        of(rows, "Hà Tĩnh", "88.35")[N_RANKED] = "20"


# Rows that others exclude.


@corruption("place_order")
def a_digit_of_a_place_lost(world: World) -> None:
    with world.table(PAR) as rows:
        row = of(rows, "Hà Tĩnh", "88.35")
        row[RANK] = "1"


@corruption("place_order")
def a_place_better_than_that_of_a_higher_score(world: World) -> None:
    with world.table(PAR) as rows:
        of(rows, "Nam Định", "87.32")[RANK] = "10"


@corruption("place_order")
def a_place_in_the_region_taken_for_one_in_the_country(world: World) -> None:
    with world.table(PAR) as rows:
        of(rows, "Cần Thơ", "86.15")[RANK] = "2"


@corruption("pasted_report")
def a_row_pasted_from_the_document_of_another_year(world: World) -> None:
    source = next(row for row in world.rows("press/par_index/2022.csv")[1:] if row[SCORE] and row[RANK])
    with world.table("press/par_index/2024.csv") as rows:
        rows.append([source[0], "2024", *source[2:]])


@corruption("pasted_summary")
def a_mean_pasted_from_another_edition(world: World) -> None:
    with world.table(SUMMARIES) as rows:
        pasted = next(row for row in rows if row[:5] == ["SIPAS", "2019", "national", "all", "mean"])
        rows.append(["SIPAS", "2020", *pasted[2:]])


@corruption("report_before_edition")
def a_place_pasted_from_a_document_older_than_the_edition(world: World) -> None:
    dated = {row[0] for row in world.rows(SOURCES)[1:] if row[PUBLISHED].startswith("2022")}
    source = next(row for row in world.rows("press/par_index/2021.csv")[1:] if row[SOURCE] in dated)
    with world.table(PAR) as rows:
        rows.append([source[0], "2023", source[2], "", "40", *source[5:]])


@corruption("report_before_edition")
def a_change_under_the_year_after_its_document(world: World) -> None:
    dated = {row[0] for row in world.rows(SOURCES)[1:] if row[PUBLISHED].startswith("2024")}
    with world.table(CHANGES) as rows:
        row = next(row for row in rows[1:] if row[1] == "2023" and row[-1] in dated)
        row[1], row[5] = "2024", "2023"


@corruption("summary_order")
def the_lowest_and_the_highest_score_exchanged(world: World) -> None:
    with world.table(SUMMARIES) as rows:
        low, high = (next(r for r in rows if r[:5] == ["PAR", "2012", "national", "all", m]) for m in ("min", "max"))
        low[5], high[5] = high[5], low[5]


@corruption("summary_order")
def a_mean_above_the_highest_score(world: World) -> None:
    change(world, SUMMARIES, ["SIPAS", "2022", "national", "all", "mean"], value="88.08")


@corruption("summary_order")
def a_regions_lowest_score_above_its_highest(world: World) -> None:
    row = ["SIPAS", "2024", "region", "Đồng bằng sông Cửu Long", "min"]
    change(world, SUMMARIES, row, value="90.21")


@corruption("beyond_extreme")
def a_score_above_the_highest(world: World) -> None:
    with world.table(PAR) as rows:
        of(rows, "Hà Tĩnh", "88.35")[SCORE] = "98.35"


@corruption("beyond_extreme")
def a_score_below_the_lowest(world: World) -> None:
    with world.table(SIPAS) as rows:
        row = next(row for row in rows[1:] if row[PROVINCE] == "Bà Rịa - Vũng Tàu")
        row[SCORE] = "68.64"


@corruption("too_many_units")
def more_provinces_in_the_groups_than_there_are(world: World) -> None:
    change(world, SUMMARIES, ["PAR", "2022", "national", "all", "n_provinces_group_C_70_80"], value="15")


@corruption("too_many_units")
def more_rises_and_falls_than_provinces(world: World) -> None:
    change(world, SUMMARIES, ["PAR", "2024", "national", "all", "n_provinces_lower_than_2023"], value="19")


@corruption("mean_change")
def a_change_of_the_mean_without_its_minus(world: World) -> None:
    change(world, SUMMARIES, ["SIPAS", "2022", "national", "all", "mean_change_from_2021"], value="7.08")


@corruption("mean_change")
def a_digit_changed_in_a_mean_that_a_change_reports(world: World) -> None:
    change(world, SUMMARIES, ["PAR", "2023", "national", "all", "mean"], value="86.89")


@corruption("whole_and_parts")
def points_lost_taken_for_points(world: World) -> None:
    change(world, PARTS, ["PAR", "2017", "Đắk Lắk"], unit="points")


@corruption("whole_and_parts")
def points_taken_for_points_lost(world: World) -> None:
    change(world, PARTS, ["PAR", "2017", "Quảng Nam"], unit="points_lost")


@corruption("whole_and_parts")
def a_part_larger_than_the_total(world: World) -> None:
    change(world, PARTS, ["PAR", "2012", "Quảng Ninh", "assessed_total"], value="94.75")


@corruption("whole_and_parts")
def a_digit_changed_in_one_of_two_blocks(world: World) -> None:
    change(world, PARTS, ["PAR", "2012", "Quảng Ninh", "sociological_survey"], value="30.64")


@corruption(None, "few points were lost or won of the part, and its other parts are not all reported: both can be")
def one_of_many_points_lost_taken_for_points(world: World) -> None:
    change(world, PARTS, ["PAR", "2017", "Quảng Nam", "8"], value="7", unit="points_lost")


@corruption(None, "a place alone, of an undated document: nothing around it says that it cannot be")
def a_place_pasted_from_an_undated_document_of_another_year(world: World) -> None:
    with world.table("press/par_index/2014.csv") as rows:
        rows.append([*rows[1][:2], "Kon Tum", "", "40", *rows[1][5:]])


# The list of sources.


@corruption("copy_in_a_circle")
def two_documents_that_copy_each_other(world: World) -> None:
    with world.table(SOURCES) as rows:
        rows[20][COPY_OF], rows[30][COPY_OF] = rows[30][0], rows[20][0]


@corruption("copy_in_a_circle")
def a_document_that_copies_itself(world: World) -> None:
    with world.table(SOURCES) as rows:
        rows[20][COPY_OF] = rows[20][0]


@corruption("repeated_address")
def one_page_under_two_codes(world: World) -> None:
    with world.table(SOURCES) as rows:
        row = next(row for row in rows[1:] if row[URL].startswith("https://www."))
        rows.append(["again", *row[1:URL], row[URL].replace("https://www.", "http://"), "", ""])


@corruption("tier_of_another_kind")
def a_newspaper_with_the_tier_of_the_publisher(world: World) -> None:
    with world.table(SOURCES) as rows:
        next(row for row in rows if row[KIND] == "press")[TIER] = "1"


@corruption("tier_of_another_kind")
def an_aggregator_with_the_tier_of_the_press(world: World) -> None:
    with world.table(SOURCES) as rows:
        next(row for row in rows if row[KIND] == "aggregator")[TIER] = "3"


@corruption("unknown_source_kind")
def a_kind_of_source_that_nobody_knows(world: World) -> None:
    with world.table(SOURCES) as rows:
        rows[20][KIND] = "newspaper"


@corruption("future_date")
def a_document_of_the_day_after_tomorrow(world: World) -> None:
    with world.table(SOURCES) as rows:
        rows[20][PUBLISHED] = "2124-05-06"
