"""Corruptions of what press and portals reported, and of full tables that only they can tell."""

from tests.mutation.editing import D, at, papi
from tests.mutation.harness import Rows, World, corruption

PAR, SIPAS = "press/par_index/2023.csv", "press/sipas/2023.csv"
SETTLED_LATER = "reports may contradict one another: the rules of evidence settle them, and nothing is refused for it"
# index_code, year, province, score, rank, n_ranked, score_group, source_id
PROVINCE, SCORE, RANK, SOURCE = 2, 3, 4, 7
# Of a source in its list.
URL = 6


def of(rows: Rows, province: str, score: str) -> list[str]:
    return next(row for row in rows if row[PROVINCE] == province and row[SCORE] == score)


def full_table(world: World, path: str, reported_in: str, change=lambda score: score) -> None:
    """A full table of two columns: what the press reports where it does, and figures between elsewhere."""
    known = {row[PROVINCE]: row[SCORE] for row in world.rows(reported_in)[1:] if row[SCORE]}
    names = [row[0] for row in world.rows(papi(2020))[1:]]
    made = {name: D(known.get(name) or at(80 + i * D("0.117"), 2)) for i, name in enumerate(names)}
    heading = "PAR INDEX" if path.startswith("par") else "SIPAS"
    world.put(path, [["Tỉnh/Thành phố", heading], *([name, at(change(score), 2)] for name, score in made.items())])


@corruption("reported_figures")
def values_of_sipas_in_a_full_table_of_par(world: World) -> None:
    full_table(world, "par_index/2023.csv", SIPAS)


@corruption("repeated_report")
def values_of_sipas_in_a_full_table_of_par_of_which_nothing_is_reported(world: World) -> None:
    full_table(world, "par_index/2015.csv", SIPAS)
    world.put("press/par_index/2015.csv", [world.rows(PAR)[0], world.rows("press/par_index/2015.csv")[1]])


@corruption("reported_figures")
def a_full_table_of_par_in_fractions(world: World) -> None:
    full_table(world, "par_index/2023.csv", PAR, lambda score: score / 100)


@corruption("reported_figures")
def a_full_table_of_par_two_percent_up(world: World) -> None:
    full_table(world, "par_index/2023.csv", PAR, lambda score: score * D("1.02"))


@corruption("reported_figures")
def a_full_table_of_par_of_the_edition_before(world: World) -> None:
    full_table(world, "par_index/2023.csv", "press/par_index/2022.csv")


@corruption("repeated_report")
def values_of_sipas_in_the_reports_of_par(world: World) -> None:
    rows = world.rows(SIPAS)
    world.put(PAR, [rows[0], *(["PAR", *row[1:]] for row in rows[1:])])


@corruption("repeated_report")
def reports_of_the_edition_before_under_the_new_year(world: World) -> None:
    rows = world.rows("press/par_index/2022.csv")
    world.put(PAR, [rows[0], *([row[0], "2023", *row[2:]] for row in rows[1:])])


@corruption("wrong_edition")
def reports_of_the_edition_before_saved_as_new(world: World) -> None:
    world.write(PAR, world.contents["press/par_index/2022.csv"] + b"\n")


@corruption("out_of_bounds")
def a_decimal_point_lost_in_a_report(world: World) -> None:
    with world.table(PAR) as rows:
        of(rows, "Hải Phòng", "91.87")[SCORE] = "9187"


@corruption("report_distance")
def a_decimal_point_moved_in_a_report(world: World) -> None:
    with world.table(PAR) as rows:
        of(rows, "Hải Phòng", "91.87")[SCORE] = "9.187"


@corruption("report_distance")
def points_of_ten_for_satisfaction_taken_for_the_index(world: World) -> None:
    with world.table(SIPAS) as rows:
        rows.append(["SIPAS", "2023", "Lào Cai", "8.39", "", "63", "", rows[1][SOURCE]])


@corruption("unknown_province")
def the_national_score_in_the_row_of_a_province(world: World) -> None:
    with world.table(PAR) as rows:
        rows[1][PROVINCE] = "Cả nước"


@corruption("unknown_source")
def a_report_without_its_document(world: World) -> None:
    with world.table(PAR) as rows:
        rows[1][SOURCE] = "nobody"


@corruption("not_a_rank")
def a_place_beyond_the_last(world: World) -> None:
    with world.table(PAR) as rows:
        of(rows, "Hải Phòng", "91.87")[RANK] = "97"


@corruption("unknown_word")
def a_group_that_the_index_does_not_have(world: World) -> None:
    with world.table(PAR) as rows:
        rows[1][6] = "E"


@corruption("repeated_publisher")
def a_publisher_repeated_to_win_the_vote(world: World) -> None:
    with world.table("sources.csv") as rows:
        first = next(row for row in rows if row[0] == "en_doanhnghiephoinhap_vn_7c3333")
        rows.append(["again", *first[1:URL], "https://example.org/again", "", ""])
    with world.table(PAR) as rows:
        row = of(rows, "Hải Phòng", "91.81")
        rows.append([*row[:SOURCE], "again"])


@corruption(None, "a new publisher is a new voice: that it is not independent is nowhere written")
def an_invented_publisher_that_joins_the_vote(world: World) -> None:
    with world.table("sources.csv") as rows:
        first = next(row for row in rows if row[0] == "en_doanhnghiephoinhap_vn_7c3333")
        rows.append(["invented", "Invented News", *first[2:URL], "https://example.org/invented", "", ""])
    with world.table(PAR) as rows:
        row = of(rows, "Hải Phòng", "91.81")
        rows.append([*row[:SOURCE], "invented"])


@corruption("mean_shift")
def the_mean_of_another_index(world: World) -> None:
    with world.table("press/summaries.csv") as rows:
        for row in rows[1:]:
            if row[:5] == ["PAR", "2024", "national", "all", "mean"]:
                row[5] = "78.30"


@corruption(None, SETTLED_LATER)
def a_digit_changed_in_one_of_many_reports(world: World) -> None:
    with world.table(PAR) as rows:
        of(rows, "Hải Phòng", "91.87")[SCORE] = "91.78"


@corruption(None, "it lies among the others, and no other document states it")
def a_digit_changed_in_the_only_report(world: World) -> None:
    with world.table("press/par_index/2014.csv") as rows:
        row = next(row for row in rows[1:] if row[SCORE])
        row[SCORE] = at(D(row[SCORE]) - D("0.9"), 2)


@corruption(None, SETTLED_LATER)
def a_report_under_the_name_of_another_province(world: World) -> None:
    with world.table(PAR) as rows:
        of(rows, "Hà Nội", "91.43")[PROVINCE] = "Hà Nam"


@corruption("repeated_source")
def one_code_for_two_documents(world: World) -> None:
    with world.table("sources.csv") as rows:
        rows.append([rows[1][0], *rows[2][1:]])
