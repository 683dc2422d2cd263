"""A stated range of values across a chart, and how far it goes for given figures."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)
INTERVALS = 6


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`, drawn from `left` to `right` percent of the width."""

    low: float
    high: float
    step: float
    left: float = 1.5
    right: float = 98.5

    def __call__(self, value: float) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return round(self.left + share * (self.right - self.left), 2)

    @property
    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [round(self.low + i * self.step, 6) for i in range(count + 1)]

    @property
    def decimals(self) -> int:
        """As few as print every tick as it is."""
        return next((n for n in (0, 1) if all(round(tick, n) == tick for tick in self.ticks)), 2)

    def ends(self) -> "Axis":
        """The same range with its ends and its middle marked, for narrow columns."""
        return Axis(self.low, self.high, (self.high - self.low) / 2, self.left, self.right)


def around(values: Iterable[float], intervals: int = INTERVALS) -> Axis:
    """The least range that takes in all values and ends on ticks of a round step, of `intervals` at the most.

    One value alone stands between whole numbers: what is around it is not known.
    """
    known = [float(value) for value in values if value is not None]
    least, most = min(known), max(known)
    if least == most:
        return Axis(math.ceil(least) - 1, math.ceil(least) + 1, 1)
    for step in STEPS:
        low, high = math.floor(round(least / step, 9)), math.ceil(round(most / step, 9))
        if high - low <= intervals:
            return Axis(round(low * step, 6), round(high * step, 6), step)
    return Axis(math.floor(least), math.ceil(most), most - least)
