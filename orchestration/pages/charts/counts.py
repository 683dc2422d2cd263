"""How much is held: one square a unit, and columns of editions."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from orchestration.pages.charts import drawing as pen
from orchestration.pages.charts.drawing import rect, svg, text

COLUMNS, SIZE = 21, 10


def squares(n_scores: int, n_places: int, n_units: int) -> Markup:
    """One square a unit: full with a score, half with only a place, empty with neither."""
    body = ""
    for i in range(n_units):
        cls = "filled" if i < n_scores else "half" if i < n_places else "empty"
        x, y = i % COLUMNS * SIZE + 1, i // COLUMNS * SIZE + 1
        body += f'<rect x="{x}" y="{y}" width="8" height="8" class="{cls}"/>'
    height = -(-n_units // COLUMNS) * SIZE
    return Markup(f'<svg class="squares" viewBox="0 0 {COLUMNS * SIZE} {height}" aria-hidden="true">{body}</svg>')


def coverage(
    rows: Sequence[tuple[str, Mapping[int, tuple[int, int, int]]]], years: Sequence[int], label: str
) -> Markup:
    """For each name and year the units with a score, those that were scored and all units; a dot for no edition."""
    left, row_height, full = 15.0, 54, 34
    column = (100 - left) / len(years)
    body = ""
    for i, (name, counts) in enumerate(rows):
        base = 26 + i * row_height + full
        body += text(0, base - 4, name, "panel wide", "start")
        body += text(0, base - 4, name.split()[0], "panel narrow", "start")
        for j, year in enumerate(years):
            x, width = left + j * column + column * 0.12, column * 0.76
            middle = round(left + (j + 0.5) * column, 2)
            if year not in counts:
                body += text(middle, base + 14, "·", "tick")
                continue
            held, scored, units = counts[year]
            filled = round(full * held / units, 1)
            body += rect(x, base - full, width, full, "empty") + rect(x, base - filled, width, filled, "filled")
            body += text(middle, base + 14, held, "tick strong" if held == scored else "tick")
    body += pen.years({year: round(left + (j + 0.5) * column, 2) for j, year in enumerate(years)}, 12)
    return svg(body, 26 + row_height * len(rows), label, "coverage")
