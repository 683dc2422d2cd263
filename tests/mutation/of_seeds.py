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


@corruption(
    None, "no reported score with a group lies between the two bounds, and no count of that group is held in full"
)
def a_group_bound_a_little_lower(world: World) -> None:
    change(world, "edition_score_groups", {"index_code": "PAR", "year": "2023", "group_code": "A"}, lower_bound="89.9")


@corruption("seed_scored")
def a_stated_gap_deleted(world: World) -> None:
    delete(world, "unscored_units", index_code="PAPI", year="2023", province_id="63-22")


@corruption("missing_units")
def a_province_taken_for_a_line_below_the_table(world: World) -> None:
    world.seed("summary_row_names").append({"name": "Cà Mau"})


@corruption(None, "no second list of the regions is held; dbt tests that the region exists")
def a_province_moved_to_another_region(world: World) -> None:
    change(world, "provinces", {"province_id": "63-31"}, region_code="R63-NMM")


@corruption(later="A reported rank is no more than the number of units ranked")
def a_city_taken_for_a_province(world: World) -> None:
    change(world, "provinces", {"province_id": "63-31"}, unit_type="province")
