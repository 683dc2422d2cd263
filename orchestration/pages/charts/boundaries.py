"""Two boundary sets on one map: the units of the later, and within them the outlines of the earlier."""

from collections.abc import Mapping

from markupsafe import Markup, escape

from orchestration.pages.charts.map import Shown, geometry, inset


def both(
    older: str, newer: str, units: Mapping[str, Shown], owners: Mapping[str, str], codes: Mapping[str, str], label: str
) -> Markup:
    """`units` of the newer set by id, `owners` as in `map.country`; `codes` are what is written in each unit."""
    shapes = geometry(newer)["units"]
    fills = outlines = words = ""
    for code, shape in sorted(shapes.items()):
        shown = units[f"{newer}-{code}"]
        fills += (
            f'<a href="{escape(shown.href)}" tabindex="-1"><path d="{shape["d"]}" class="{shown.cls}">'
            f"<title>{escape(shown.title)}</title></path></a>"
        )
        words += f'<text x="{shape["x"]}" y="{shape["y"] + 8}" text-anchor="middle">{escape(codes[code])}</text>'
    for _, shape in sorted(geometry(older)["units"].items()):
        outlines += shape["d"]
    islands = "".join(
        inset(group, owners[group["official_code"]], units[f"{newer}-{group['official_code']}"])
        for group in geometry(newer)["archipelagos"]
    )
    return Markup(
        f'<svg class="map boundaries" viewBox="-30 -12 960 1516" role="group" aria-label="{escape(label)}">'
        f'<g class="units">{fills}</g><path d="{outlines}" class="former"/><g class="codes">{words}</g>{islands}</svg>'
    )
