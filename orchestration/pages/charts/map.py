"""The country as outlines, with the archipelagos in insets."""

import itertools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

ASSETS = Path(__file__).parents[1] / "assets"
# The palest comes last: its outline stays whole. Gaps are drawn first.
_ORDER = {"g0": 0, "g4": 2}
_WEST, _EAST, _SOUTH = -30, 930, 1504
# The room that a callout takes: a character on a phone, and from above its words to below its figure.
_CHARACTER, _ABOVE, _BELOW = 15.6, 34, 36
# How far from its unit a callout may stand: the nearest that has room, of equally near the lower one.
_SHIFTS = sorted(range(-240, 401, 20), key=lambda shift: (abs(shift), -shift))


@dataclass(frozen=True)
class Shown:
    """How one unit appears: the class of its colour, what it says when pointed at, where it leads."""

    cls: str
    title: str
    href: str


@dataclass(frozen=True)
class Callout:
    """Words at the edge with a thread to a unit."""

    unit: str
    words: str
    figure: str


# West, north, east, south.
Box = tuple[float, float, float, float]


@cache
def geometry(boundary_set: str) -> dict:
    """Outlines of the units of a boundary set by official code, their neighbours, and the archipelagos."""
    shapes = json.loads((ASSETS / f"map_{boundary_set}.json").read_text(encoding="utf-8"))
    return shapes | {"archipelagos": json.loads((ASSETS / "archipelagos.json").read_text(encoding="utf-8"))}


def neighbours(province: str) -> list[str]:
    """Ids of the units that share a border with a unit."""
    boundary_set, code = province.split("-", 1)
    return [f"{boundary_set}-{other}" for other in geometry(boundary_set)["units"][code]["touches"]]


@cache
def _outline_points(boundary_set: str) -> list[tuple[int, int]]:
    return [point for unit in geometry(boundary_set)["units"].values() for point in _corners(unit["d"])]


def country(
    boundary_set: str, units: Mapping[str, Shown], owners: Mapping[str, str], callouts: Sequence[Callout], label: str
) -> Markup:
    """Units by id. `owners` are the names of the units that archipelagos belong to, by official code."""
    shapes = geometry(boundary_set)["units"]
    ids = [f"{boundary_set}-{code}" for code in shapes]
    ids.sort(key=lambda unit: (_ORDER.get(units[unit].cls, 1), units[unit].cls, unit))
    body = ""
    for cls, members in itertools.groupby(ids, lambda unit: units[unit].cls):
        body += f'<g class="{cls}">'
        for unit in members:
            body += (
                f'<a href="{escape(units[unit].href)}" tabindex="-1"><path d="{shapes[unit.split("-", 1)[1]]["d"]}">'
                f"<title>{escape(units[unit].title)}</title></path></a>"
            )
        body += "</g>"
    body = f'<g class="units">{body}</g>'
    for island_group in geometry(boundary_set)["archipelagos"]:
        code = island_group["official_code"]
        body += inset(island_group, owners[code], units[f"{boundary_set}-{code}"])
    body += _threads(boundary_set, shapes, callouts)
    frame = f"{_WEST} -12 {_EAST - _WEST} {_SOUTH + 12}"
    return Markup(f'<svg class="map" viewBox="{frame}" role="group" aria-label="{escape(label)}">{body}</svg>')


def _threads(boundary_set: str, shapes: Mapping[str, dict], callouts: Sequence[Callout]) -> str:
    """Callouts from north to south, each at the nearer edge of the country, clear of insets and of one another."""
    taken = [(x, y, x + w, y + h) for x, y, w, h in (a["frame"] for a in geometry(boundary_set)["archipelagos"])]
    body = ""
    places = {callout.unit: shapes[callout.unit.split("-", 1)[1]] for callout in callouts}
    for callout in sorted(callouts, key=lambda callout: places[callout.unit]["y"]):
        x, y = places[callout.unit]["x"], places[callout.unit]["y"]
        west, east = _edges(boundary_set, y)
        is_left = x - west < east - x
        _, y_text, x_end, _ = box = _room(boundary_set, y, is_left, _CHARACTER * len(callout.words), taken)
        y_text += _ABOVE
        taken.append(box)
        x_text, anchor, x_thread = (x_end, "end", x_end + 8) if is_left else (box[0], "start", box[0] - 8)
        if not is_left and x_end >= _EAST:
            # On the edge of the country: on wide screens, where words take three quarters of the room, clear of it.
            x_text, anchor, x_thread = x_end, "end", x_end - 0.76 * (x_end - box[0])
        body += (
            f'<path d="M{x} {y}L{x_thread:g} {y_text:g}" class="thread"/><circle cx="{x}" cy="{y}" r="6" class="pin"/>'
            f'<text x="{x_text:g}" y="{y_text - 2:g}" text-anchor="{anchor}" class="callout">'
            f"{escape(callout.words)}</text>"
            f'<text x="{x_text:g}" y="{y_text + 28:g}" text-anchor="{anchor}" class="callout-figure">'
            f"{escape(callout.figure)}</text>"
        )
    return body


def _edges(boundary_set: str, y: float) -> tuple[int, int]:
    """The western and eastern ends of the country at a height."""
    near = [px for px, py in _outline_points(boundary_set) if abs(py - y) < 26]
    return (min(near), max(near)) if near else (_EAST, _WEST)


def _room(boundary_set: str, y: float, is_left: bool, width: float, taken: Sequence[Box]) -> Box:
    """Where words of a width stand beside the country, as near to a height as there is room; if need be on its edge."""
    for on_land in (False, True):
        for shift in _SHIFTS:
            y_text = y + shift
            west, east = _edges(boundary_set, y_text)
            x = west - 34 - width if is_left else east + 34
            if on_land:
                x = min(max(x, _WEST), _EAST - width)
            box = (x, y_text - _ABOVE, x + width, y_text + _BELOW)
            is_within = box[0] >= _WEST and box[2] <= _EAST and box[3] <= _SOUTH
            if is_within and not any(_meet(box, other) for other in taken):
                return box
    return box


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def inset(island_group: dict, owner: str, shown: Shown) -> str:
    """A labelled frame, not to scale: the islands in the colour of the unit that they belong to."""
    x, y, width, height = island_group["frame"]
    (west, east), (south, north) = island_group["longitudes"], island_group["latitudes"]
    body = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" class="inset"/>'
    for lon, lat in island_group["islands"]:
        cx = x + 22 + (lon - west) / (east - west) * (width - 44)
        cy = y + 18 + (north - lat) / (north - south) * (height - 88)
        body += f'<circle cx="{cx:.0f}" cy="{cy:.0f}" r="7" class="{shown.cls}"/>'
    name, middle = escape(island_group["name"]), x + width / 2
    return (
        f'<g class="archipelago"><title>{name}: {escape(shown.title)}</title>{body}'
        f'<text x="{middle:g}" y="{y + height - 40}" text-anchor="middle" class="callout">{name}</text>'
        f'<text x="{middle:g}" y="{y + height - 13}" text-anchor="middle" class="callout-figure">{escape(owner)}</text>'
        "</g>"
    )


def _corners(path: str) -> list[tuple[int, int]]:
    """The corners of a path made of M and l alone, in absolute coordinates."""
    points = []
    for ring in path.split("M")[1:]:
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        x, y = numbers[:2]
        points.append((x, y))
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
    return points
