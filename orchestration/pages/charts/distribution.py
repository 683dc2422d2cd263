"""A dot for every unit of an edition, stacked in bins, with the bounds of the groups."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from orchestration.pages.charts.axis import Axis
from orchestration.pages.charts.drawing import dot, line, svg, text
from orchestration.pages.language import Language

BINS_A_STEP = 8
STEP, RADIUS, TOP = 11, 4.6, 44


@dataclass(frozen=True)
class Unit:
    """One unit: its name, score, and the class of its colour."""

    name: str
    score: float
    cls: str


@dataclass(frozen=True)
class Group:
    """One group, from its lowest to its highest score."""

    n: int
    low: float
    high: float
    cls: str


def bin_width(axis: Axis) -> float:
    return axis.step / BINS_A_STEP


def distribution(
    axis: Axis, units: Sequence[Unit], groups: Sequence[Group], mean: float | None, t: Language, label: str
) -> Markup:
    """Groups come best first; between two of them stands a dashed line."""
    width, stacks = bin_width(axis), {}
    for unit in sorted(units, key=lambda unit: (unit.score, unit.name)):
        place = min(int((float(unit.score) - axis.low) / width), round((axis.high - axis.low) / width) - 1)
        stacks.setdefault(place, []).append(unit)
    highest = max(len(stack) for stack in stacks.values())
    base = TOP + max(highest * STEP + 8, 60)
    dots = "".join(
        dot(
            axis(axis.low + (place + 0.5) * width),
            base - 7 - height * STEP,
            RADIUS,
            f"dot {unit.cls}",
            f"{unit.name} {t.number(unit.score)}",
        )
        for place, stack in stacks.items()
        for height, unit in enumerate(stack)
    )
    body = line(axis(axis.low), base, axis(axis.high), base, "axis")
    for tick in axis.ticks:
        body += line(axis(tick), base, axis(tick), base + 5, "axis")
        body += text(axis(tick), base + 19, t.number(tick, axis.decimals), "tick")
    if groups:
        edges = [(float(upper.low) + float(lower.high)) / 2 for upper, lower in itertools.pairwise(groups)]
        body += "".join(line(axis(edge), 34, axis(edge), base, "soft") for edge in edges)
        ends = [float(groups[0].high), *edges, float(groups[-1].low)]
        for group, upper, lower in zip(groups, ends, ends[1:], strict=False):
            body += text(axis((upper + lower) / 2), 28, group.n, f"count {group.cls}")
    if mean is not None:
        body += line(axis(mean), TOP, axis(mean), base, "mean")
    return svg(body + dots, base + 26, label, "distribution")
