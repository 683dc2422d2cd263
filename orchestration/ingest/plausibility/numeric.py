"""Statistics that numpy does not have as the checks of meaning need them: of constant columns, ties and outliers."""

import math
from collections.abc import Collection, Sequence

import numpy as np


def spread(values: Collection[float]) -> float:
    """Standard deviation of the population; exactly 0 where all are equal."""
    return float(np.std(list(values))) if min(values) != max(values) else 0.0


def ranks(values: Sequence[float]) -> np.ndarray:
    """Ranks from the smallest up, counted from 0; equal values share the middle of theirs."""
    _, positions, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts + 1) / 2)[positions]


def unit_vector(values: Sequence[float]) -> np.ndarray:
    """Values less their mean, of length 1; zeros where all are equal."""
    if min(values) == max(values):
        return np.zeros(len(values))
    centred = np.asarray(values) - np.mean(values)
    return centred / np.linalg.norm(centred)


def correlation(a: Sequence[float], b: Sequence[float]) -> float:
    """Pearson's; 0 where one of the two does not vary."""
    return float(unit_vector(a) @ unit_vector(b))


def rank_correlation(a: Sequence[float], b: Sequence[float]) -> float:
    """Spearman's; 0 where one of the two does not vary."""
    return correlation(ranks(a), ranks(b))


def share_explained(values: Sequence[float], first: Sequence[float], second: Sequence[float]) -> float:
    """Adjusted R² of a least-squares fit of `values` by two predictors and a constant; 1 where the fit is exact."""
    target = unit_vector(values)
    if not target.any():
        return 1.0
    predictors = np.column_stack([unit_vector(first), unit_vector(second)])
    # A second predictor that adds nothing to the first counts as none.
    weights, _, n_independent, _ = np.linalg.lstsq(predictors, target, rcond=1e-6)
    left = float(np.sum((target - predictors @ weights) ** 2))
    n, k = len(target), max(n_independent, 1)
    return 1 - left * (n - 1) / (n - 1 - k)


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
