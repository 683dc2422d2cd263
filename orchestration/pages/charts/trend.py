"""A series over the editions of an index: one panel for each run of years between hard breaks.

All panels span as many points, so that slopes compare by eye and levels do not; they are never joined. Segments
across a soft break are dashed. Places stand in a row below, not on a second axis.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup

from orchestration.pages.charts import drawing as pen
from orchestration.pages.charts.axis import Axis, around
from orchestration.pages.charts.drawing import boxes, diamond, dot, line, rect, segments, svg, text
from orchestration.pages.language import Language

LEFT, GUTTER = 8.5, 9.0
# Class of the dot by the status of a figure; published ones are solid.
DOTS = {"reported": "ring", "derived": "derived", "bounded": "derived", "backcast": "ring"}


@dataclass(frozen=True)
class Point:
    """One edition: the score and the place are None where they are not known."""

    year: int
    score: float | None
    rank: int | None
    status: str | None = "published"


@dataclass(frozen=True)
class Series:
    """What is drawn: points in the order of time; by year the kinds of breaks, means, and bands of the groups.

    A band is a class, a lowest and a highest score. `panel_names` are by the first year of a panel.
    """

    points: Sequence[Point]
    breaks: Mapping[int, str]
    means: Mapping[int, float] = field(default_factory=dict)
    bands: Mapping[int, Sequence[tuple[str, float, float]]] = field(default_factory=dict)
    panel_names: Mapping[int, str] = field(default_factory=dict)


def panels(years: Sequence[int], breaks: Mapping[int, str]) -> list[list[int]]:
    """Years between hard breaks: nothing is joined from one panel to the next."""
    found: list[list[int]] = []
    for year in years:
        if not found or breaks.get(year) == "hard":
            found.append([])
        found[-1].append(year)
    return found


def ranges(series: Series, runs: Sequence[Sequence[int]], intervals: int) -> list[Axis]:
    """An axis for each panel, all with one step and of one length."""
    scores = {point.year: point.score for point in series.points}
    values = []
    for run in runs:
        known = [series.means.get(year) for year in run] + [scores[year] for year in run]
        known += [edge for year in run for _, *edges in series.bands.get(year, ()) for edge in edges]
        values.append([float(value) for value in known if value is not None])
    axes = [around(known, intervals) if known else None for known in values]
    widest = max((axis for axis in axes if axis), key=lambda axis: axis.high - axis.low)
    length, step = widest.high - widest.low, widest.step
    found = []
    for known in values:
        middle = (min(known) + max(known)) / 2 if known else 0
        low = round((middle - length / 2) / step) * step
        if known:
            # On a tick, and around everything.
            low = max(min(low, min(known) // step * step), -(-max(known) // step) * step - length)
        found.append(Axis(round(low, 6), round(low + length, 6), step))
    return found


def trend(series: Series, t: Language, label: str, height: int = 260, intervals: int = 6) -> Markup:
    """`height` is that of the panels; the row of places below takes 56 px more."""
    years = [point.year for point in series.points]
    runs = panels(range(years[0], years[-1] + 1), series.breaks)
    axes = ranges(series, [[y for y in run if y in years] for run in runs], intervals)
    n_years = sum(map(len, runs))
    column = (100 - LEFT - 0.5 - GUTTER * (len(runs) - 1)) / n_years
    start, axis_of, x = {}, {}, LEFT
    for run, axis in zip(runs, axes, strict=True):
        for year in run:
            start[year], axis_of[year] = x, axis
            x += column
        x += GUTTER
    centre = {year: round(start[year] + column / 2, 2) for year in start}
    top = 40 if any(series.panel_names.values()) else 16
    bottom = top + height

    def y_of(year: int, score: float) -> float:
        axis = axis_of[year]
        return round(bottom - (float(score) - axis.low) / (axis.high - axis.low) * height, 1)

    body, grid = "", []
    for run, axis in zip(runs, axes, strict=True):
        first, end = round(start[run[0]], 2), round(start[run[-1]] + column, 2)
        for tick in axis.ticks:
            y = y_of(run[0], tick)
            grid.append((first, y, end, y))
            body += text(first - 1, y + 4, t.number(tick, axis.decimals), "tick", "end")
        if series.panel_names.get(run[0]):
            body += text(first, 14, series.panel_names[run[0]], "panel", "start")
        if run is not runs[0]:
            body += rect(first - GUTTER + 0.6, top - 16, 1.8, height + 16, "hard")
    body = segments(grid, "grid", bottom) + body
    body += _background(series, years, start, column, centre, y_of, (top, bottom))
    body += _lines(series, centre, y_of, bottom)
    beside: dict[int, list[float]] = {point.year: [] for point in series.points}
    for before, now in pairwise(series.points):
        if _joins(series, before, now):
            beside[before.year].append(now.score)
            beside[now.year].append(before.score)
    for point in series.points:
        is_low = bool(beside[point.year]) and point.score < min(beside[point.year])
        body += _point(point, t, centre[point.year], y_of, bottom, len(years) > 9, is_low)
    body += pen.years({year: x for year, x in centre.items() if year in years}, bottom + 20)
    body += pen.level([(x, "·") for year, x in centre.items() if year not in years], bottom + 20, "tick")
    places = [(centre[point.year], point.rank) for point in series.points]
    body += pen.level([place for place in places if place[1]], bottom + 43, "rank")
    body += pen.level([(x, "–") for x, rank in places if not rank], bottom + 43, "tick")
    body += text(0, bottom + 43, t("head_place"), "tick", "start")
    body += line(0, bottom + 27, 100, bottom + 27, "rule") + line(0, bottom + 52, 100, bottom + 52, "rule")
    return svg(body, bottom + 56, label, "trend")


def _background(series, years, start, column, centre, y_of, span) -> str:
    """Groups, means and marks of soft breaks."""
    body, means, (top, bottom) = "", [], span
    bands: dict[str, list[tuple[float, float, float, float]]] = {}
    for year in years:
        for cls, low, high in series.bands.get(year, ()):
            y_high, y_low = y_of(year, high), y_of(year, low)
            band = (start[year] + column * 0.09, y_high, column * 0.82, max(round(y_low - y_high, 1), 0.5))
            bands.setdefault(cls, []).append(band)
        if not series.bands.get(year) and series.means.get(year) is not None:
            y = y_of(year, series.means[year])
            means.append((centre[year] - column * 0.36, y, centre[year] + column * 0.36, y))
        if series.breaks.get(year) == "soft" and year != years[0]:
            body += line(round(start[year], 2), top - 10, round(start[year], 2), bottom, "soft")
            body += diamond(round(start[year], 2), top - 12, "soft-mark")
    body = segments(means, "mean", bottom) + body
    return "".join(boxes(places, f"band {cls}", bottom) for cls, places in bands.items()) + body


def _lines(series: Series, centre, y_of, bottom: float) -> str:
    solid, loose = [], []
    for before, now in pairwise(series.points):
        if not _joins(series, before, now):
            continue
        spot = (centre[before.year], y_of(before.year, before.score), centre[now.year], y_of(now.year, now.score))
        is_loose = series.breaks.get(now.year) == "soft" or "derived" in (before.status, now.status)
        (loose if is_loose else solid).append(spot)
    lines = segments(solid, "unit-line", bottom) + segments(loose, "unit-line soft-line", bottom)
    return segments(solid + loose, "casing", bottom) + lines


def _joins(series: Series, before: Point, now: Point) -> bool:
    is_known = before.score is not None and now.score is not None
    return is_known and series.breaks.get(now.year) != "hard" and now.year - before.year == 1


def _point(point: Point, t: Language, x: float, y_of, bottom: float, is_crowded: bool, is_low: bool) -> str:
    """A figure stands above its dot, and below where all lines come from above and there is room."""
    if point.score is None:
        return text(x, bottom - 5, "×", "absent")
    y = y_of(point.year, point.score)
    cls = DOTS.get(point.status, "unit")
    body = dot(x, y, 5, cls, f"{point.year}: {t.number(point.score)}")
    y_words = y + 21 if is_low and y + 30 < bottom else y - 11
    return body + text(x, y_words, t.number(point.score, 1 if is_crowded else 2), "value wide")
