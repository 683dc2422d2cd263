"""The few statistics that the checks of meaning rest on, on doubles, without a library: a table has 63 rows."""

import math
from collections.abc import Collection, Iterable, Sequence
from operator import mul


def mean(values: Collection[float]) -> float:
    return math.fsum(values) / len(values)


def spread(values: Collection[float]) -> float:
    """Standard deviation of the population; 0 where all are equal."""
    if min(values) == max(values):
        return 0.0
    middle = mean(values)
    return math.sqrt(math.fsum((value - middle) ** 2 for value in values) / len(values))


def median(values: Iterable[float]) -> float:
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def ranks(values: Sequence[float]) -> list[float]:
    """Places from the smallest up, counted from 0; equal values share the middle of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    places = [0.0] * len(values)
    start = 0
    for end in range(1, len(order) + 1):
        if end == len(order) or values[order[end]] != values[order[start]]:
            for position in order[start:end]:
                places[position] = (start + end - 1) / 2
            start = end
    return places


def unit_vector(values: Sequence[float]) -> list[float]:
    """Values less their mean, of length 1; zeros where all are equal."""
    if min(values) == max(values):
        return [0.0] * len(values)
    middle = mean(values)
    centred = [value - middle for value in values]
    length = math.sqrt(dot(centred, centred))
    return [value / length for value in centred]


def dot(a: Iterable[float], b: Iterable[float]) -> float:
    return sum(map(mul, a, b))


def correlation(a: Sequence[float], b: Sequence[float]) -> float:
    """Pearson's; 0 where one of the two does not vary."""
    return dot(unit_vector(a), unit_vector(b))


def rank_correlation(a: Sequence[float], b: Sequence[float]) -> float:
    """Spearman's; 0 where one of the two does not vary."""
    return correlation(ranks(a), ranks(b))


def share_explained(values: Sequence[float], first: Sequence[float], second: Sequence[float]) -> float:
    """Adjusted R² of a least-squares fit of `values` by two predictors and a constant; 1 where the fit is exact."""
    target, a = unit_vector(values), unit_vector(first)
    if not any(target):
        return 1.0
    along = dot(unit_vector(second), a)
    rest = [x - along * y for x, y in zip(unit_vector(second), a, strict=True)]
    length = math.sqrt(dot(rest, rest))
    # A second predictor that tells nothing beyond the first counts as none.
    has_second = length > 1e-6
    explained = dot(target, a) ** 2 + ((dot(target, rest) / length) ** 2 if has_second else 0.0)
    n, k = len(target), 2 if has_second else 1
    return 1 - (1 - explained) * (n - 1) / (n - 1 - k)


def distance_from_others(values: dict[str, float]) -> dict[str, float]:
    """How far each value lies from the mean of all others, in their standard deviations: a spike hides nothing."""
    n, total, squares = len(values), math.fsum(values.values()), math.fsum(v * v for v in values.values())
    found = {}
    for key, value in values.items():
        middle = (total - value) / (n - 1)
        variance = (squares - value * value) / (n - 1) - middle * middle
        deviation = math.sqrt(max(variance, 0.0))
        found[key] = (value - middle) / deviation if deviation > 1e-9 else (0.0 if value == middle else math.inf)
    return found
