"""Measures of what documents report together: what arithmetic does not allow, whoever is right.

One report that fits is enough: where several state a figure, the models settle which one stands. What a full table of
the edition can tell is in `report_measures`.
"""

from collections import defaultdict
from collections.abc import Iterator

from orchestration.ingest.plausibility.figures import Figures, Part, Statement, Summary
from orchestration.ingest.plausibility.table_measures import Finding
from orchestration.reference import TOTAL, Reference

NATIONAL = "national"
# Each is no more than the one behind it.
IN_ORDER = (("min", "mean"), ("min", "median"), ("min", "max"), ("mean", "max"), ("median", "max"))
LEVELS = ("min", "mean", "median", "max")
MEAN_CHANGE = "mean_change_from_"
Edition = tuple[str, int]


def measure(figures: Figures, reference: Reference) -> Iterator[Finding]:
    yield from _place_order(figures, reference)
    yield from _number_ranked(figures, reference)
    yield from _pasted_report(figures, reference)
    yield from _report_before_edition(figures, reference)
    yield from _summary_order(figures, reference)
    yield from _beyond_extreme(figures, reference)
    yield from _too_many_units(figures, reference)
    yield from _mean_change(figures, reference)
    yield from _whole_and_parts(figures, reference)


def _totals(figures: Figures, reference: Reference) -> dict[Edition, dict[str, list[Statement]]]:
    """Statements of totals and their ranks by edition and unit, without those on another scale."""
    found: dict[Edition, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for r in figures.statements:
        if r.code == TOTAL and (r.index_code, r.year, r.unit, TOTAL) not in reference.other_scales:
            found[r.index_code, r.year][r.unit].append(r)
    return found


def _held_in_full(figures: Figures) -> set[Edition]:
    return {(table.index_code, table.year) for tables in figures.tables.values() for table in tables}


def _last_decimal(score: float) -> float:
    """What a printed score may be off by: it may be rounded or cut off."""
    return 10.0 ** -len(f"{score:.5f}".rstrip("0").partition(".")[2])


def _beyond(a: float, b: float) -> float:
    """How much more `a` is than `b`, over what either may be rounded by."""
    return max(0.0, a - b - max(_last_decimal(a), _last_decimal(b)))


def _off(change: float, now: float, then: float) -> float:
    """How far a change is off its two figures, over what the coarsest of the three may be rounded by."""
    return max(0.0, abs(change - (now - then)) - max(map(_last_decimal, (change, now, then))))


def _place_order(figures: Figures, reference: Reference) -> Iterator[Finding]:
    """With how many provinces a province's place and score cannot both be true: a better place has no lower score.

    Of an edition without a full table. The province with the most contradictions comes first and is then left out, so
    that one wrong row accuses no row around it."""
    for edition, by_unit in _totals(figures, reference).items():
        if edition in _held_in_full(figures):
            continue
        places, ranges = {}, {}
        for unit, statements in by_unit.items():
            ranks = {r.rank for r in statements if r.rank is not None}
            scores = [r.score for r in statements if r.score is not None]
            if ranks and scores:
                places[unit] = ranks
                ranges[unit] = (min(s - _last_decimal(s) for s in scores), max(s + _last_decimal(s) for s in scores))

        def exclude(a: str, b: str, places: dict = places, ranges: dict = ranges) -> bool:
            is_lower, is_higher = ranges[a][1] < ranges[b][0], ranges[b][1] < ranges[a][0]
            return (is_lower or is_higher) and all(
                (is_lower and i <= j) or (is_higher and i >= j) for i in places[a] for j in places[b]
            )

        against = {a: {b for b in places if b != a and exclude(a, b)} for a in places}
        while any(against.values()):
            unit = max(
                against, key=lambda u: (len(against[u]), -len({figures.voice(r.source_id) for r in by_unit[u]}), u)
            )
            others = sorted(against.pop(unit))
            for of in against.values():
                of.discard(unit)
            row = _telling(by_unit[unit])
            telling = [(_said(by_unit[o]), _telling(by_unit[o])) for o in others[:3]]
            shown = "; ".join(f"{said}, {_place(of)}" for said, of in telling)
            details = {"printed": _said(by_unit[unit]), "other": shown, "n": len(others)}
            yield Finding("place_order", *edition, len(others), row.file, row.line, unit, TOTAL, None, details)


def _telling(statements: list[Statement]) -> Statement:
    """The row that says most."""
    return max(statements, key=lambda r: ((r.rank is not None) + (r.score is not None), -r.line))


def _said(statements: list[Statement]) -> str:
    ranks = sorted({r.rank for r in statements if r.rank is not None})
    scores = sorted({r.score for r in statements if r.score is not None})
    return f"{statements[0].name} #{'/'.join(map(str, ranks))} {'/'.join(f'{s:g}' for s in scores)}"


def _number_ranked(figures: Figures, reference: Reference) -> Iterator[Finding]:
    """Whether a place is out of neither the provinces nor those scored: the press says “of 63” of 61 scored, too."""
    for r in figures.statements:
        if r.n_ranked is not None:
            edition = reference.editions[r.index_code, r.year]
            known = {edition.units_expected, edition.units_scored}
            details = {"printed": r.n_ranked, "other": ", ".join(map(str, sorted(known)))}
            value = r.n_ranked not in known
            at = (r.index_code, r.year)
            yield Finding("number_ranked", *at, value, r.file, r.line, r.unit, TOTAL, None, details)


def _pasted_report(figures: Figures, reference: Reference) -> Iterator[Finding]:
    """Rows that stand with the same figure in two editions of an index, of the same source or with the same rank.

    Of the country or a region only by the same source: two decimals of a mean may well be those of another year."""
    rows: dict[tuple, list[Statement]] = defaultdict(list)
    for r in figures.statements:
        if r.score is not None:
            rows[r.index_code, r.code, r.unit, r.score].append(r)
    for (_, code, unit, score), of in rows.items():
        for r in of:
            like = [o for o in of if o.year < r.year and (o.source_id == r.source_id or (r.rank and o.rank == r.rank))]
            details = {
                "printed": f"{score:g}",
                "of_vi": r.name,
                "of_en": r.name,
                "other": _place(like[0] if like else r),
            }
            yield Finding("pasted_report", r.index_code, r.year, bool(like), r.file, r.line, unit, code, None, details)
    stated: dict[tuple, list[Summary]] = defaultdict(list)
    for s in figures.summaries:
        if s.measure in LEVELS:
            stated[s.index_code, s.scope, s.measure, s.value, s.source_id].append(s)
    for (_, _, name, value, _), of in stated.items():
        for s in of:
            like = [o for o in of if o.year < s.year]
            details = {
                "printed": f"{value:g}",
                "other": _place(like[0] if like else s),
                **_named("of", name, reference),
            }
            yield Finding("pasted_summary", s.index_code, s.year, bool(like), s.file, s.line, details=details)


def _place(row: Statement | Summary) -> str:
    return f"raw/{row.file}:{row.line}"


def _named(key: str, measure_name: str, reference: Reference) -> dict[str, object]:
    """The name of a measure in both languages, as details of a message."""
    names = {row["measure"]: row for row in reference.rows("measure_names")}[measure_name]
    return {f"{key}_vi": names["name_vi"], f"{key}_en": names["name_en"]}


def _report_before_edition(figures: Figures, reference: Reference) -> Iterator[Finding]:
    """How many years a document came out before the year in which its index publishes the edition."""
    years_after = {each.index_code: each.years_after for each in reference.publication_calendar}
    for r in figures.reports:
        if published := figures.published.get(r.source_id):
            value = max(0, r.year + years_after.get(r.index_code, 0) - int(published[:4]))
            details = {"printed": published, "other": r.source_id, "edition": f"{r.index_code} {r.year}"}
            yield Finding("report_before_edition", r.index_code, r.year, value, r.file, r.line, details=details)


def _by_measure(figures: Figures) -> dict[tuple[str, int, str], dict[str, list[Summary]]]:
    found: dict[tuple[str, int, str], dict[str, list[Summary]]] = defaultdict(lambda: defaultdict(list))
    for s in figures.summaries:
        found[s.index_code, s.year, s.scope][s.measure].append(s)
    return found


def _summary_order(figures: Figures, reference: Reference) -> Iterator[Finding]:
    """By how many points the lowest score, the mean or median, and the highest score are out of order."""
    for (index_code, year, _), stated in _by_measure(figures).items():
        for lower, upper in IN_ORDER:
            if stated.get(lower) and stated.get(upper):
                least = min(stated[lower], key=lambda s: s.value)
                most = max(stated[upper], key=lambda s: s.value)
                details = {"printed": f"{least.value:g}", "other": f"{most.value:g}", "where": _place(most)}
                details |= _named("of", lower, reference) | _named("than", upper, reference)
                value = _beyond(least.value, most.value)
                yield Finding("summary_order", index_code, year, value, least.file, least.line, details=details)


def _beyond_extreme(figures: Figures, reference: Reference) -> Iterator[Finding]:
    """By how many points a score, or every score reported of a province, is outside the reported extremes."""
    stated = _by_measure(figures)
    scores: dict[Edition, dict[str, tuple[list[float], str, str, int]]] = defaultdict(dict)
    for edition, by_unit in _totals(figures, reference).items():
        for unit, statements in by_unit.items():
            if values := [r.score for r in statements if r.score is not None]:
                row = _telling(statements)
                scores[edition][unit] = (values, row.name, row.file, row.line)
    for tables in figures.tables.values():
        for table in tables:
            for unit, value in table.totals.items():
                place = (table.names[unit], table.file, table.lines[unit])
                scores[table.index_code, table.year][unit] = ([value], *place)
    for edition, by_unit in scores.items():
        extremes = stated.get((*edition, NATIONAL), {})
        ends = {name: [s.value for s in extremes.get(name, [])] for name in ("min", "max")}
        # Extremes out of order are refused for that, and say nothing of any score.
        if all(ends.values()) and min(ends["min"]) > max(ends["max"]):
            continue
        for extreme, sign in (("max", 1), ("min", -1)):
            if not extremes.get(extreme):
                continue
            bound = max(extremes[extreme], key=lambda s: sign * s.value)
            for unit, (values, name, file, line) in by_unit.items():
                score = min(values, key=lambda v: sign * v)
                details = {"printed": f"{score:g}", "province": name, "other": f"{bound.value:g}"}
                details |= {"where": _place(bound), **_named("of", extreme, reference)}
                value = _beyond(score, bound.value) if sign > 0 else _beyond(bound.value, score)
                yield Finding("beyond_extreme", *edition, value, file, line, unit, TOTAL, None, details)


def _too_many_units(figures: Figures, reference: Reference) -> Iterator[Finding]:
    """How many provinces more than were scored the numbers of provinces without one in common add up to."""
    sets: dict[tuple, dict[str, list[Summary]]] = defaultdict(lambda: defaultdict(list))
    for s in figures.summaries:
        measure_of = reference.reported_measure("reported_summaries", s.measure)
        if measure_of and measure_of.adds_up_to and s.scope == NATIONAL:
            key = (s.index_code, s.year, measure_of.adds_up_to, measure_of.compared_year)
            sets[key][s.measure].append(s)
    for (index_code, year, *_), stated in sets.items():
        least = [min(of, key=lambda s: s.value) for of in stated.values()]
        units = reference.editions[index_code, year].units_scored
        n = sum(s.value for s in least)
        details = {"printed": f"{n:g}", "other": ", ".join(f"{s.measure} {s.value:g}" for s in least), "units": units}
        first = least[0]
        yield Finding("too_many_units", index_code, year, max(0.0, n - units), first.file, first.line, details=details)


def _mean_change(figures: Figures, reference: Reference) -> Iterator[Finding]:
    """By how many points a reported change of the national mean is off the difference of the two means, over what the
    coarsest of the three may be rounded by.

    Between two boundary sets a publisher may have recomputed the earlier mean."""
    stated = _by_measure(figures)
    for (index_code, year, scope), by_measure in stated.items():
        for name, changes in by_measure.items():
            before = stated.get((index_code, int(name[-4:]), scope)) if name.startswith(MEAN_CHANGE) else None
            if scope != NATIONAL or not before or not before.get("mean") or not by_measure.get("mean"):
                continue
            now, then = (reference.editions[index_code, each] for each in (year, int(name[-4:])))
            if now.boundary_set != then.boundary_set:
                continue
            value, change, now, then = min(
                (
                    (_off(c.value, a.value, b.value), c, a, b)
                    for c in changes
                    for a in by_measure["mean"]
                    for b in before["mean"]
                ),
                key=lambda of: of[0],
            )
            details = {"printed": f"{change.value:g}", "other": f"{now.value:g} − {then.value:g}"}
            yield Finding("mean_change", index_code, year, value, change.file, change.line, details=details)


def _whole_and_parts(figures: Figures, reference: Reference) -> Iterator[Finding]:
    """By how many points the whole is below the points of its parts, or above what the points lost leave of it."""
    by_unit: dict[tuple[str, int, str], dict[str, list[Part]]] = defaultdict(lambda: defaultdict(list))
    for part in figures.parts:
        if (part.index_code, part.year, part.unit, part.code) not in reference.other_scales:
            by_unit[part.index_code, part.year, part.unit][part.code].append(part)
    totals = _totals(figures, reference)
    for (index_code, year, unit), parts in by_unit.items():
        components = reference.components_of(index_code, year)
        scale = float(components[TOTAL].max_score)
        wholes = {code: [p.value for p in of if not p.is_lost] for code, of in parts.items()}
        wholes[TOTAL] = [r.score for r in totals[index_code, year].get(unit, []) if r.score is not None]
        divided: dict[tuple[str, str], list[str]] = defaultdict(list)
        for code in parts:
            divided[components[code].parent_code, components[code].level].append(code)
        for (whole, level), codes in divided.items():
            if not wholes.get(whole):
                continue
            low, left = 0.0, scale if whole == TOTAL else float(components[whole].max_score)
            for code in codes:
                ranges = [_range(part, float(components[code].max_score), scale) for part in parts[code]]
                low += min(least for least, _ in ranges)
                left -= min(lost for _, lost in ranges)
            siblings = {c.code for c in components.values() if (c.parent_code, c.level) == (whole, level)}
            if siblings == set(codes) and not any(part.is_lost for code in codes for part in parts[code]):
                left = sum(max(part.value for part in parts[code]) for code in codes)
            value = max(0.0, low - max(wholes[whole]), min(wholes[whole]) - left)
            first = parts[codes[0]][0]
            details = {
                "province": first.name,
                "printed": "/".join(f"{score:g}" for score in sorted(set(wholes[whole]))),
                "other": ", ".join(
                    f"{code} {'−' if parts[code][0].is_lost else ''}{parts[code][0].value:g}" for code in codes
                ),
                "low": f"{low:g}",
                "high": f"{left:g}",
            }
            yield Finding(
                "whole_and_parts", index_code, year, value, first.file, first.line, unit, whole, None, details
            )


def _range(part: Part, max_score: float, scale: float) -> tuple[float, float]:
    """The least points that a row allows its part, and the least that are lost of it. A part whose most points are not
    known has the scale of the total in the seed."""
    most = part.most or (max_score if max_score < scale else None)
    if part.is_lost:
        return (most - part.value if most else 0.0), part.value
    return part.value, (most - part.value if most else 0.0)
