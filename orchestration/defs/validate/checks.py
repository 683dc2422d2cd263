"""The Great Expectations suites as blocking asset checks: what follows in a run waits for them.

What must hold is said in `expectations/`; here it is only asked, shown and passed on.
"""

from collections.abc import Iterator
from typing import Any

from dagster import (
    AssetCheckExecutionContext,
    AssetCheckResult,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetKey,
    Definitions,
    MetadataValue,
    definitions,
    multi_asset_check,
)

from expectations import gate, marts, raw
from orchestration import paths
from orchestration.defs.resources import RunLock
from orchestration.reference import Reference
from orchestration.release import coverage, passed_checks

CHECK_NAME = "great_expectations"


def asset_key(table: str) -> AssetKey:
    return AssetKey(table.split("."))


def _specs(tables: list[str]) -> list[AssetCheckSpec]:
    return [
        AssetCheckSpec(
            CHECK_NAME,
            asset=asset_key(table),
            blocking=True,
            description="Great Expectations suite; a failure shows the failing rows and stops the release.",
        )
        for table in tables
    ]


def outcome(results: list[gate.SuiteResult]) -> dict[str, Any]:
    """What an asset check shows of suites: whether they passed, the expectations that failed, and their rows."""
    failed = [result for result in results if not result.passed]
    n_expectations = sum(result.n_expectations for result in results)
    reports = [gate.report(result) for result in failed]
    if len(results) > 1:
        reports = [f"{result.suite}:\n\n{report}" for result, report in zip(failed, reports, strict=True)]
    return {
        "passed": not failed,
        "severity": AssetCheckSeverity.ERROR,
        "description": "; ".join(failure.expectation for result in failed for failure in result.failures) or None,
        "metadata": {
            "expectations": n_expectations,
            "failed": sum(len(result.failures) for result in failed),
            "report": MetadataValue.md("\n\n".join(reports) or f"All {n_expectations} expectations hold."),
        },
    }


def _check_results(context: AssetCheckExecutionContext, results: list[gate.SuiteResult]) -> Iterator[AssetCheckResult]:
    for result in results:
        check = AssetCheckResult(asset_key=asset_key(result.suite), check_name=CHECK_NAME, **outcome([result]))
        if not result.passed:
            context.log.error(f"{result.suite}:\n{check.metadata['report'].value}")
        yield check


@definitions
def validate() -> Definitions:
    raw_tables = raw.tables(Reference(paths.seeds_dir()))

    @multi_asset_check(
        specs=_specs(raw_tables),
        description="The gate between ingest and dbt.",
    )
    def raw_expectations(context: AssetCheckExecutionContext, run_lock: RunLock) -> Iterator[AssetCheckResult]:
        with run_lock.writing(context):
            passed_checks.begin(passed_checks.RAW)
            gx_context = gate.open_context(paths.great_expectations_dir(), fresh=True)
            results = gate.validate("raw", paths.build_file(), raw.suites(Reference(paths.seeds_dir())), gx_context)
            passed_checks.gate(passed_checks.RAW, results)
            yield from _check_results(context, results)

    @multi_asset_check(
        specs=_specs(list(marts.SUITES)),
        description="The gate between dbt and a release.",
    )
    def mart_expectations(context: AssetCheckExecutionContext, run_lock: RunLock) -> Iterator[AssetCheckResult]:
        with run_lock.writing(context):
            passed_checks.begin(passed_checks.MARTS)
            gx_context = gate.open_context(paths.great_expectations_dir())
            results = gate.validate("marts", paths.build_file(), marts.suites(), gx_context)
            results = [coverage.asked(result, paths.build_file(), paths.current_link()) for result in results]
            passed_checks.gate(passed_checks.MARTS, results)
            yield from _check_results(context, results)

    return Definitions(asset_checks=[raw_expectations, mart_expectations])
