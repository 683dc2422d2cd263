"""Coverage never shrinks unseen: totals and ranks that the release before had must be in the build, or be excused.

What may be lacking, and why, is a row of the seed `coverage_reductions`.
"""

from dataclasses import replace
from pathlib import Path

import duckdb

from expectations.gate import SHOWN_ROWS, Failure, SuiteResult
from orchestration.messages.texts import both
from orchestration.release.shelf import DATABASE

TABLE = "marts.fct_coverage"
_LOST = """
    with before as (
        select index_code, year, province_id, 'total' as lost from published.marts.fct_score
        where component_code = 'total' and score is not null and score_status <> 'derived'
        union all
        select index_code, year, province_id, 'rank' as lost from published.marts.fct_rank
        where component_code = 'total' and scope = 'national'
    ),
    now as (
        select index_code, year, province_id, 'total' as lost from build.marts.fct_score
        where component_code = 'total' and score is not null and score_status <> 'derived'
        union all
        select index_code, year, province_id, 'rank' as lost from build.marts.fct_rank
        where component_code = 'total' and scope = 'national'
    )
    select before.* from before anti join now using (index_code, year, province_id, lost)
    anti join build.reference.coverage_reductions as excused
    on before.index_code = excused.index_code and before.year = excused.year
    and excused.province_id in (before.province_id, 'all')
    order by all
"""


def _description() -> str:
    return both("coverage_holds", between=" / ")


def shrinkage(build_file: Path, current: Path) -> Failure | None:
    """Totals and ranks of the release at `current` that the build lacks without a stated reason, as one failure."""
    if not (current / DATABASE).exists():
        return None
    with duckdb.connect() as connection:
        for path, name in ((build_file, "build"), (current / DATABASE, "published")):
            quoted = str(path).replace("'", "''")
            try:
                connection.execute(f"attach '{quoted}' as {name} (read_only)")
            except duckdb.Error:
                if name == "build":
                    raise
                # Whether a figure is lost cannot be told then, and is for a person to decide.
                return Failure(_description(), 0, [], both("coverage_unreadable", between=" / "))
        relation = connection.sql(_LOST)
        rows = [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
    return Failure(_description(), len(rows), rows[:SHOWN_ROWS], None) if rows else None


def asked(result: SuiteResult, build_file: Path, current: Path) -> SuiteResult:
    """The result of the suite on coverage with this question asked as well; any other result as it is."""
    if result.suite != TABLE:
        return result
    failure = shrinkage(build_file, current)
    failures = [*result.failures, *([failure] if failure else [])]
    return replace(result, n_expectations=result.n_expectations + 1, failures=failures)
