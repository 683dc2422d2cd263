"""Coverage never shrinks unseen: totals, ranks, changes, groups and means that the release before had must be in the
build, or be excused.

What may be lacking, and why, is a row of the seed `coverage_reductions`.
"""

import os
from dataclasses import replace
from pathlib import Path

import duckdb

from expectations.gate import SHOWN_ROWS, Failure, SuiteResult
from orchestration.messages.texts import both
from orchestration.release.shelf import DATABASE

TABLE = "marts.fct_coverage"
# What may not be lost: every figure of {database} by what it is of. A mean is of no province.
_HELD = """
    select index_code, year, province_id, 'total' as lost from {database}.marts.fct_score
    where component_code = 'total' and score is not null and score_status <> 'derived'
    union all
    select index_code, year, province_id,
        case when component_code = 'total' and scope = 'national' then 'rank'
        else 'rank (' || component_code || ', ' || scope || ')' end as lost
    from {database}.marts.fct_rank
    union all
    select index_code, year, province_id, 'change (' || component_code || ')' as lost
    from {database}.marts.fct_score_change where score_change is not null
    union all
    select index_code, year, province_id, 'change of rank (' || component_code || ')' as lost
    from {database}.marts.fct_score_change where rank_change is not null
    union all
    select index_code, year, province_id, 'group' as lost
    from {database}.marts.fct_score_group where group_code is not null
    union all
    select index_code, year, 'all' as province_id,
        'mean (' || component_code || ', ' || scope || ' ' || scope_value || ')' as lost
    from {database}.marts.fct_edition_summary where mean is not null
"""
# Whether a row of the seed excuses a figure by its kind: with a total goes what is computed from it, means of its
# edition included; with a rank go its changes.
_COVERS = """(
        reductions.lost = 'total' or starts_with(lost.lost, reductions.lost)
        or reductions.lost = 'rank' and starts_with(lost.lost, 'change of rank')
    )"""
# A change is excused with either of the figures that it is between.
LOST = f"""
    with before as ({_HELD.format(database="published")}),
    now as ({_HELD.format(database="build")}),
    changes as (
        select distinct index_code, year, previous_year, province_id, previous_province_id
        from published.marts.fct_score_change
    ),
    lost as (
        select before.* from before anti join now using (index_code, year, province_id, lost)
    )
    select lost.* from lost
    anti join build.reference.coverage_reductions as reductions
    on lost.index_code = reductions.index_code and lost.year = reductions.year
    and (lost.province_id = 'all' or reductions.province_id in (lost.province_id, 'all')) and {_COVERS}
    anti join (
        select changes.index_code, changes.year, changes.province_id, reductions.lost from changes
        inner join build.reference.coverage_reductions as reductions
        on changes.index_code = reductions.index_code and changes.previous_year = reductions.year
        and reductions.province_id in (changes.previous_province_id, 'all')
    ) as reductions
    on starts_with(lost.lost, 'change') and {_COVERS}
    and lost.index_code = reductions.index_code and lost.year = reductions.year
    and lost.province_id = reductions.province_id
    order by all
"""


def _description() -> str:
    return both("coverage_holds", between=" / ")


def _unreadable() -> Failure:
    """Nobody can say then whether a figure is lost, so a person decides."""
    return Failure(_description(), 0, [], both("coverage_unreadable", between=" / "))


def shrinkage(build_file: Path, current: Path) -> Failure | None:
    """Figures of the release at `current` that the build lacks without a stated reason, as one failure."""
    if not os.path.lexists(current):
        return None
    with duckdb.connect() as connection:
        for path, name in ((build_file, "build"), (current / DATABASE, "published")):
            quoted = str(path).replace("'", "''")
            try:
                connection.execute(f"attach '{quoted}' as {name} (read_only)")
            except duckdb.Error:
                if name == "build":
                    raise
                return _unreadable()
        # Raises where it is the build that lacks something: whatever fails after that is the release.
        connection.execute(f"from ({_HELD.format(database='build')})").fetchall()
        connection.execute("from build.reference.coverage_reductions").fetchall()
        try:
            relation = connection.sql(LOST)
            lost = relation.fetchall()
        except duckdb.Error:
            return _unreadable()
        rows = [dict(zip(relation.columns, row, strict=True)) for row in lost]
    return Failure(_description(), len(rows), rows[:SHOWN_ROWS], None) if rows else None


def asked(result: SuiteResult, build_file: Path, current: Path) -> SuiteResult:
    """The result of the suite on coverage with this question asked as well; any other result as it is."""
    if result.suite != TABLE:
        return result
    failure = shrinkage(build_file, current)
    failures = [*result.failures, *([failure] if failure else [])]
    return replace(result, n_expectations=result.n_expectations + 1, failures=failures)
