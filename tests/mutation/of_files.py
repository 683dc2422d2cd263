"""Corruptions of how a file was saved, and of the form of a table."""

from tests.mutation.editing import column_of, exchange, papi, row_of
from tests.mutation.harness import REFERENCE, World, corruption

Y = papi(2024)


@corruption("web_page")
def an_error_page_saved_as_the_table(world: World) -> None:
    world.write(Y, b"<!DOCTYPE html>\n<html><body><h1>404 Not Found</h1></body></html>\n")


@corruption("workbook")
def a_workbook_renamed_to_csv(world: World) -> None:
    world.write(Y, b"PK\x03\x04" + b"\0" * 2000)


@corruption("missing_units")
def a_download_cut_off_between_two_lines(world: World) -> None:
    world.write(Y, b"\n".join(world.contents[Y].split(b"\n")[:40]) + b"\n")


@corruption("field_count")
def a_download_cut_off_within_a_line(world: World) -> None:
    world.write(Y, world.contents[Y][:9000].rsplit(b",", 1)[0])


@corruption("no_rows")
def a_heading_line_alone(world: World) -> None:
    world.write(Y, world.contents[Y].split(b"\n")[0])


@corruption("empty")
def an_empty_file(world: World) -> None:
    world.write(Y, b"")


@corruption("encoding")
def lines_of_another_encoding_pasted_in(world: World) -> None:
    lines = world.contents[Y].split(b"\n")
    lines[5] = lines[5].decode().replace("ă", "\xe3").encode("latin-1", errors="replace") + b"\xe3"
    world.write(Y, b"\n".join(lines))


@corruption("lost_letters")
def letters_lost_in_saving(world: World) -> None:
    world.write(Y, world.contents[Y].decode().replace("ộ", "\ufffd").encode())


@corruption("unknown_column")
def accents_saved_as_question_marks(world: World) -> None:
    world.write(Y, world.contents[Y].decode().encode("ascii", errors="replace"))


@corruption("not_a_number")
def not_a_number(world: World) -> None:
    with world.table(Y) as rows:
        rows[7][3] = "NaN"


@corruption("not_a_number")
def infinity(world: World) -> None:
    with world.table(Y) as rows:
        rows[7][3] = "inf"


@corruption("not_a_number")
def an_error_of_a_spreadsheet(world: World) -> None:
    with world.table(Y) as rows:
        rows[7][3] = "#REF!"


@corruption("out_of_bounds")
def a_negative_score(world: World) -> None:
    with world.table(Y) as rows:
        rows[7][3] = "-" + rows[7][3]


@corruption("out_of_bounds")
def a_decimal_point_lost(world: World) -> None:
    with world.table(Y) as rows:
        rows[7][3] = rows[7][3].replace(".", "")


@corruption("out_of_bounds")
def zeros_in_place_of_a_row(world: World) -> None:
    with world.table(Y) as rows:
        row_of(rows, "Hải Phòng")[1:] = ["0"] * (len(rows[0]) - 1)


@corruption("missing_value")
def a_blank_where_there_was_a_score(world: World) -> None:
    with world.table(Y) as rows:
        rows[7][3] = ""


@corruption("repeated_province")
def a_row_repeated_under_another_spelling(world: World) -> None:
    with world.table(Y) as rows:
        rows.insert(30, ["TP. HAI PHONG", *row_of(rows, "Hải Phòng")[1:]])


@corruption("repeated_province")
def a_letter_lost_that_makes_another_province(world: World) -> None:
    with world.table(Y) as rows:
        row_of(rows, "Hà Nam")[0] = "Hà Nội"


@corruption("missing_units")
def a_province_left_out(world: World) -> None:
    with world.table(Y) as rows:
        rows.remove(row_of(rows, "Hải Phòng"))


@corruption("missing_units")
def the_names_of_the_new_boundaries(world: World) -> None:
    names = {REFERENCE.province_names[unit] for unit in REFERENCE.units_of("34")}
    with world.table(Y) as rows:
        rows[1:] = [row for row in rows[1:] if row[0] in names]


@corruption("unknown_province")
def the_national_row_on_top(world: World) -> None:
    with world.table(Y) as rows:
        rows.insert(1, ["Cả nước", *rows[1][1:]])


@corruption("missing_column")
def a_column_left_out(world: World) -> None:
    with world.table(Y) as rows:
        gone = column_of(rows, "7.1")
        for row in rows:
            del row[gone]


@corruption("duplicate_column")
def a_column_twice(world: World) -> None:
    with world.table(Y) as rows:
        for row in rows:
            row.append(row[1])


@corruption("unknown_column")
def the_columns_of_an_edition_before(world: World) -> None:
    world.write(Y, world.contents[papi(2020)] + b"\n")


@corruption("missing_column")
def a_table_of_the_old_structure_saved_as_new(world: World) -> None:
    world.write(Y, world.contents[papi(2017)] + b"\n")


@corruption("unexpected_value")
def a_stated_gap_filled(world: World) -> None:
    before = row_of(world.rows(papi(2023)), "Vĩnh Phúc")
    with world.table(Y) as rows:
        row_of(rows, "Vĩnh Phúc")[1:] = before[1:]


@corruption("same_content")
def last_years_file_saved_as_this_years(world: World) -> None:
    world.write(Y, world.contents[papi(2023)])


@corruption("unknown_path")
def a_file_under_a_name_of_its_own(world: World) -> None:
    world.write("papi/2024_final.csv", world.contents[Y] + b"\n")


@corruption("unknown_edition")
def a_file_of_an_edition_that_nobody_declared(world: World) -> None:
    world.write("papi/2031.csv", world.contents[Y] + b"\n")


@corruption("unknown_column")
def a_table_saved_in_the_folder_of_another_index(world: World) -> None:
    world.write("sipas/2024.csv", world.contents[Y] + b"\n")


@corruption("altered")
def a_figure_changed_after_registration(world: World) -> None:
    with world.table(Y) as rows:
        exchange(rows, "Hà Nội", "Hải Phòng")
    world.unregistered.add(Y)


@corruption("rank_disagrees")
def places_that_are_not_those_of_the_scores(world: World) -> None:
    names = [row[0] for row in world.rows(Y)[1:]]
    lines = [[name, f"{90 - i / 4:.2f}", str(i + 1)] for i, name in enumerate(names)]
    lines[4][2], lines[9][2] = lines[9][2], lines[4][2]
    world.put("par_index/2024.csv", [["Tỉnh/Thành phố", "PAR INDEX", "Xếp hạng"], *lines])
