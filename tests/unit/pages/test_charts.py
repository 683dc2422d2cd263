"""Axes that follow the figures, panels between breaks, and what is drawn of what is not known."""

import re
from decimal import Decimal

import pytest

from orchestration.pages.charts import axis, counts, distribution, map, rows, trend
from orchestration.pages.charts.trend import Point, Series
from orchestration.pages.language import Language

EN = Language("en")


@pytest.mark.parametrize(
    ("values", "low", "high", "step"),
    [
        ([Decimal("39.91"), Decimal("47.82")], 38, 48, 2),
        ([2.5, 8.2], 2, 10, 2),
        ([73.5, 95.99], 70, 100, 5),
        ([5, 5], 4, 6, 1),
        ([0.33, 0.61], 0.3, 0.7, 0.1),
    ],
)
def test_an_axis_takes_in_all_values_and_ends_on_round_ticks(values, low, high, step):
    found = axis.around(values)
    assert (found.low, found.high, found.step) == (low, high, step)
    assert found.ticks[0] == low and found.ticks[-1] == high and len(found.ticks) <= axis.INTERVALS + 1
    assert all(found.left <= found(value) <= found.right for value in values)


def test_panels_end_at_hard_breaks_alone():
    breaks = {2012: "soft", 2013: "hard"}
    assert trend.panels(range(2011, 2015), breaks) == [[2011, 2012], [2013, 2014]]


def points(*scores, status="published"):
    return [Point(2011 + i, score, None if score is None else 3, status) for i, score in enumerate(scores)]


def test_panels_span_as_many_points():
    series = Series(points(31, 36, 44, 45), {2013: "hard"})
    first, second = trend.ranges(series, [[2011, 2012], [2013, 2014]], 6)
    assert first.high - first.low == second.high - second.low
    assert first.low <= 31 and first.high >= 36 and second.low <= 44 and second.high >= 45


def test_nothing_is_joined_over_a_hard_break_or_a_gap():
    def lines(breaks, *scores):
        drawn = str(trend.trend(Series(points(*scores), breaks), EN, "x"))
        return sum(path.count("M") for path in re.findall(r'<path d="([^"]+)" class="unit-line', drawn))

    assert lines({}, 31, 32, 33) == 2
    assert lines({2013: "hard"}, 31, 32, 43) == 1
    assert lines({}, 31, None, 33) == 0


def test_a_figure_stands_below_where_all_lines_come_from_above():
    drawn = str(trend.trend(Series(points(33, 32, 34), {}, means={2011: 30}), EN, "x"))
    dots = [float(y) for y in re.findall(r'<circle [^>]*cy="([\d.]+)"', drawn)]
    words = [float(y) for y in re.findall(r'y="([\d.]+)" class="value', drawn)]
    assert [word > dot for word, dot in zip(words, dots, strict=True)] == [False, True, False]


def test_a_soft_break_is_dashed_and_a_year_without_a_score_is_marked():
    drawn = str(trend.trend(Series(points(31, 32, None), {2012: "soft"}), EN, "x"))
    assert "unit-line soft-line" in drawn and "soft-mark" in drawn and "×" in drawn


@pytest.mark.parametrize(("status", "cls"), [("reported", "ring"), ("derived", "derived"), ("published", "unit")])
def test_a_dot_says_what_kind_of_figure_it_is(status, cls):
    drawn = str(trend.trend(Series(points(31, 32, status=status), {}), EN, "x"))
    assert f'class="{cls}"><title>' in drawn


def test_names_are_escaped():
    name = '<script>alert("x")</script>'
    drawn = str(trend.trend(Series(points(31, 32), {}), EN, name))
    drawn += distribution.distribution(axis.around([1, 2]), [distribution.Unit(name, 1, "g1")], [], None, EN, name)
    drawn += counts.coverage([(name, {2011: (1, 1, 2)})], [2011], name)
    shown = {f"63-{code}": map.Shown("g1", name, "x.html") for code in map.geometry("63")["units"]}
    drawn += map.country("63", shown, {"48": name, "56": name}, [map.Callout("63-31", name, name)], name)
    assert "<script" not in drawn and "&lt;script&gt;" in drawn


def test_words_beside_the_map_stay_within_it_and_clear_of_insets():
    insets = [(x, y, x + w, y + h) for x, y, w, h in (a["frame"] for a in map.geometry("63")["archipelagos"])]
    for code, is_left, width in (("11", True, 180), ("77", False, 280)):
        height = map.geometry("63")["units"][code]["y"]
        box = map._room("63", height, is_left, width, insets)
        assert box[0] >= map._WEST and box[2] <= map._EAST
        assert not any(map._meet(box, inset) for inset in insets)


@pytest.mark.parametrize("boundary_set", ["63", "34"])
def test_a_map_has_a_shape_for_every_unit_and_both_archipelagos(boundary_set):
    units = map.geometry(boundary_set)["units"]
    shown = {f"{boundary_set}-{code}": map.Shown("g1", code, "x.html") for code in units}
    drawn = str(map.country(boundary_set, shown, {"48": "A", "56": "B"}, [], "x"))
    assert drawn.count("<path d=") == int(boundary_set) == len(units)
    assert "Hoàng Sa" in drawn and "Trường Sa" in drawn


def test_squares_show_scores_places_and_gaps():
    drawn = str(counts.squares(2, 5, 10))
    assert [drawn.count(f'class="{cls}"') for cls in ("filled", "half", "empty")] == [2, 3, 5]


def test_the_middle_of_a_halved_range_is_not_rounded():
    halved = axis.Axis(30, 45, 5).ends()
    assert halved.ticks == [30, 37.5, 45] and halved.decimals == 1
    assert axis.Axis(30, 40, 5).ends().decimals == 0 and axis.Axis(0, 0.5, 0.1).ends().decimals == 2


def test_a_mean_stands_behind_a_whole_table_or_in_its_own_row_and_only_where_it_lies_on_the_axis():
    on = axis.around([1, 5])
    assert rows.background(on, 3) == "--n:4;--at:50%" and rows.background(on) == rows.background(on, 6) == "--n:4"
    assert rows.dot_on_axis(on, 1, "g1") == '<i class="g1" style="--x:1.5%"></i>'
    assert rows.dot_on_axis(on, 5, "ring", 3) == '<i class="ring" style="--x:98.5%;--at:50%"></i>'
