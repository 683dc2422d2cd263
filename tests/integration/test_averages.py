"""Means, medians, deviations and trends of the release, recomputed from the raw tables in exact fractions.

None of the project's own arithmetic is used, but for the names of provinces and where each lies.
"""

import csv
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from math import isqrt

import pytest

from orchestration.reference import TOTAL, Reference, fold_name

PLACES = 5


def rounded(exact: Fraction) -> Decimal:
    """Half up, away from zero."""
    # Both as whole numbers: no context of decimals cuts anything off before the one rounding.
    whole, rest = divmod(abs(exact.numerator) * 10**PLACES, exact.denominator)
    whole += 2 * rest >= exact.denominator
    return Decimal(whole if exact >= 0 else -whole).scaleb(-PLACES)


def mean(values: list[Fraction]) -> Fraction:
    return sum(values) / len(values)


def median(values: list[Fraction]) -> Fraction:
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def deviation(values: list[Fraction]) -> Fraction:
    variance = mean([value * value for value in values]) - mean(values) ** 2
    # The root to twenty places, exact to the last.
    return Fraction(isqrt(int(variance * 10**40)), 10**20)


def slope(points: dict[int, Fraction]) -> Fraction | None:
    n, x = len(points), sum(points)
    divisor = n * sum(year * year for year in points) - x * x
    products = sum(year * score for year, score in points.items())
    return (n * products - x * sum(points.values())) / divisor if divisor else None


@pytest.fixture(scope="module")
def scores(built):
    """Every PAPI score by year, component and province, from the raw tables: cells, dimensions and totals."""
    reference, found = Reference(built.workplace.dbt / "seeds"), {}
    for path in sorted((built.workplace.raw / "papi").glob("*.csv")):
        year = int(path.stem)
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.DictReader(handle):
                name, *cells = row.values()
                sums: dict[str, list] = defaultdict(list)
                for code, cell in zip(list(row)[1:], cells, strict=True):
                    sums[code.split(".")[0]].append(cell)
                    if cell:
                        found[year, code, reference.aliases["63", fold_name(name)]] = Fraction(cell)
                for code, parts in {**sums, TOTAL: cells}.items():
                    if all(parts):
                        found[year, code, reference.aliases["63", fold_name(name)]] = sum(map(Fraction, parts))
    return found


def test_every_score_is_the_exact_sum(release, scores):
    published = release.sql(
        "select year, component_code, province_id, score from marts.fct_score "
        "where index_code = 'PAPI' and score is not null"
    ).fetchall()
    assert {tuple(key): Fraction(score) for *key, score in published} == scores
    assert len(scores) > 28_000


def test_every_mean_median_and_deviation_is_exact_and_rounded_once(release, scores):
    scopes = {"national": "'all'", "region": "region_code", "unit_type": "unit_type"}
    units = release.sql(
        " union all ".join(
            f"select year, province_id, '{scope}', {value} from marts.dim_edition_unit where index_code = 'PAPI'"
            for scope, value in scopes.items()
        )
    ).fetchall()
    members = defaultdict(set)
    for year, province, *scope in units:
        members[year, province].add(tuple(scope))
    values = defaultdict(list)
    for (year, code, province), score in scores.items():
        for scope in members[year, province]:
            values[year, code, *scope].append(score)
    expected = {
        key: (len(of), *(rounded(measure(of)) for measure in (mean, median, min, max, deviation)))
        for key, of in values.items()
    }
    published = release.sql(
        "select year, component_code, scope, scope_value, n, mean, median, min, max, stddev "
        "from marts.fct_edition_summary where index_code = 'PAPI' and summary_status = 'computed'"
    ).fetchall()
    assert {row[:4]: row[4:] for row in published} == expected
    # Halves that were cut off before: medians of even scopes, and means that doubles hold a little too low.
    halves = [key for key, of in values.items() if (median(of) * 10**PLACES * 2).numerator % 2 and len(of) % 2 == 0]
    assert len(halves) > 900


def test_every_trend_is_exact_and_rounded_once(release, scores):
    published = release.sql(
        "select component_code, province_id, start_year, end_year, n_editions, trend_per_year "
        "from marts.fct_comparable_series where index_code = 'PAPI'"
    ).fetchall()
    assert len(published) > 4_500
    for code, province, start, end, n_editions, trend in published:
        years = [year for year in range(start, end + 1) if (year, code, province) in scores]
        exact = slope({year: scores[year, code, province] for year in years})
        assert len(years) == n_editions
        assert trend == (None if exact is None else rounded(exact)), (code, province, start, end)
