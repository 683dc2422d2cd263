"""Measures of what documents report: against the full table of their edition, and among themselves."""

from collections import defaultdict
from collections.abc import Iterator
from statistics import median

from orchestration.ingest.plausibility.figures import Figures, Statement, Table
from orchestration.ingest.plausibility.table_measures import Finding
from orchestration.reference import TOTAL, Component, Reference

# A report fits its table when it is off by no more than this share of the scale, or by two ranks: rounding, other
# roundings of the same figure, and ranks counted among other units are no sign of a wrong file.
FITS_SHARE, FITS_PLACES = 0.001, 2
# Fewer equal scores of two files are chance.
MIN_EQUAL = 3


def measure(figures: Figures, reference: Reference) -> Iterator[Finding]:
    for tables in figures.tables.values():
        for table in tables:
            components = reference.components_of(table.index_code, table.year)
            yield from _reported_figures(table, figures, components)
            yield from _contradicted_figures(table, figures, components)
            yield from _reported_mean(table, figures, components[TOTAL])
    yield from _report_distance(figures, reference)
    yield from _repeated_report(figures)
    yield from _mean_shift(figures, reference)
    yield from _repeated_publisher(figures)


def _width(component: Component) -> float:
    return float(component.max_score - component.min_score)


def _reported_figures(table: Table, figures: Figures, components: dict[str, Component]) -> Iterator[Finding]:
    """Share of the reported figures of an edition that no report of them fits."""
    compared = list(_compared(table, figures, components))
    misfits = [reports[0] for reports, scores, ranks, *_ in compared if not any([*scores, *ranks])]
    n_compared = len(compared)
    if n_compared:
        names = ", ".join(f"{r.name} ({r.score if r.score is not None else r.rank}, {r.source_id})" for r in misfits)
        details = {"n": len(misfits), "of": n_compared, "other": names}
        # One report alone is contradicted by real tables, too.
        share = len(misfits) / n_compared if len(misfits) > 1 else 0.0
        yield Finding("reported_figures", table.index_code, table.year, share, table.file, n_units=n_compared,
                      details=details)  # fmt: skip


def _compared(
    table: Table, figures: Figures, components: dict[str, Component]
) -> Iterator[tuple[list[Statement], list[bool], list[bool], float, int | None]]:
    """Reports of each figure that the table has, whether their scores and places fit, and the table's own two."""
    places = {unit: 1 + sum(v > value for v in table.totals.values()) for unit, value in table.totals.items()}
    stated: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in figures.statements:
        if (statement.index_code, statement.year) == (table.index_code, table.year):
            stated[statement.unit, statement.code].append(statement)
    for (unit, code), reports in stated.items():
        figure = table.figure(unit, code)
        if figure is None:
            continue
        allowed = FITS_SHARE * _width(components[code])
        place = places[unit] if code == TOTAL else None
        scores = [abs(r.score - figure) <= allowed for r in reports if r.score is not None]
        ranks = [abs(r.rank - place) <= FITS_PLACES for r in reports if r.rank is not None and place is not None]
        if scores or ranks:
            yield reports, scores, ranks, figure, place


def _contradicted_figures(table: Table, figures: Figures, components: dict[str, Component]) -> Iterator[Finding]:
    """How many independent documents state a score, or a place, that none states as the table has it, and how far off
    their scores are at least."""
    for reports, scores, ranks, figure, place in _compared(table, figures, components):
        misfits: list[tuple[str, list[Statement]]] = []
        if scores and not any(scores):
            misfits.append((f"{figure:.5f}", [r for r in reports if r.score is not None]))
            share = min(abs(r.score - figure) for r in misfits[0][1]) / _width(components[reports[0].code])
            yield _contradiction("contradicted_score", share, table, *misfits[0])
        if ranks and not any(ranks):
            misfits.append((f"#{place}", [r for r in reports if r.rank is not None]))
        for printed, of in misfits:
            n = len({figures.voice(r.source_id) for r in of})
            yield _contradiction("contradicted_figure", n, table, printed, of)


def _contradiction(check: str, value: float, table: Table, printed: str, of: list[Statement]) -> Finding:
    first, is_rank = of[0], printed.startswith("#")
    said = [f"{f'#{r.rank}' if is_rank else r.score} ({r.source_id})" for r in of]
    details = {"province": first.name, "printed": printed, "other": ", ".join(dict.fromkeys(said))}
    line = table.lines[first.unit]
    return Finding(check, table.index_code, table.year, value, table.file, line, first.unit, first.code, None, details)


def _reported_mean(table: Table, figures: Figures, total: Component) -> Iterator[Finding]:
    stated = figures.means.get((table.index_code, table.year), [])
    if stated and table.totals:
        mean = sum(table.totals.values()) / len(table.totals)
        value, reported = min((abs(mean - score) / _width(total), score) for score, *_ in stated)
        details = {"other": reported, "printed": f"{mean:.4f}"}
        yield Finding("reported_mean", table.index_code, table.year, value, table.file,
                      n_units=len(table.totals), details=details)  # fmt: skip


def _reported_totals(figures: Figures) -> dict[tuple[str, int], list[Statement]]:
    found: dict[tuple[str, int], list[Statement]] = defaultdict(list)
    for statement in figures.statements:
        if statement.code == TOTAL and statement.score is not None:
            found[statement.index_code, statement.year].append(statement)
    return found


def _report_distance(figures: Figures, reference: Reference) -> Iterator[Finding]:
    """Distance of a reported total from the reported mean of its edition, or else the middle report, in the scale."""
    for edition, statements in _reported_totals(figures).items():
        means = [value for value, *_ in figures.means.get(edition, [])] or [r.score for r in statements]
        middle, width = median(means), _width(reference.components_of(*edition)[TOTAL])
        for r in statements:
            details = {"printed": r.score, "other": f"{middle:.2f}", "province": r.name}
            value = abs(r.score - middle) / width
            yield Finding("report_distance", *edition, value, r.file, r.line, r.unit, TOTAL, len(statements), details)


def _repeated_report(figures: Figures) -> Iterator[Finding]:
    """Share of a file's totals that the file of another edition or index has for the same units."""
    files: dict[str, tuple[tuple[str, int], dict[str, set[float]]]] = {}
    for edition, statements in _reported_totals(figures).items():
        for r in statements:
            if r.file.endswith(f"/{r.year}.csv"):
                files.setdefault(r.file, (edition, defaultdict(set)))[1][r.unit].add(r.score)
    for tables in figures.tables.values():
        for table in tables:
            totals = {unit: {round(value, 5)} for unit, value in table.totals.items()}
            files[table.file] = ((table.index_code, table.year), totals)
    ordered = sorted(files.items(), key=lambda item: (item[1][0][1], item[1][0][0]))
    for i, (file, (edition, totals)) in enumerate(ordered):
        for other_file, (other_edition, others) in ordered[:i]:
            # A report that agrees with its table is no copy.
            if edition != other_edition:
                n = sum(bool(scores & others[unit]) for unit, scores in totals.items() if unit in others)
                value = n / len(totals) if n >= MIN_EQUAL else 0.0
                yield Finding("repeated_report", *edition, value, file, n_units=len(totals),
                              details={"other": other_file, "n": n, "of": len(totals)})  # fmt: skip


def _mean_shift(figures: Figures, reference: Reference) -> Iterator[Finding]:
    """Step of the reported national mean from one edition to the next, of the scale, where no break is known."""
    for edition, stated in figures.means.items():
        index_code, year = edition
        before = figures.means.get((index_code, year - 1))
        if before and (index_code, TOTAL, year) not in reference.breaks:
            width = _width(reference.components_of(*edition)[TOTAL])
            value, now, then, file, line = min(
                (abs(a - b) / width, a, b, file, line) for a, file, line in stated for b, *_ in before
            )
            details = {"printed": now, "other": then}
            yield Finding("mean_shift", *edition, value, file, line, component=TOTAL, details=details)


def _repeated_publisher(figures: Figures) -> Iterator[Finding]:
    """How many documents of one publisher state one value of a total that others state otherwise."""
    for edition, statements in _reported_totals(figures).items():
        by_unit = defaultdict(list)
        for r in statements:
            by_unit[r.unit].append(r)
        for unit, reports in by_unit.items():
            scores = [r.score for r in reports]
            # What may be one figure, rounded or cut off, is no dispute.
            if max(scores) - min(scores) <= 0.02:
                continue
            voices = defaultdict(list)
            for r in reports:
                if not figures.copies.get(r.source_id):
                    voices[figures.publishers.get(r.source_id), r.score].append(r)
            of_one = max(voices.values(), key=lambda of: len({r.source_id for r in of}), default=[])
            n = len({r.source_id for r in of_one})
            if of_one:
                first, ids = of_one[-1], ", ".join(r.source_id for r in of_one)
                details = {"province": first.name, "printed": first.score, "other": ids}
                yield Finding("repeated_publisher", *edition, n, first.file, first.line, unit, TOTAL, None, details)
