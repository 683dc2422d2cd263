"""Charts of one row of a table, and the head of their column with the axis."""

from markupsafe import Markup

from orchestration.pages.charts.axis import Axis
from orchestration.pages.charts.drawing import diamond, dot, grid, line, mark, svg, text
from orchestration.pages.language import Language


def axis_head(axis: Axis, t: Language) -> Markup:
    """The labels of an axis, for the head of a table column."""
    body = ""
    for i, tick in enumerate(axis.ticks):
        x = axis(tick)
        anchor = "start" if x < 4 else "end" if x > 96 else "middle"
        inner = "" if i in (0, len(axis.ticks) - 1) else "inner"
        body += text(x, 13, t.number(tick, axis.decimals), inner, anchor)
    return svg(body, 20, cls=f"scale-head {grid(axis)}")


def background(axis: Axis, mean: float | None = None) -> Markup:
    """The style of a table whose rows have a dot each: the ticks and the mean are drawn behind all of them."""
    return Markup(f"--n:{len(axis.ticks) - 1}{_at(axis, mean)}")


def dot_on_axis(axis: Axis, value: float, cls: str, mean: float | None = None) -> Markup:
    """One unit's score: a dot on a stated range, and the mean where it is not that of the whole table.

    `cls` is its group, `unit`, `ring` or `derived`. Drawn by the style sheet: a board of drawings has twice the size
    of one of marks.
    """
    return Markup(f'<i class="{cls}" style="--x:{axis(value):g}%{_at(axis, mean)}"></i>')


def _at(axis: Axis, mean: float | None) -> str:
    return f";--at:{axis(mean):g}%" if mean is not None and axis.low <= mean <= axis.high else ""


def dot_and_range(
    axis: Axis,
    value: float,
    low: float,
    high: float,
    mean: float | None = None,
    best: float | None = None,
    cls: str = "unit",
    height: int = 34,
) -> Markup:
    """Lowest to highest of many, their mean, the best of some, and the unit; `ring` where its figure is back-cast."""
    middle = height / 2
    body = line(axis(low), middle, axis(high), middle, "range")
    if mean is not None:
        body += line(axis(mean), middle - 9, axis(mean), middle + 9, "mean")
    if best is not None:
        body += diamond(axis(best), middle, "best", 6.5)
    return svg(body + dot(axis(value), middle, 6, cls), height, cls=grid(axis))


def arrow(axis: Axis, start: float, end: float, height: int = 26) -> Markup:
    """From the score before to the score now."""
    middle, is_up = height / 2, end > start
    cls = "up" if is_up else "down"
    body = line(axis(start), middle, axis(end), middle, f"move {cls}")
    body += dot(axis(start), middle, 3.5, f"from {cls}")
    body += mark(axis(end), middle, "M-7-4.5L0 0L-7 4.5z" if is_up else "M7-4.5L0 0L7 4.5z", f"head {cls}")
    return svg(body, height, cls=grid(axis))


def step(axis: Axis, start: float, end: float) -> Markup:
    """One bar of a waterfall, with the threads to the bar above and the bar below."""
    low, high = sorted((axis(start), axis(end)))
    cls, width = "up" if end > start else "down", max(high - low, 0.3)
    return Markup(f'<i class="step {cls}" style="--x:{low:g}%;--w:{width:.4g}%"></i>')


def total(axis: Axis, value: float, opens: bool, height: int = 30) -> Markup:
    """Where a waterfall starts from or ends."""
    middle = height / 2
    body = line(axis(value), middle if opens else 0, axis(value), height if opens else middle, "thread")
    return svg(body + dot(axis(value), middle, 6, "unit"), height, cls=grid(axis))


def length(share: float, cls: str = "") -> Markup:
    """A bar from zero, as a share of the longest: for lengths that are compared."""
    return Markup(f'<i class="{f"bar {cls}".strip()}" style="--x:{max(share * 100, 0.6):.4g}%"></i>')


def scale_strip(
    scale: tuple[float, float],
    score: float,
    known: tuple[float, float] | None,
    mean: float | None,
    t: Language,
    height: int = 40,
) -> Markup:
    """Where a score lies on the whole scale of its index, with the span of the units known."""
    axis, middle = Axis(float(scale[0]), float(scale[1]), 1, 0, 100), 13
    body = line(0, middle, 100, middle, "scale")
    if known:
        body += line(axis(known[0]), middle, axis(known[1]), middle, "range")
    if mean is not None:
        body += line(axis(mean), middle - 11, axis(mean), middle + 11, "mean")
    body += dot(axis(score), middle, 6, "unit")
    body += text(0, 36, t.number(scale[0], 0), "tick", "start") + text(100, 36, t.number(scale[1], 0), "tick", "end")
    return svg(body, height)
