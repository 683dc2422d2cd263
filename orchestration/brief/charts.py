"""The pages' charts as drawings of their own: a fixed width, and the colours of print with them."""

from markupsafe import Markup

from orchestration.brief.document import Chart
from orchestration.pages.charts import rows, trend
from orchestration.pages.charts.axis import Axis
from orchestration.pages.charts.drawing import line, rect, svg
from orchestration.pages.language import Language

WIDTH, CELL, CELL_HEIGHT = 740, 142, 22
FONT = "Governance Sans"
# Values of the pages' style sheet in its light colours: a drawing that stands alone has no other.
_STYLE = (
    f'text{{font-family:"{FONT}";font-size:13px;fill:#16191d}}'
    ".tick,.absent{fill:#5c646d}.panel,.value,.rank{font-weight:600}"
    ".value{paint-order:stroke;stroke:#fff;stroke-width:3.5px;stroke-linejoin:round}.narrow{display:none}"
    ".grid{stroke:#e4e4df}.mid{stroke:#8b9299}.rule{stroke:#d9d9d4}.range{stroke:#8b9299;stroke-width:5}"
    ".mean{stroke:#16191d;stroke-width:1.8}.unit{fill:#16191d;stroke:#fff;stroke-width:1.8}"
    ".ring{fill:#fff;stroke:#16191d;stroke-width:2.2}"
    ".derived{fill:#fff;stroke:#5c646d;stroke-width:1.6;stroke-dasharray:2 2}"
    ".best{fill:#fff;stroke:#454c54;stroke-width:1.8}"
    ".unit-line{stroke:#16191d;stroke-width:2.6;stroke-linecap:round}.soft-line{stroke-dasharray:2 5}"
    ".casing{stroke:#fff;stroke-width:5;opacity:.75}"
    ".soft{stroke:#5c646d;stroke-dasharray:1.5 3}.soft-mark{fill:#fff;stroke:#16191d;stroke-width:1.6}"
    ".band{opacity:.58}.g1{fill:#0e3a5d}.g2{fill:#3a749c}.g3{fill:#dda94b}.g4{fill:#f6e3b5}"
    ".hard{fill:#8b9299}.up{fill:#8cc3c2;stroke:#0f6c74}.down{fill:#a8401b;stroke:#a8401b}"
)


def alone(drawn: Markup, width: int, alt: str, axis: Axis | None = None) -> Chart:
    """A chart of the pages, which stretches with its column, at one width and with its style.

    The lines at the ticks of `axis` are the background of a row there, and of the drawing here.
    """
    height = int(float(drawn.split('height="', 1)[1].split('"', 1)[0]))
    # Its renderer cannot tell the second of two marks, which a narrow page shows in place of the first.
    drawn = str(drawn).replace("<tspan>’</tspan>", "")
    frame = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" viewBox="0 0 {width} {height}" text-anchor="middle" '
    )
    head, body = drawn.replace("<svg ", frame, 1).split(">", 1)
    grid = "".join(line(axis(tick), 0, axis(tick), height, "grid") for tick in axis.ticks) if axis else ""
    return Chart(f"{head}><style>{_STYLE}</style>{grid}{body}", width, height, alt)


def over_time(series: trend.Series, t: Language, alt: str) -> Chart:
    return alone(trend.trend(series, t, "", height=146, intervals=5), WIDTH, alt)


def on_axis(
    axis: Axis,
    value: float,
    low: float,
    high: float,
    alt: str,
    mean: float | None = None,
    best: float | None = None,
    cls: str = "unit",
) -> Chart:
    """One row of a table: lowest to highest, mean, best of the region, and the unit."""
    drawn = rows.dot_and_range(axis, value, low, high, mean, best, height=CELL_HEIGHT, cls=cls)
    return alone(drawn, CELL, alt, axis)


def axis_head(axis: Axis, t: Language, alt: str) -> Chart:
    """The labels of the axis that the rows below stand on."""
    return alone(rows.axis_head(axis, t), CELL, alt)


def from_zero(axis: Axis, value: float, alt: str, mean: float | None = None) -> Chart:
    """One row of a table: a change as a bar from zero, and the country's as a tick."""
    low, high, middle = *sorted((0, value)), CELL_HEIGHT / 2
    way = "up" if value > 0 else "down"
    body = line(axis(0), 0, axis(0), CELL_HEIGHT, "mid")
    body += rect(axis(low), middle - 5, max(axis(high) - axis(low), 0.4), 10, f"bar {way}")
    if mean is not None:
        body += line(axis(mean), middle - 8, axis(mean), middle + 8, "mean")
    return alone(svg(body, CELL_HEIGHT), CELL, alt)
