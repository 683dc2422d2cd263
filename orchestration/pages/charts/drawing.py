"""The pen of every chart: lines, words and dots in percent across and pixels down."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from orchestration.pages.charts.axis import Axis


def svg(body: str, height: float, label: str = "", cls: str = "") -> Markup:
    """A chart with a label for those who cannot see it; without one it is hidden from them, as beside its figures."""
    role = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return Markup(f'<svg class="{f"chart {cls}".strip()}" height="{height}" {role}>{body}</svg>')


def line(x1: float, y1: float, x2: float, y2: float, cls: str) -> str:
    return f'<line x1="{x1:g}%" y1="{y1:g}" x2="{x2:g}%" y2="{y2:g}" class="{cls}"/>'


def text(x: float, y: float, words: object, cls: str = "", anchor: str = "middle") -> str:
    """The middle is the style sheet's default."""
    side = "" if anchor == "middle" else f' text-anchor="{anchor}"'
    named = f' class="{cls}"' if cls else ""
    return f'<text x="{x:g}%" y="{y:g}"{named}{side}>{escape(str(words))}</text>'


def years(places: Mapping[int, float], y: float) -> str:
    """Years at their places across: in full where there is room, with two digits where there is not."""
    return level(
        [
            (x, Markup("<tspan>{:02}</tspan><tspan>’</tspan>{:02}").format(*divmod(year, 100)))
            for year, x in places.items()
        ],
        y,
        "tick year",
    )


def level(words: Sequence[tuple[float, object]], y: float, cls: str) -> str:
    """Words of one look at one height, each at its place across."""
    body = "".join(f'<text x="{x:g}%">{escape(word)}</text>' for x, word in words)
    return f'<svg y="{y:g}" class="{cls}">{body}</svg>' if words else ""


def dot(x: float, y: float, r: float, cls: str, title: str = "") -> str:
    if not title:
        return f'<circle cx="{x:g}%" cy="{y:g}" r="{r:g}" class="{cls}"/>'
    return f'<circle cx="{x:g}%" cy="{y:g}" r="{r:g}" class="{cls}"><title>{escape(title)}</title></circle>'


def rect(x: float, y: float, width: float, height: float, cls: str) -> str:
    return f'<rect x="{round(x, 2):g}%" y="{y:g}" width="{round(width, 2):g}%" height="{height:g}" class="{cls}"/>'


def boxes(places: Sequence[tuple[float, float, float, float]], cls: str, height: float) -> str:
    """Many rectangles of one kind in one path, stretched across with the chart: x and width are percent."""
    return stretched("".join(f"M{_near(x)} {y:g}h{_near(w)}v{h:g}h-{_near(w)}z" for x, y, w, h in places), cls, height)


def segments(places: Sequence[tuple[float, float, float, float]], cls: str, height: float) -> str:
    """Many lines of one kind in one path: from x and y to x and y, x in percent. Their style keeps their width."""
    if not places:
        return ""
    return stretched("".join(_segment(*place) for place in places), cls, height)


def _segment(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"M{_near(x1)} {y1:g}" + (f"H{_near(x2)}" if y1 == y2 else f"L{_near(x2)} {y2:g}")


def stretched(path: str, cls: str, height: float) -> str:
    """A path in percent across and pixels down."""
    return (
        f'<svg width="100%" height="{height:g}" viewBox="0 0 100 {height:g}" preserveAspectRatio="none">'
        f'<path d="{path}" class="{cls}"/></svg>'
    )


def _near(x: float) -> str:
    return f"{round(x, 2):g}"


def mark(x: float, y: float, path: str, cls: str) -> str:
    """A shape that keeps its size, with its origin at a point."""
    return f'<svg x="{x:g}%" y="{y:g}"><path d="{path}" class="{cls}"/></svg>'


def diamond(x: float, y: float, cls: str, size: float = 5) -> str:
    return mark(x, y, f"M0-{size:g}L{size:g} 0L0 {size:g}L-{size:g} 0z", cls)


def grid(axis: Axis) -> str:
    """The class of a chart in a row whose background has a line at each tick: a thousand rows need no lines each."""
    return f"ticks ticks-{len(axis.ticks) - 1}"
