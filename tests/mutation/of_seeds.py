"""Corruptions of the reference tables."""

from tests.mutation.harness import World, corruption


def change(world: World, seed: str, where: dict[str, str], **values: str) -> None:
    rows = [row for row in world.seed(seed) if all(row[key] == value for key, value in where.items())]
    assert rows, where
    world.about.add(("PAPI", 2024))
    for row in rows:
        row.update(values)


def delete(world: World, seed: str, **where: str) -> None:
    rows = world.seed(seed)
    kept = [row for row in rows if not all(row[key] == value for key, value in where.items())]
    assert len(kept) < len(rows), where
    rows[:] = kept


def exchange(world: World, seed: str, columns: tuple[str, ...], one: dict[str, str], other: dict[str, str]) -> None:
    """Exchanges what two rows say in these columns."""
    world.about.add(("PAPI", 2024))
    first, second = (
        next(row for row in world.seed(seed) if all(row[key] == value for key, value in where.items()))
        for where in (one, other)
    )
    for column in columns:
        first[column], second[column] = second[column], first[column]


def delete_break(world: World, index: str, component: str, year: int) -> None:
    delete(world, "component_breaks", index_code=index, component_code=component, year=str(year))
    world.about.add((index, year))


@corruption("seed_alias")
def an_alias_that_points_to_a_like_province(world: World) -> None:
    change(world, "province_aliases", {"boundary_set": "63", "alias": "Đắc Lắc"}, province_id="63-67")


@corruption("seed_alias")
def a_name_that_points_to_another_province(world: World) -> None:
    change(world, "province_aliases", {"boundary_set": "63", "alias": "Hải Phòng"}, province_id="63-30")


@corruption("seed_alias")
def two_names_exchanged(world: World) -> None:
    change(world, "province_aliases", {"boundary_set": "63", "alias": "Quảng Nam"}, province_id="63-51")
    change(world, "province_aliases", {"boundary_set": "63", "alias": "Quảng Ngãi"}, province_id="63-49")


@corruption("seed_alias")
def a_code_that_points_to_another_province(world: World) -> None:
    change(world, "province_aliases", {"boundary_set": "34", "alias": "24"}, province_id="34-31")


@corruption(None, "letters that stand for a name are like no name; nothing else says whose they are")
def an_abbreviation_that_points_to_another_province(world: World) -> None:
    change(world, "province_aliases", {"boundary_set": "63", "alias": "TPHP"}, province_id="63-92")


@corruption("seed_share")
def shares_that_add_up_to_98_percent(world: World) -> None:
    change(world, "province_succession", {"predecessor_id": "63-01"}, population_share="0.98")


@corruption("seed_share")
def a_unit_that_goes_over_into_the_wrong_one(world: World) -> None:
    change(world, "province_succession", {"predecessor_id": "63-02"}, successor_id="34-04")


@corruption("seed_no_successor")
def a_unit_without_a_successor(world: World) -> None:
    delete(world, "province_succession", predecessor_id="63-01")


@corruption("seed_share")
def a_population_of_another_census(world: World) -> None:
    change(world, "provinces", {"province_id": "63-02"}, population_2019="954679")


@corruption("seed_date")
def an_edition_with_the_date_of_the_one_before(world: World) -> None:
    change(world, "editions", {"index_code": "PAPI", "year": "2019"}, as_of_date="2018-12-31")


@corruption("seed_boundaries")
def an_edition_on_boundaries_that_did_not_exist_yet(world: World) -> None:
    change(world, "editions", {"index_code": "PAPI", "year": "2024"}, boundary_set="34", units_expected="34")


@corruption("seed_boundaries")
def an_edition_dated_after_the_merger(world: World) -> None:
    change(world, "editions", {"index_code": "PAPI", "year": "2024"}, as_of_date="2025-08-31")


@corruption("seed_units")
def an_edition_that_expects_a_unit_less(world: World) -> None:
    change(world, "editions", {"index_code": "PAPI", "year": "2020"}, units_expected="62")


@corruption("seed_scored")
def an_edition_with_a_total_more_than_it_has(world: World) -> None:
    change(world, "editions", {"index_code": "PAPI", "year": "2023"}, units_scored="62")


@corruption("seed_break")
def the_break_of_the_scale_deleted(world: World) -> None:
    delete_break(world, "PAPI", "total", 2018)


@corruption("seed_break")
def the_break_of_a_new_scale_made_soft(world: World) -> None:
    change(world, "component_breaks", {"component_code": "5.1", "year": "2021"}, break_kind="soft")


@corruption("seed_break")
def the_break_of_a_rebuilt_part_deleted(world: World) -> None:
    delete_break(world, "PAPI", "1.3", 2016)


@corruption("seed_break")
def the_break_of_a_rebuilt_dimension_deleted(world: World) -> None:
    delete_break(world, "PAPI", "3", 2016)


@corruption("one_sign_shift")
def a_change_of_questionnaire_deleted_throughout(world: World) -> None:
    delete_break(world, "PAPI", "1.1", 2022)
    delete_break(world, "PAPI", "1", 2022)


@corruption("one_sign_shift")
def another_change_of_questionnaire_deleted_throughout(world: World) -> None:
    delete_break(world, "PAPI", "6.4", 2018)
    delete_break(world, "PAPI", "6", 2018)


@corruption("mean_shift")
def the_break_of_sipas_deleted(world: World) -> None:
    delete(world, "component_breaks", index_code="SIPAS", year="2022")


@corruption("seed_break")
def the_break_of_par_deleted(world: World) -> None:
    delete_break(world, "PAR", "total", 2022)


@corruption(None, "its mean moved less than between editions that compare: only the publisher's report tells")
def a_soft_break_of_the_total_deleted(world: World) -> None:
    delete_break(world, "PAPI", "total", 2020)


@corruption("seed_bounds")
def a_bound_with_its_decimal_point_lost(world: World) -> None:
    change(world, "components", {"index_code": "PAPI", "component_code": "7.1"}, max_score="33.4")


@corruption("seed_bounds")
def the_scale_of_the_total_of_another_index(world: World) -> None:
    change(
        world, "components", {"index_code": "PAPI", "component_code": "total", "first_year": "2018"}, max_score="100"
    )


@corruption("seed_heading")
def a_heading_that_stands_for_its_neighbour(world: World) -> None:
    change(world, "layouts", {"index_code": "PAPI", "heading": "6.1"}, role="6.2")


@corruption("seed_group_bound")
def a_group_bound_below_that_of_the_next_group(world: World) -> None:
    change(world, "edition_score_groups", {"index_code": "PAR", "year": "2023", "group_code": "A"}, lower_bound="80")


@corruption(later="reported_groups_are_reproduced")
def a_group_bound_between_two_totals(world: World) -> None:
    where = {"index_code": "PAPI", "year": "2022", "group_code": "high"}
    change(world, "edition_score_groups", where, lower_bound="43.94")


@corruption("seed_group_size")
def a_group_bound_a_little_lower(world: World) -> None:
    change(world, "edition_score_groups", {"index_code": "PAR", "year": "2023", "group_code": "A"}, lower_bound="89.9")


@corruption("seed_scored")
def a_stated_gap_deleted(world: World) -> None:
    delete(world, "unscored_units", index_code="PAPI", year="2023", province_id="63-22")


@corruption("missing_units")
def a_province_taken_for_a_line_below_the_table(world: World) -> None:
    world.seed("summary_row_names").append({"name": "Cà Mau"})


# The reported means of the regions then no longer make the mean of the country, and are open.
@corruption(later="Every total, rank, change, group and mean")
def a_province_moved_to_another_region(world: World) -> None:
    change(world, "provinces", {"province_id": "63-31"}, region_code="R63-NMM")


@corruption(later="A reported rank is no more than the number of units ranked")
def a_city_taken_for_a_province(world: World) -> None:
    change(world, "provinces", {"province_id": "63-31"}, unit_type="province")


@corruption("seed_successor")
def successors_of_two_unmerged_units_exchanged(world: World) -> None:
    one, other = {"predecessor_id": "63-01"}, {"predecessor_id": "63-04"}
    exchange(world, "province_succession", ("successor_id",), one, other)


@corruption("seed_successor")
def successors_of_a_merged_and_an_unmerged_unit_exchanged(world: World) -> None:
    for row in world.seed("province_succession"):
        row["successor_id"] = {"34-01": "34-31", "34-31": "34-01"}.get(row["successor_id"], row["successor_id"])


@corruption("seed_name")
def english_names_of_two_provinces_exchanged(world: World) -> None:
    one, other = {"province_id": "63-31"}, {"province_id": "63-92"}
    exchange(world, "provinces", ("name_en",), one, other)


@corruption("seed_name")
def english_names_of_two_like_provinces_exchanged(world: World) -> None:
    one, other = {"province_id": "63-49"}, {"province_id": "63-51"}
    exchange(world, "provinces", ("name_en",), one, other)


@corruption("seed_name")
def a_tile_with_the_name_of_another_province(world: World) -> None:
    change(world, "map_tiles", {"province_id": "63-31"}, tile_name_vi="Hải Dương")


@corruption("seed_region")
def names_of_two_regions_exchanged(world: World) -> None:
    one, other = {"region_code": "R63-CH"}, {"region_code": "R63-SE"}
    exchange(world, "regions", ("name_vi", "name_en"), one, other)


@corruption("seed_region_pair")
def vietnamese_names_of_two_regions_exchanged(world: World) -> None:
    one, other = {"region_code": "R34-RRD"}, {"region_code": "R34-MRD"}
    exchange(world, "regions", ("name_vi",), one, other)


@corruption("unknown_region")
def a_vietnamese_name_of_a_region_from_another_set(world: World) -> None:
    change(world, "regions", {"region_code": "R63-CH"}, name_vi="Duyên hải Nam Trung Bộ và Tây Nguyên")


@corruption("seed_group_name")
def names_of_two_groups_exchanged(world: World) -> None:
    one, other = {"index_code": "PAR", "group_code": "B"}, {"index_code": "PAR", "group_code": "C"}
    exchange(world, "score_groups", ("name_vi", "name_en"), one, other)


@corruption("seed_group_name")
def names_of_the_best_and_the_last_group_exchanged(world: World) -> None:
    one, other = {"index_code": "PAPI", "group_code": "high"}, {"index_code": "PAPI", "group_code": "low"}
    exchange(world, "score_groups", ("name_vi", "name_en"), one, other)


@corruption("seed_group_name")
def vietnamese_names_of_two_groups_exchanged(world: World) -> None:
    one = {"index_code": "PAPI", "group_code": "upper_middle"}
    exchange(world, "score_groups", ("name_vi",), one, {"index_code": "PAPI", "group_code": "lower_middle"})


@corruption("seed_group_bound")
def the_order_of_two_groups_exchanged(world: World) -> None:
    one, other = {"index_code": "PAR", "group_code": "A"}, {"index_code": "PAR", "group_code": "B"}
    exchange(world, "score_groups", ("group_order",), one, other)


@corruption("seed_last_group")
def the_order_of_the_last_two_groups_exchanged(world: World) -> None:
    one, other = {"index_code": "PAR", "group_code": "C"}, {"index_code": "PAR", "group_code": "D"}
    exchange(world, "score_groups", ("group_order",), one, other)


@corruption("seed_group_size")
def counts_of_two_groups_exchanged(world: World) -> None:
    one = {"index_code": "PAR", "year": "2022", "group_code": "A"}
    exchange(world, "edition_score_groups", ("size_measure",), one, {**one, "group_code": "B"})


@corruption("seed_group_size")
def a_count_of_groups_drawn_otherwise(world: World) -> None:
    where = {"index_code": "PAR", "year": "2022", "group_code": "A"}
    change(world, "edition_score_groups", where, size_measure="n_provinces_group_A_80_plus")


@corruption("seed_pair")
def english_names_of_two_dimensions_exchanged(world: World) -> None:
    one = {"index_code": "PAR", "component_code": "3", "first_year": "2022"}
    exchange(world, "components", ("name_en",), one, {**one, "component_code": "6"})


@corruption("seed_short_name")
def names_of_two_dimensions_exchanged(world: World) -> None:
    one, other = ({"index_code": "PAPI", "component_code": code} for code in ("4", "5"))
    exchange(world, "components", ("name_vi", "name_en"), one, other)


@corruption(None, "neither has a short name, another edition or a heading: what the code measures is nowhere else")
def names_of_two_sub_dimensions_exchanged(world: World) -> None:
    one, other = ({"index_code": "PAPI", "component_code": code} for code in ("6.1", "6.2"))
    exchange(world, "components", ("name_vi", "name_en"), one, other)


@corruption("seed_pilot")
def an_edition_taken_for_a_pilot(world: World) -> None:
    change(world, "editions", {"index_code": "PAPI", "year": "2019"}, is_pilot="true")


@corruption("seed_pilot")
def a_pilot_taken_for_an_edition(world: World) -> None:
    change(world, "editions", {"index_code": "SIPAS", "year": "2015"}, is_pilot="false")


@corruption("seed_scale")
def a_bound_moved_from_one_part_to_another(world: World) -> None:
    change(world, "components", {"index_code": "PAPI", "component_code": "6.1"}, max_score="3.0")
    change(world, "components", {"index_code": "PAPI", "component_code": "6.2"}, max_score="2.0")


@corruption("seed_points")
def a_maximum_of_a_dimension_moved(world: World) -> None:
    change(world, "components", {"index_code": "PAR", "component_code": "3", "first_year": "2018"}, max_score="15")


@corruption("seed_points")
def the_scale_of_an_index_without_sums_moved(world: World) -> None:
    change(world, "components", {"index_code": "PAR", "component_code": "total"}, max_score="80")


@corruption("seed_priority")
def the_order_of_evidence_changed(world: World) -> None:
    one, other = {"resolution_rule": "neighbour_change"}, {"resolution_rule": "agreement"}
    exchange(world, "resolution_rules", ("priority",), one, other)


@corruption("seed_tolerance")
def a_tolerance_ten_times_as_wide(world: World) -> None:
    change(world, "change_measures", {"measure": "score"}, tolerance="0.15")


@corruption("seed_tolerance")
def places_that_may_be_apart(world: World) -> None:
    change(world, "change_measures", {"measure": "rank"}, tolerance="0.01")


def target(world: World, **values: str) -> None:
    row = {"target_id": "t", "index_code": "PAPI", "year": "2024", "province": "Hải Phòng", "component_code": ""}
    row |= {"measure": "score", "scope": "", "target_value": "45", "source": "a plan", "note": ""}
    world.seed("targets").append({**row, **values})


@corruption("seed_range")
def a_target_beyond_the_scale(world: World) -> None:
    target(world, index_code="PAR", component_code="6", target_value="120")


@corruption("seed_range")
def a_target_of_a_place_that_no_unit_has(world: World) -> None:
    target(world, measure="rank", target_value="64")


@corruption("seed_range")
def a_target_of_a_place_of_the_units_before(world: World) -> None:
    target(world, year="2030", measure="rank", target_value="40")


@corruption("seed_range")
def an_edition_expected_ten_years_late(world: World) -> None:
    change(world, "publication_calendar", {"index_code": "PAPI"}, years_after="10")


@corruption("seed_range")
def an_edition_expected_in_the_thirteenth_month(world: World) -> None:
    change(world, "publication_calendar", {"index_code": "PAR"}, due_month="13")


@corruption("seed_comma")
def a_share_with_a_decimal_comma(world: World) -> None:
    change(world, "province_succession", {"predecessor_id": "63-02"}, population_share="0,521308")


@corruption("seed_iso_date")
def a_date_as_a_spreadsheet_shows_it(world: World) -> None:
    change(world, "editions", {"index_code": "PAPI", "year": "2024"}, as_of_date="31/12/2024")


@corruption("seed_unknown")
def a_gap_of_an_edition_that_does_not_exist(world: World) -> None:
    change(world, "unscored_units", {"index_code": "PAPI", "year": "2023", "province_id": "63-22"}, year="2009")


def limit(world: World, check: str, index: str, **values: str) -> None:
    change(world, "plausibility_limits", {"check_name": check, "index_code": index}, **values)


def forget_limit(world: World, check: str, index: str) -> None:
    delete(world, "plausibility_limits", check_name=check, index_code=index)
    world.about.add(("PAPI", 2024))


@corruption("seed_no_limit")
def a_limit_for_all_deleted(world: World) -> None:
    forget_limit(world, "cell_distance", "all")


@corruption("seed_no_limit")
def the_measured_limit_of_an_index_deleted(world: World) -> None:
    forget_limit(world, "row_distance", "PAPI")


@corruption("seed_no_limit")
def the_only_limit_of_a_check_deleted(world: World) -> None:
    forget_limit(world, "last_digits", "PAPI")


@corruption(None, "the limit for all was measured too, and is a little wider: the release says which seed changed")
def a_limit_of_an_index_deleted_beside_a_measured_one(world: World) -> None:
    forget_limit(world, "one_sign_shift", "PAPI")


@corruption("seed_limit")
def a_limit_ten_times_as_wide(world: World) -> None:
    limit(world, "cell_distance", "all", limit_value="120")


@corruption("seed_limit")
def a_limit_beyond_rounding_where_real_editions_reach_nothing(world: World) -> None:
    limit(world, "whole_and_parts", "all", limit_value="1")


@corruption("seed_limit")
def a_limit_on_a_share_that_nothing_passes(world: World) -> None:
    limit(world, "repeated_row", "PAPI", limit_value="1")


@corruption("seed_limit")
def a_lower_limit_a_tenth_of_what_it_was(world: World) -> None:
    limit(world, "near_column", "PAPI", limit_value="0.01")


@corruption("seed_limit")
def a_limit_on_a_correlation_that_nothing_passes(world: World) -> None:
    limit(world, "column_order", "all", limit_value="-1")


@corruption("seed_kind")
def a_limit_turned_round(world: World) -> None:
    limit(world, "repeated_publisher", "all", kind="at_least")


@corruption("seed_rarely")
def a_check_that_asks_for_more_units_than_there_are(world: World) -> None:
    limit(world, "cell_change", "all", min_units="64")


@corruption("seed_off")
def a_limit_left_blank(world: World) -> None:
    limit(world, "column_shift", "PAPI", limit_value="")


@corruption("seed_check")
def a_limit_of_a_check_by_another_name(world: World) -> None:
    limit(world, "row_distance", "PAPI", check_name="row_distances")


def acknowledge(world: World, check: str, unit: str = "all", component: str = "all", **values: str) -> None:
    row = {"check_name": check, "index_code": "PAPI", "year": "2024", "province_id": unit, "component_code": component}
    row |= {"reason_vi": "đã xem", "reason_en": "examined", "evidence": "a letter"}
    world.seed("acknowledged_anomalies").append({**row, **values})


@corruption("seed_all_all")
def an_acknowledgement_of_everything(world: World) -> None:
    acknowledge(world, "cell_distance")


@corruption("seed_all_all")
def an_acknowledgement_of_every_unit(world: World) -> None:
    acknowledge(world, "place_order", component="total", index_code="PAR")


@corruption("seed_all_all")
def an_acknowledgement_of_every_component(world: World) -> None:
    acknowledge(world, "column_shift")


@corruption("seed_check")
def an_acknowledgement_of_an_unknown_check(world: World) -> None:
    acknowledge(world, "cell_distanse", "63-31", "8")


@corruption("seed_unknown")
def an_acknowledgement_of_an_edition_that_does_not_exist(world: World) -> None:
    acknowledge(world, "cell_distance", "63-31", "8", year="2034")


@corruption("seed_unknown")
def a_reduction_of_coverage_of_an_unknown_unit(world: World) -> None:
    change(world, "coverage_reductions", {"province_id": "63-79"}, province_id="63-78")


RULE = ("resolution_rule", "is_strong", "explanation_vi", "explanation_en")


@corruption("seed_weak_rule")
def a_weak_rule_of_evidence_before_a_strong_one(world: World) -> None:
    exchange(world, "resolution_rules", RULE, {"resolution_rule": "own_change"}, {"resolution_rule": "part_sum"})


@corruption("seed_weak_rule")
def a_strong_rule_of_evidence_taken_for_a_weak_one(world: World) -> None:
    change(world, "resolution_rules", {"resolution_rule": "rank_order"}, is_strong="false")


@corruption(None, "the order is a decision: the release says that the seed changed, and how many figures moved")
def two_weak_rules_of_evidence_exchanged(world: World) -> None:
    one, other = {"resolution_rule": "more_sources"}, {"resolution_rule": "more_decimals"}
    exchange(world, "resolution_rules", RULE, one, other)


@corruption("seed_date")
def two_editions_with_their_dates_exchanged(world: World) -> None:
    one, other = ({"index_code": "PAPI", "year": year} for year in ("2019", "2020"))
    exchange(world, "editions", ("as_of_date",), one, other)


@corruption("seed_successor")
def a_unit_that_becomes_another_of_its_size(world: World) -> None:
    """Its population and its share still agree."""
    one, other = {"predecessor_id": "63-20"}, {"predecessor_id": "63-40"}
    exchange(world, "province_succession", ("successor_id",), one, other)


@corruption("seed_limit")
def a_limit_within_what_real_editions_reach(world: World) -> None:
    limit(world, "row_distance", "PAPI", limit_value="2.1")


@corruption("seed_off")
def a_check_switched_off_with_its_limit_left(world: World) -> None:
    limit(world, "row_distance", "PAPI", kind="off")


@corruption("seed_word")
def a_break_of_an_unknown_kind(world: World) -> None:
    change(world, "component_breaks", {"component_code": "5.1", "year": "2021"}, break_kind="medium")


@corruption("seed_boolean")
def a_flag_as_a_spreadsheet_writes_it(world: World) -> None:
    change(world, "editions", {"index_code": "PAPI", "year": "2019"}, is_table_required="TRUE")


@corruption("seed_blank")
def an_acknowledgement_without_evidence(world: World) -> None:
    acknowledge(world, "cell_distance", "63-31", "8", evidence="")
