"""Figures and subjects over the editions: ranges with their mean, and which code a subject had when."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from orchestration.pages.charts import drawing as pen
from orchestration.pages.charts.axis import Axis, around
from orchestration.pages.charts.drawing import line, mark, rect, segments, svg, text
from orchestration.pages.charts.trend import panels
from orchestration.pages.language import Language

LEFT, GAP = 7.0, 8.0
TOP, BOTTOM = 34, 226


@dataclass(frozen=True)
class Figures:
    """Of one edition: lowest, mean, median and highest."""

    low: float
    mean: float
    median: float
    high: float


def axes(figures: Mapping[int, Figures], parted: Sequence[Sequence[int]]) -> list[Axis]:
    """One axis a panel, all of them as long: slopes compare, levels do not."""
    own = [around(v for year in years for v in (figures[year].low, figures[year].high)) for years in parted]
    step = max(axis.step for axis in own)
    lows = [round(axis.low // step * step, 6) for axis in own]
    intervals = max(-(-round((axis.high - low) / step, 6) // 1) for axis, low in zip(own, lows, strict=True))
    return [Axis(low, round(low + intervals * step, 6), step) for low in lows]


def ranges(
    t: Language, figures: Mapping[int, Figures], breaks: Mapping[int, str], names: Mapping[int, str], label: str
) -> Markup:
    """Lowest to highest, mean and median of each edition. `names` are the headings of panels by their first edition."""
    parted = panels(sorted(figures), breaks)
    column = (100 - LEFT - GAP * (len(parted) - 1)) / len(figures)
    body, grid, x = "", [], LEFT
    for i, (years, axis) in enumerate(zip(parted, axes(figures, parted), strict=True)):
        end = x + column * len(years)
        if i:
            body += rect(x - GAP + 0.4, TOP - 14, 1.5, BOTTOM - TOP + 14, "hard")
        for tick in axis.ticks:
            y = _height(axis, tick)
            grid.append((x, y, end, y))
            body += text(x - 0.7, y + 4, t.number(tick, axis.decimals), "tick", "end")
        body += text(x, 14, names.get(years[0], ""), "panel", "start")
        centre = {year: round(x + (j + 0.5) * column, 2) for j, year in enumerate(years)}
        means = {year: _height(axis, figures[year].mean) for year in years}
        for before, now in itertools.pairwise(years):
            cls = "unit-line soft-line" if breaks.get(now) == "soft" else "unit-line"
            body += line(centre[before], means[before], centre[now], means[now], f"mean-line {cls}")
        for year in years:
            f, cx = figures[year], centre[year]
            if breaks.get(year) == "soft":
                edge = round(cx - column / 2, 2)
                body += line(edge, TOP - 12, edge, BOTTOM, "soft") + mark(
                    edge, TOP - 15, "M0-5L5 0L0 5L-5 0z", "soft-mark"
                )
            said = t(
                "component_time_said", year=year, low=t.number(f.low), mean=t.number(f.mean), high=t.number(f.high)
            )
            body += f"<g><title>{said}</title>" + line(cx, _height(axis, f.low), cx, _height(axis, f.high), "range")
            body += (
                mark(cx, _height(axis, f.median), "M-5 0H5", "median")
                + mark(cx, means[year], "M-9 0H9", "mean")
                + "</g>"
            )
            body += text(cx, BOTTOM + 42, t.number(f.mean), "count wide")
        body += pen.years(centre, BOTTOM + 20)
        x = end + GAP
    body += text(0, BOTTOM + 42, t("component_mean_short"), "tick wide", "start")
    body += line(0, BOTTOM + 27, 100, BOTTOM + 27, "rule wide")
    return svg(segments(grid, "grid", BOTTOM) + body, BOTTOM + 52, label, "trend")


def _height(axis: Axis, value: float) -> float:
    return round(BOTTOM - (float(value) - axis.low) / (axis.high - axis.low) * (BOTTOM - TOP), 1)
