"""Which measures go beyond what real editions show, as problems that block."""

from collections.abc import Iterable, Iterator

from orchestration.ingest.plausibility import agreement, report_measures, table_measures
from orchestration.ingest.plausibility.figures import Figures
from orchestration.ingest.plausibility.table_measures import Finding
from orchestration.messages.problems import Problem
from orchestration.messages.texts import EN, LANGUAGES, VI, text
from orchestration.reference import ALL, Limit, Reference

# What a finding of the whole table says of each of its rows and columns already.
EXPLAINS = {"coarse_table": {"coarse_row", "last_digits"}}


def measure(figures: Figures, reference: Reference) -> Iterator[Finding]:
    yield from table_measures.measure(figures, reference)
    yield from report_measures.measure(figures, reference)
    yield from agreement.measure(figures, reference)


def judge(figures: Figures, reference: Reference) -> list[Problem]:
    """Problems of all editions: what goes beyond its limit and is not acknowledged. Empty for real editions."""
    return problems(measure(figures, reference), reference)


def problems(findings: Iterable[Finding], reference: Reference) -> list[Problem]:
    """Problems of these findings, by file: first what is wrong with the whole, which often explains the rest."""
    passed = [(finding, limit) for finding, limit in limited(findings, reference) if limit.is_passed(finding.value)]
    explained = {
        (part, finding.index_code, finding.year) for finding, _ in passed for part in EXPLAINS.get(finding.check, ())
    }
    found = [
        _problem(finding, limit, reference)
        for finding, limit in passed
        if (finding.check, finding.index_code, finding.year) not in explained
        and not _is_acknowledged(finding, reference)
    ]
    return sorted(found, key=lambda problem: (problem.file, problem.column or "", problem.line or 0))


def limited(findings: Iterable[Finding], reference: Reference) -> Iterator[tuple[Finding, Limit]]:
    """Findings that a limit applies to, with it."""
    for finding in findings:
        limit = reference.limit(finding.check, finding.index_code)
        if limit and (finding.n_units is None or finding.n_units >= limit.min_units):
            yield finding, limit


def _is_acknowledged(finding: Finding, reference: Reference) -> bool:
    edition = (finding.check, finding.index_code, finding.year)
    return any(
        (*edition, unit, component) in reference.acknowledged
        for unit in {finding.unit, ALL}
        for component in {finding.component, ALL}
    )


def _problem(finding: Finding, limit: Limit, reference: Reference) -> Problem:
    what, other = finding.details.get("what"), finding.details.get("other", "")
    like = {each: text(f"made_from_{what}", each, other=other) if what else other for each in LANGUAGES}
    details = {
        "limit": limit.shown(limit.limit),
        "extreme": limit.shown(limit.most_extreme),
        "component": finding.component,
        **finding.details,
        "like_vi": like[VI],
        "like_en": like[EN],
        "row": f"{finding.check},{finding.index_code},{finding.year},{finding.unit},{finding.component},"
        "<lý do>,<reason>,<evidence>",
    }
    column = None if finding.component == ALL else finding.component
    return Problem(finding.check, finding.file, finding.line, column, limit.shown(finding.value), details)
