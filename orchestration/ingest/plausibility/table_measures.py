"""Measures of full tables: how unusual an edition, a row or a column is. Whether that is too much, `limits` decides.

Pure. Measures look back only: an edition is measured against itself and earlier ones, as on the day it arrives.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from statistics import fmean, median

import numpy as np

from orchestration.ingest.plausibility.figures import Figures, Table
from orchestration.ingest.plausibility.numeric import (
    correlation,
    distance_from_others,
    rank_correlation,
    ranks,
    share_explained,
    spread,
    unit_vector,
)
from orchestration.reference import ALL, ONE_SIGN_SHIFT, Reference

# A province's past: older editions add little about its score, and less about a method that changes.
EDITIONS_OF_PAST = 5
# A row of fewer scores has no profile.
MIN_COMPONENTS = 5
# Levels weigh little beside the order of provinces, and no more than this many standard deviations.
LEVEL_WEIGHT, LEVEL_CAP = 0.1, 4.0
# Below it no correlation of columns is exact.
NEARLY_ONE = 0.98


@dataclass(frozen=True)
class Finding:
    """One measure of one edition, row or column. `unit` and `component` are `all` where it is of the whole table.

    `n_units` says on how many units it rests; None where it cannot rest on too few. `details` are for its message."""

    check: str
    index_code: str
    year: int
    value: float
    file: str
    line: int | None = None
    unit: str = ALL
    component: str = ALL
    n_units: int | None = None
    details: dict[str, object] = field(default_factory=dict)


_Positions = dict[tuple[str, float], list[tuple[Table, str]]]


def measure(figures: Figures, reference: Reference) -> Iterator[Finding]:
    for tables in figures.tables.values():
        for position, table in enumerate(tables):
            yield from measure_table(table, tables[:position], reference)


def measure_table(table: Table, earlier: list[Table], reference: Reference) -> Iterator[Finding]:
    """Measures of one table against those of its index before it, oldest first."""
    positions: _Positions = defaultdict(list)
    for other in [*earlier, table]:
        for code, column in other.columns.items():
            for unit, value in column.items():
                positions[code, value].append((other, unit))
    view = _View(table, earlier, positions, reference)
    for check in CHECKS:
        yield from check(view)


@dataclass
class _View:
    """A table, the tables of its index before it, oldest first, and how its components compare with them."""

    table: Table
    earlier: list[Table]
    # Where each score of a component stands, in this table and those before it.
    positions: _Positions
    reference: Reference

    def __post_init__(self) -> None:
        index_code, year = self.table.index_code, self.table.year
        breaks = [
            (code, since, kind)
            for (index, code, since), kind in self.reference.breaks.items()
            if index == index_code and since <= year
        ]
        # The years from which each component's scores compare, and from which they compare without a remark.
        self.hard_since: dict[str, int] = {}
        self.break_since: dict[str, int] = {}
        for code, since, kind in sorted(breaks, key=lambda of: of[1]):
            self.break_since[code] = since
            if kind == "hard":
                self.hard_since[code] = since
        self.past = {
            code: [
                table
                for table in reversed(self.earlier)
                if code in table.columns and table.year >= self.hard_since.get(code, 0)
            ]
            for code in self.table.columns
        }

    def finding(self, check: str, value: float, unit: str = ALL, component: str = ALL, **rest: object) -> Finding:
        table = self.table
        n_units = rest.pop("n_units", None)
        line = table.lines.get(unit)
        if unit != ALL:
            rest["province"] = table.names[unit]
        edition = (table.index_code, table.year)
        return Finding(check, *edition, value, table.file, line, unit, component, n_units, rest)

    def before(self, code: str) -> Table | None:
        """The edition before, where the component compares with it."""
        past = self.past[code]
        return past[0] if past and past[0] is self.earlier[-1] else None

    def is_unbroken(self, code: str) -> bool:
        """Whether nothing is known to have changed in a component since the edition before."""
        return self.before(code) is not None and self.break_since.get(code, 0) <= self.earlier[-1].year

    def pairs(self, code: str, past: Table) -> tuple[list[str], list[float], list[float]]:
        """Units that have a score in both editions, their scores before and now."""
        now, then = self.table.columns[code], past.columns[code]
        units = [unit for unit in now if unit in then]
        return units, [then[unit] for unit in units], [now[unit] for unit in units]

    def wholes(self, table: Table) -> dict[str, dict[str, float]]:
        """Scores of dimensions and the total, as the table has them or as sums of their parts, by unit."""
        components = self.reference.components_of(table.index_code, table.year).values()
        found = {}
        for code in [each.code for each in components if each.level in ("total", "dimension")]:
            scores = {unit: table.figure(unit, code) for unit in table.lines}
            if column := {unit: score for unit, score in scores.items() if score is not None}:
                found[code] = column
        return found

    @cached_property
    def histories(self) -> dict[str, dict[str, float]]:
        """Mean distance from the edition's mean over the editions of the past, by component, then unit."""
        found = {}
        for code in self.table.standardised:
            past = [t.standardised[code] for t in self.past[code][:EDITIONS_OF_PAST] if code in t.standardised]
            scores = {u: [z[u] for z in past if u in z] for u in self.table.columns[code]}
            history = {u: sum(values) / len(values) for u, values in scores.items() if values}
            if len(history) > 2:
                found[code] = history
        return found


def _rank_correlation(view: _View) -> Iterator[Finding]:
    found = []
    for code in view.table.columns:
        if past := view.before(code):
            units, then, now = view.pairs(code, past)
            if len(units) > 2:
                found.append((rank_correlation(then, now), len(units)))
    if found:
        value, n_units = fmean([rho for rho, _ in found]), max(n for _, n in found)
        yield view.finding("rank_correlation", value, n_units=n_units, other=view.earlier[-1].year)


def _moved_names(view: _View) -> Iterator[Finding]:
    """How much better the order of provinces fits the edition before with all names moved up or down by a line."""
    table = view.table
    codes = [code for code in table.columns if view.before(code)]
    full = [u for u in sorted(table.lines, key=table.lines.__getitem__) if all(u in table.columns[c] for c in codes)]
    places = {u: i for i, u in enumerate(full)}
    gains: dict[int, list[float]] = {1: [], -1: []}
    n_units = 0
    for code in codes:
        then = view.earlier[-1].columns[code]
        units = [u for u in full if u in then]
        if len(units) > 2:
            n_units = max(n_units, len(units))
            past = unit_vector(ranks([then[u] for u in units]))
            as_is = float(past @ unit_vector(ranks([table.columns[code][u] for u in units])))
            for step, of in gains.items():
                moved = [table.columns[code][full[(places[u] + step) % len(full)]] for u in units]
                of.append(float(past @ unit_vector(ranks(moved))) - as_is)
    if n_units:
        value, step = max((fmean(of), step) for step, of in gains.items())
        yield view.finding("moved_names", value, n_units=n_units, other=view.earlier[-1].year, step=step)


def _column_order(view: _View) -> Iterator[Finding]:
    for code, history in view.histories.items():
        value = rank_correlation([view.table.columns[code][u] for u in history], list(history.values()))
        yield view.finding("column_order", value, component=code, n_units=len(history))


def _explained_by_past(view: _View) -> Iterator[Finding]:
    found = []
    for code in view.table.columns:
        if past := view.past[code]:
            units, last, now = view.pairs(code, past[0])
            if len(units) > 4:
                means = [fmean([t.columns[code][u] for t in past if u in t.columns[code]]) for u in units]
                found.append((share_explained(now, last, means), len(units)))
    if found:
        yield view.finding("explained_by_past", fmean([r2 for r2, _ in found]), n_units=max(n for _, n in found))


def _swapped_rows(view: _View) -> Iterator[Finding]:
    """How much likelier a pair of rows is with its names exchanged: the logarithm of the ratio of likelihoods.

    A standardised score is taken as its history times their correlation, with a normal error."""
    histories, now = view.histories, view.table.standardised
    weights = {}
    for code, history in histories.items():
        r = min(correlation([now[code][u] for u in history], list(history.values())), NEARLY_ONE)
        width = spread(history.values())
        if r > 0 and width > 0:
            weights[code] = r / (1 - r * r) / width
    units = [u for u in view.table.lines if weights and all(u in histories[code] for code in weights)]
    if len(units) < 2 or len(weights) < MIN_COMPONENTS:
        return
    own = np.array([[weight * now[code][u] for code, weight in weights.items()] for u in units])
    past = np.array([[histories[code][u] for code in weights] for u in units])
    fit = (own @ past.T).tolist()
    for i, unit in enumerate(units):
        gains = ((fit[i][j] + fit[j][i] - fit[i][i] - fit[j][j], j) for j in range(i))
        value, j = max(gains, default=(-math.inf, 0))
        if value > 0:
            other = units[j]
            details = {"other": view.table.names[other], "other_line": view.table.lines[other]}
            yield view.finding("swapped_rows", value, unit, n_units=len(units), **details)


def _swapped_columns(view: _View) -> Iterator[Finding]:
    """How much better two columns fit with their headings exchanged: in order of provinces and a little in level."""
    histories, table = view.histories, view.table
    codes = list(histories)
    units = [u for u in table.lines if codes and all(u in histories[code] for code in codes)]
    if len(units) < 3 or len(codes) < 2:
        return
    now = {code: unit_vector(ranks([table.columns[code][u] for u in units])) for code in codes}
    then = {code: unit_vector(ranks([histories[code][u] for u in units])) for code in codes}

    def fit(code: str, as_code: str) -> float:
        past = view.past[as_code][:EDITIONS_OF_PAST]
        step = min(abs(table.means[code] - t.means[as_code]) for t in past)
        width = math.hypot(table.spreads[code], past[0].spreads[as_code]) / math.sqrt(2)
        level = step / width if width else LEVEL_CAP
        return float(now[code] @ then[as_code]) - LEVEL_WEIGHT * min(level, 2 * LEVEL_CAP)

    fits = {(a, b): fit(a, b) for a in codes for b in codes}
    for i, a in enumerate(codes):
        value, b = max(((fits[a, b] + fits[b, a] - fits[a, a] - fits[b, b], b) for b in codes[:i]), default=(-9.0, ""))
        if value > -1:
            yield view.finding("swapped_columns", value, component=a, n_units=len(units), other=b)


def _row_distance(view: _View) -> Iterator[Finding]:
    scores = view.table.standardised
    for unit, row in view.table.rows.items():
        squares = [scores[code][unit] ** 2 for code in row if code in scores]
        if len(squares) >= MIN_COMPONENTS:
            yield view.finding("row_distance", math.sqrt(fmean(squares)), unit, n_units=len(view.table.lines))


def _cell_distance(view: _View) -> Iterator[Finding]:
    for code, column in view.table.columns.items():
        if len(column) > 2:
            distances = distance_from_others(column)
            unit = max(distances, key=lambda u: abs(distances[u]))
            value, details = abs(distances[unit]), {"printed": view.table.texts[code, unit]}
            yield view.finding("cell_distance", value, unit, code, n_units=len(column), **details)


def _cell_change(view: _View) -> Iterator[Finding]:
    for code in view.table.columns:
        if past := view.before(code):
            units, then, now = view.pairs(code, past)
            if len(units) > 2:
                changes = {u: b - a for u, a, b in zip(units, then, now, strict=True)}
                distances = distance_from_others(changes)
                unit = max(distances, key=lambda u: abs(distances[u]))
                details = {"printed": view.table.texts[code, unit], "other": past.texts[code, unit]}
                value = abs(distances[unit])
                yield view.finding("cell_change", value, unit, code, n_units=len(units), year=past.year, **details)


def _sum_distance(view: _View) -> Iterator[Finding]:
    """Distance of a dimension or total from those of the other provinces: parts off together are each less far off."""
    for code, column in view.wholes(view.table).items():
        if len(column) > 2:
            distances = distance_from_others(column)
            unit = max(distances, key=lambda u: abs(distances[u]))
            value, details = abs(distances[unit]), {"printed": f"{column[unit]:.5f}"}
            yield view.finding("sum_distance", value, unit, code, n_units=len(column), **details)


def _sum_change(view: _View) -> Iterator[Finding]:
    if not view.earlier:
        return
    past = view.earlier[-1]
    before = view.wholes(past)
    for code, column in view.wholes(view.table).items():
        changes = {u: score - before[code][u] for u, score in column.items() if u in before.get(code, {})}
        if past.year >= view.hard_since.get(code, 0) and len(changes) > 2:
            distances = distance_from_others(changes)
            unit = max(distances, key=lambda u: abs(distances[u]))
            details = {"printed": f"{column[unit]:.5f}", "other": f"{before[code][unit]:.5f}", "year": past.year}
            value = abs(distances[unit])
            yield view.finding("sum_change", value, unit, code, n_units=len(changes), **details)


def _near_row(view: _View) -> Iterator[Finding]:
    """Median distance, in the spread of the column, to a row that anybody can make without the publisher's table."""
    table = view.table
    for unit, row in table.rows.items():
        made: dict[tuple[str, object], list[float]] = defaultdict(list)
        for code, value in row.items():
            width = table.spreads[code]
            if not width:
                continue
            made["mean", table.year].append(abs(value - table.means[code]) / width)
            past = [(t.year, t.columns[code][unit]) for t in view.past[code] if unit in t.columns[code]]
            for year, then in past[:3]:
                made["row", year].append(abs(value - then) / width)
            if len(past) > 1:
                (last_year, last), (_, earlier) = past[:2]
                made["trend", last_year].append(abs(value - (2 * last - earlier)) / width)
                made["past", last_year].append(abs(value - fmean([then for _, then in past[:3]])) / width)
        enough = {what: median(of) for what, of in made.items() if len(of) >= MIN_COMPONENTS}
        if enough:
            what = min(enough, key=enough.__getitem__)
            yield view.finding("near_row", enough[what], unit, what=what[0], other=what[1])


def _near_column(view: _View) -> Iterator[Finding]:
    """Median distance of a column to the same column of an edition before, in its spread."""
    for code in view.table.columns:
        for past in view.past[code][:EDITIONS_OF_PAST]:
            units, then, now = view.pairs(code, past)
            if units and (width := view.table.spreads[code]):
                value = median(abs(a - b) for a, b in zip(then, now, strict=True)) / width
                yield view.finding("near_column", value, component=code, n_units=len(units), other=past.year)


def _repeated_row(view: _View) -> Iterator[Finding]:
    """Share of a row's scores that one other row, of any unit in this edition or one before, has just the same."""
    table = view.table
    for unit, row in table.rows.items():
        if len(row) >= MIN_COMPONENTS:
            same: Counter[tuple[int, str]] = Counter()
            for code, value in row.items():
                # Most figures stand once.
                if len(places := view.positions[code, value]) > 1:
                    same.update((t.year, t.names[u]) for t, u in places if t is not table or u != unit)
            (year, name), n = same.most_common(1)[0] if same else ((table.year, "–"), 0)
            yield view.finding("repeated_row", n / len(row), unit, other=name, year=year)


def _repeated_column(view: _View) -> Iterator[Finding]:
    """Share of a column's scores that another column of the edition has just the same."""
    columns = list(view.table.columns.items())
    for i, (code, column) in enumerate(columns):
        for other, values in columns[:i]:
            same = sum(values.get(unit) == value for unit, value in column.items())
            yield view.finding("repeated_column", same / len(column), component=code, n_units=len(column), other=other)


def _repeated_value(view: _View) -> Iterator[Finding]:
    for code, column in view.table.columns.items():
        value, n = Counter(column.values()).most_common(1)[0]
        yield view.finding("repeated_value", n / len(column), component=code, n_units=len(column), other=value)


def _one_sign_shift(view: _View) -> Iterator[Finding]:
    for code in view.table.columns:
        if view.is_unbroken(code):
            units, then, now = view.pairs(code, view.earlier[-1])
            rises = sum(b > a for a, b in zip(then, now, strict=True))
            falls = sum(b < a for a, b in zip(then, now, strict=True))
            if units:
                value, details = max(rises, falls) / len(units), {"other": view.earlier[-1].year}
                yield view.finding(ONE_SIGN_SHIFT, value, component=code, n_units=len(units), **details)


def _column_shift(view: _View) -> Iterator[Finding]:
    for code in view.table.columns:
        if view.is_unbroken(code):
            past = view.earlier[-1]
            units, then, now = view.pairs(code, past)
            if len(units) > 2 and (width := spread(then)):
                value, details = abs(fmean(now) - fmean(then)) / width, {"other": past.year}
                yield view.finding("column_shift", value, component=code, n_units=len(units), **details)


def _column_spread(view: _View) -> Iterator[Finding]:
    for code in view.table.columns:
        if view.is_unbroken(code):
            past = view.earlier[-1]
            units, then, now = view.pairs(code, past)
            if len(units) > 2 and spread(then) and spread(now):
                value = max(spread(now) / spread(then), spread(then) / spread(now))
                yield view.finding("column_spread", value, component=code, n_units=len(units), other=past.year)


def _coarse_figures(view: _View) -> Iterator[Finding]:
    """Share of figures with fewer decimals than the index has, of the table and of each of its rows."""
    texts = view.table.texts
    decimals = view.table.decimals
    finest = max(max(table.decimals.values(), default=0) for table in [*view.earlier, view.table])
    if not finest or not texts:
        return
    coarse = {key: n < finest for key, n in decimals.items()}
    yield view.finding("coarse_table", sum(coarse.values()) / len(coarse), n_units=len(texts), other=finest)
    for unit, row in view.table.rows.items():
        if len(row) >= MIN_COMPONENTS:
            value = sum(coarse[code, unit] for code in row) / len(row)
            yield view.finding("coarse_row", value, unit, other=finest)
    counts = Counter(text.partition(".")[2].ljust(finest, "0")[finest - 1] for text in texts.values())
    expected = len(texts) / 10
    value = sum((counts[digit] - expected) ** 2 / expected for digit in "0123456789")
    yield view.finding("last_digits", value, n_units=len(texts), other=finest)


CHECKS: tuple[Callable[[_View], Iterator[Finding]], ...] = (
    _rank_correlation,
    _moved_names,
    _column_order,
    _explained_by_past,
    _swapped_rows,
    _swapped_columns,
    _row_distance,
    _cell_distance,
    _cell_change,
    _sum_distance,
    _sum_change,
    _near_row,
    _near_column,
    _repeated_row,
    _repeated_column,
    _repeated_value,
    _one_sign_shift,
    _column_shift,
    _column_spread,
    _coarse_figures,
)
