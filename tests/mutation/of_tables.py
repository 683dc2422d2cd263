"""Corruptions that leave a full table well formed: its figures are those of something else."""

import random
from statistics import mean, pstdev

from tests.mutation.editing import (
    D,
    at,
    column_of,
    each,
    exchange,
    exchange_columns,
    papi,
    predicted,
    rename,
    row_of,
    scores,
)
from tests.mutation.harness import REFERENCE, Rows, World, corruption

Y = papi(2024)
NO_SECOND_SOURCE = "the score stays in its column's usual range, and no other document states it"


# Rows in the wrong place.


@corruption("swapped_rows")
def rows_of_two_provinces_exchanged(world: World) -> None:
    with world.table(Y) as rows:
        exchange(rows, "Hà Nội", "Hà Giang")


@corruption("swapped_rows")
def rows_of_two_provinces_exchanged_in_an_older_edition(world: World) -> None:
    with world.table(papi(2019)) as rows:
        exchange(rows, "Đà Nẵng", "Cao Bằng")


@corruption(None, "the two have had nearly the same profile for years: their past fits either row")
def rows_of_two_provinces_alike_exchanged(world: World) -> None:
    with world.table(Y) as rows:
        exchange(rows, "Nghệ An", "Thanh Hóa")


@corruption("swapped_rows")
def three_rows_moved_round(world: World) -> None:
    with world.table(Y) as rows:
        exchange(rows, "Hà Nội", "Lai Châu")
        exchange(rows, "Hà Nội", "Cà Mau")


@corruption("rank_correlation")
def names_sorted_apart_from_their_rows(world: World) -> None:
    with world.table(papi(2020)) as rows:
        rename(rows, sorted(row[0] for row in rows[1:]))


@corruption("moved_names")
def names_moved_down_by_one(world: World) -> None:
    """Neighbours in the list are neighbours on the map, so that the order of provinces changes less than by chance."""
    with world.table(papi(2020)) as rows:
        names = [row[0] for row in rows[1:]]
        rename(rows, [names[-1], *names[:-1]])


@corruption("moved_names")
def rows_moved_up_by_one_from_the_middle_on(world: World) -> None:
    with world.table(papi(2013)) as rows:
        figures = [row[1:] for row in rows[10:]]
        for row, values in zip(rows[10:], figures[1:] + figures[:1], strict=True):
            row[1:] = values


@corruption("rank_correlation")
def names_in_reverse(world: World) -> None:
    with world.table(papi(2019)) as rows:
        rename(rows, [row[0] for row in rows[:0:-1]])


@corruption("swapped_rows")
def a_third_of_the_rows_shuffled(world: World) -> None:
    with world.table(papi(2020)) as rows:
        some = rows[1:22]
        figures = [row[1:] for row in some]
        random.Random(7).shuffle(figures)
        for row, values in zip(some, figures, strict=True):
            row[1:] = values


@corruption("row_distance")
def a_row_moved_right_by_a_column(world: World) -> None:
    with world.table(Y) as rows:
        row = row_of(rows, "Hải Phòng")
        row[1:] = [row[-1], *row[1:-1]]


@corruption("out_of_bounds")
def a_row_moved_left_by_a_column(world: World) -> None:
    with world.table(papi(2012)) as rows:
        row = row_of(rows, "Hải Phòng")
        row[1:] = [*row[2:], row[1]]


@corruption("near_row")
def the_national_mean_in_the_row_of_a_province(world: World) -> None:
    with world.table(Y) as rows:
        target = row_of(rows, "Hải Phòng")
        for i in range(1, len(target)):
            target[i] = at(mean(float(row[i]) for row in rows[1:] if row[i]))


@corruption("repeated_row")
def the_row_of_a_neighbour_in_the_row_of_a_province(world: World) -> None:
    with world.table(Y) as rows:
        row_of(rows, "Hải Phòng")[1:] = row_of(rows, "Quảng Ninh")[1:]


@corruption("repeated_row")
def a_row_of_the_edition_before(world: World) -> None:
    before = row_of(world.rows(papi(2023)), "Hải Phòng")
    with world.table(Y) as rows:
        row_of(rows, "Hải Phòng")[1:] = before[1:]


@corruption("near_row")
def a_row_of_the_edition_before_a_little_changed(world: World) -> None:
    draw = random.Random(1)
    before = row_of(world.rows(papi(2023)), "Hải Phòng")
    with world.table(Y) as rows:
        row_of(rows, "Hải Phòng")[1:] = [at(float(cell) + draw.gauss(0, 0.01)) for cell in before[1:]]


def fill_a_gap(world: World, values: list[str]) -> None:
    """Fills Vĩnh Phúc's gap of 2024, and takes the statement of the gap back."""
    with world.table(Y) as rows:
        row_of(rows, "Vĩnh Phúc")[1:] = values
    gaps = world.seed("unscored_units")
    gaps[:] = [row for row in gaps if (row["index_code"], row["year"], row["province_id"]) != ("PAPI", "2024", "63-26")]
    for row in world.seed("editions"):
        if (row["index_code"], row["year"]) == ("PAPI", "2024"):
            row["units_scored"] = "62"


@corruption("repeated_row")
def a_gap_filled_with_the_provinces_own_last_row(world: World) -> None:
    fill_a_gap(world, row_of(world.rows(papi(2023)), "Vĩnh Phúc")[1:])


@corruption("out_of_bounds")
def a_gap_filled_with_zeros(world: World) -> None:
    fill_a_gap(world, ["0"] * 28)


@corruption("near_row")
def a_gap_filled_with_the_mean_of_three_editions(world: World) -> None:
    past = [row_of(world.rows(papi(y)), "Vĩnh Phúc")[1:] for y in (2021, 2022, 2023)]
    fill_a_gap(world, [at(mean(map(float, column))) for column in zip(*past, strict=True)])


# Columns in the wrong place.


@corruption("swapped_columns")
def two_like_columns_exchanged(world: World) -> None:
    with world.table(Y) as rows:
        exchange_columns(rows, "5.1", "5.4")


@corruption("swapped_columns")
def two_like_columns_of_an_older_edition_exchanged(world: World) -> None:
    with world.table(papi(2013)) as rows:
        exchange_columns(rows, "4.1", "4.2")


@corruption("swapped_columns")
def two_dimensions_exchanged(world: World) -> None:
    with world.table(papi(2019)) as rows:
        for part in "1234":
            exchange_columns(rows, f"2.{part}", f"4.{part}")


@corruption("out_of_bounds")
def headings_moved_by_one(world: World) -> None:
    with world.table(Y) as rows:
        rows[0][1:] = [rows[0][-1], *rows[0][1:-1]]


@corruption("repeated_value")
def a_constant_column(world: World) -> None:
    with world.table(Y) as rows:
        i = column_of(rows, "7.2")
        for row in rows[1:]:
            row[i] = "1.93000" if row[i] else ""


@corruption("repeated_column")
def a_column_copied_over_its_neighbour(world: World) -> None:
    with world.table(Y) as rows:
        for row in rows[1:]:
            row[column_of(rows, "5.3")] = row[column_of(rows, "5.1")]


@corruption("near_column")
def a_column_of_the_edition_before(world: World) -> None:
    before = scores(world.rows(papi(2023)))
    with world.table(Y) as rows:
        i = column_of(rows, "8.2")
        for row in rows[1:]:
            if row[i] and (row[0], "8.2") in before:
                row[i] = str(before[row[0], "8.2"])


@corruption("column_order")
def a_column_turned_round(world: World) -> None:
    with world.table(Y) as rows:
        i = column_of(rows, "6.3")
        low, high = (f(D(row[i]) for row in rows[1:] if row[i]) for f in (min, max))
        for row in rows[1:]:
            row[i] = at(low + high - D(row[i])) if row[i] else ""


@corruption("one_sign_shift")
def a_column_on_a_rescaled_questionnaire(world: World) -> None:
    with world.table(Y) as rows:
        i = column_of(rows, "3.1")
        for row in rows[1:]:
            row[i] = at(D(row[i]) * D("1.2")) if row[i] else ""


@corruption("column_spread")
def a_column_pressed_together(world: World) -> None:
    with world.table(Y) as rows:
        i = column_of(rows, "3.1")
        middle = mean(float(row[i]) for row in rows[1:] if row[i])
        for row in rows[1:]:
            row[i] = at(middle + (float(row[i]) - middle) / 3) if row[i] else ""


@corruption(None, "a column that hardly keeps its order from year to year has about the order of chance when sorted")
def a_loose_column_sorted_on_its_own(world: World) -> None:
    with world.table(Y) as rows:
        i = column_of(rows, "4.2")
        full = [row for row in rows[1:] if row[i]]
        for row, value in zip(full, sorted(row[i] for row in full), strict=True):
            row[i] = value


# Another scale or precision.


@corruption("out_of_bounds")
def all_scores_times_ten(world: World) -> None:
    with world.table(Y) as rows:
        each(rows, lambda score: score * 10)


@corruption("out_of_bounds")
def all_scores_divided_by_ten(world: World) -> None:
    with world.table(Y) as rows:
        each(rows, lambda score: score / 10)


@corruption("reported_figures")
def all_scores_two_percent_up_where_the_press_has_totals(world: World) -> None:
    with world.table(papi(2019)) as rows:
        each(rows, lambda score: min(score * D("1.02"), D("3.3")))


@corruption("reported_mean")
def all_scores_two_percent_up_where_the_press_has_the_mean(world: World) -> None:
    with world.table(papi(2022)) as rows:
        each(rows, lambda score: min(score * D("1.02"), D("3.3")))


@corruption(None, "real editions rise as far in a year, and nobody reported a figure of this edition")
def all_scores_one_percent_up_where_nobody_reported_any(world: World) -> None:
    with world.table(papi(2014)) as rows:
        each(rows, lambda score: min(score * D("1.01"), D("3.3")))


@corruption("coarse_table")
def all_scores_rounded_to_one_decimal(world: World) -> None:
    with world.table(papi(2012)) as rows:
        each(rows, lambda score: score, 1)


@corruption("coarse_table")
def all_scores_rounded_to_two_decimals_and_padded(world: World) -> None:
    with world.table(Y) as rows:
        each(rows, lambda score: D(at(score, 2)))


@corruption("coarse_table")
def half_of_the_rows_rounded_to_four_decimals(world: World) -> None:
    with world.table(Y) as rows:
        some = [rows[0], *rows[1:32]]
        each(some, lambda score: score, 4)


@corruption("coarse_row")
def a_row_typed_from_a_chart(world: World) -> None:
    with world.table(Y) as rows:
        each([rows[0], row_of(rows, "Hải Phòng")], lambda score: score, 2)


@corruption("last_digits")
def scores_made_up_by_a_person(world: World) -> None:
    """People like to end a number in 3 or 7."""
    draw = random.Random(3)
    with world.table(Y) as rows:
        each(rows, lambda score: D(str(score)[:-1] + draw.choice("1233455677789")))


@corruption("cell_distance")
def one_score_of_an_even_column_doubled(world: World) -> None:
    with world.table(Y) as rows:
        row, i = row_of(rows, "Hải Phòng"), column_of(rows, "5.1")
        row[i] = at(D(row[i]) / 2)


@corruption(None, NO_SECOND_SOURCE)
def one_digit_changed_in_one_cell(world: World) -> None:
    with world.table(Y) as rows:
        row, i = row_of(rows, "Hải Phòng"), column_of(rows, "5.1")
        row[i] = at(D(row[i]) + D("0.1"))


@corruption(None, NO_SECOND_SOURCE)
def two_decimals_exchanged_in_one_cell(world: World) -> None:
    with world.table(Y) as rows:
        row, i = row_of(rows, "Hải Phòng"), column_of(rows, "3.2")
        figure = row[i]
        row[i] = figure[:3] + figure[4] + figure[3] + figure[5:]
        assert row[i] != figure


@corruption(None, NO_SECOND_SOURCE)
def two_scores_of_a_row_exchanged(world: World) -> None:
    with world.table(Y) as rows:
        row = row_of(rows, "Hải Phòng")
        row[13], row[15] = row[15], row[13]


# Another edition, or no edition at all.


@corruption("repeated_row")
def last_years_table_with_a_line_more_at_its_end(world: World) -> None:
    world.write(papi(2020), world.contents[papi(2019)] + b"\n")


@corruption("explained_by_past")
def last_years_table_in_another_order_and_rounded(world: World) -> None:
    rows = world.rows(papi(2019))
    rows[1:] = rows[:0:-1]
    each(rows, lambda score: score + D("0.00013"))
    world.put(papi(2020), rows)


@corruption("reported_figures")
def the_table_of_another_edition_of_the_same_structure(world: World) -> None:
    world.write(papi(2019), world.contents[papi(2020)] + b"\n")


@corruption("repeated_row")
def half_of_the_rows_from_the_edition_before(world: World) -> None:
    before = world.rows(papi(2019))
    with world.table(papi(2020)) as rows:
        rows[1:32] = before[1:32]


@corruption("explained_by_past")
def half_of_the_columns_from_the_edition_before_a_little_changed(world: World) -> None:
    draw = random.Random(5)
    before = world.rows(papi(2019))
    with world.table(papi(2020)) as rows:
        for row, old in zip(rows[1:], before[1:], strict=True):
            row[1:25] = [at(float(cell) + draw.gauss(0, 0.03)) for cell in old[1:25]]


@corruption("explained_by_past")
def a_forecast_of_last_value_and_trend(world: World) -> None:
    predicted(world, 2024, lambda past: past[-1] + (past[-1] - past[0]) / max(1, len(past) - 1) / 2)


@corruption("explained_by_past")
def a_forecast_of_the_mean_of_three_years(world: World) -> None:
    predicted(world, 2024, mean)


@corruption("explained_by_past")
def a_forecast_by_smoothing(world: World) -> None:
    def smooth(past: list[float]) -> float:
        level = past[0]
        for value in past[1:]:
            level = (level + value) / 2
        return level

    predicted(world, 2024, smooth)


@corruption("explained_by_past")
def a_forecast_with_noise_of_a_third(world: World) -> None:
    predicted(world, 2024, mean, noise=0.33)


# It has the statistics of a real edition: what the press reported of that edition gives it away.
@corruption("reported_figures")
def a_forecast_with_noise_as_large_as_the_surveys(world: World) -> None:
    predicted(world, 2024, lambda past: 0.6 * mean(past) + 0.4 * past[-1], noise=0.9)


@corruption("rank_correlation")
def random_figures_with_the_right_means(world: World) -> None:
    draw = random.Random(9)
    with world.table(papi(2020)) as rows:
        for i in range(1, len(rows[0])):
            column = [float(row[i]) for row in rows[1:]]
            for row in rows[1:]:
                row[i] = at(min(max(draw.gauss(mean(column), pstdev(column)), min(column)), max(column)))


# The first edition on the boundaries of 2025.


def new_boundaries(world: World, of_past: float = 0.55, noise: float = 0.75, seed: int = 34) -> Rows:
    """An edition of 2025 on 34 units as the survey might find it: part of each unit's past, and its own error."""
    draw = random.Random(seed)
    editions = world.seed("editions")
    row = {"index_code": "PAPI", "year": "2025", "boundary_set": "34", "as_of_date": "2025-12-31",
           "units_expected": "34", "units_scored": "34", "is_pilot": "false", "is_table_required": "true"}  # fmt: skip
    editions.append(row)
    merged: dict[str, list[tuple[str, float]]] = {}
    for link in REFERENCE.successions:
        merged.setdefault(link.successor_id, []).append((link.predecessor_id, link.population_share))
    old = world.rows(Y)
    past = {key: float(score) for key, score in scores(old).items()}
    made = [old[0], *([REFERENCE.province_names[unit]] for unit in sorted(merged))]
    for code in old[0][1:]:
        column = [score for (_, c), score in past.items() if c == code]
        middle, width = mean(column), pstdev(column)
        for row, unit in zip(made[1:], sorted(merged), strict=True):
            shares = [(past.get((REFERENCE.province_names[p], code), middle), share) for p, share in merged[unit]]
            before = sum(score * share for score, share in shares) / sum(share for _, share in shares)
            score = middle + of_past * (before - middle) + draw.gauss(0, noise * width)
            row.append(at(min(max(score, min(column)), max(column))))
    return made


@corruption("rank_correlation")
def names_apart_from_their_rows_on_new_boundaries(world: World) -> None:
    rows = new_boundaries(world)
    names = [row[0] for row in rows[1:]]
    rename(rows, names[17:] + names[:17])
    world.put(papi(2025), rows)


@corruption("explained_by_past")
def a_weighted_mean_of_the_old_units_saved_as_the_first_edition(world: World) -> None:
    world.put(papi(2025), new_boundaries(world, of_past=1, noise=0))


@corruption("former_unit")
def the_old_units_saved_as_the_first_edition_of_the_new(world: World) -> None:
    new_boundaries(world)
    old = world.rows(Y)
    each(old, lambda score: score + D("0.01"))
    world.put(papi(2025), old)
