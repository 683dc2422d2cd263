"""The published release, validated again every morning: files on a disk change, and readers may have them open.

The same run looks for editions that are late, remembers what it found, and gives an alert of what is not right.
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from dagster import (
    AssetCheckExecutionContext,
    AssetCheckKey,
    AssetCheckResult,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetSelection,
    DefaultScheduleStatus,
    Definitions,
    Failure,
    MarkdownMetadataValue,
    MetadataValue,
    ScheduleDefinition,
    define_asset_job,
    definitions,
    multi_asset_check,
)

from expectations import gate, marts
from orchestration import markdown, paths
from orchestration.defs.publish.assets import RELEASE
from orchestration.defs.resources import retrying
from orchestration.defs.validate import checks
from orchestration.messages.texts import EN, VI, both, text
from orchestration.monitoring import alerts, freshness, history
from orchestration.reference import Reference
from orchestration.release import shelf

CHECK = AssetCheckKey(RELEASE, "revalidation")
FRESHNESS = AssetCheckKey(RELEASE, "freshness")
JOB = "revalidate_release"
# Metadata of a failure of which the step itself has given an alert.
ALERT = "alert"
FILES = "SHA256SUMS"
RUNBOOK = "docs/runbooks/when_a_check_fails.md"
RUNBOOK_OF_EDITIONS = "docs/runbooks/publish.md"


def validate(folder: Path) -> list[gate.SuiteResult]:
    """The files in `folder` against those published, and where they are the same, the mart suites on the figures.

    Keeps nothing: the records that a build rests on are those of the build file.
    """
    files = _files_as_published(folder)
    return [files, *_mart_suites(folder / shelf.DATABASE)] if files.passed else [files]


def _files_as_published(folder: Path) -> gate.SuiteResult:
    rows = [
        {"file": name, "problem_vi": text(f"revalidation_{kind}", VI), "problem_en": text(f"revalidation_{kind}", EN)}
        for name, kind in shelf.differences(folder)
    ]
    failure = gate.Failure(both("revalidation_files", between=" / "), len(rows), rows[: gate.SHOWN_ROWS], None)
    return gate.SuiteResult(FILES, 1, [failure] if rows else [])


def _mart_suites(database: Path) -> list[gate.SuiteResult]:
    """All of them, also those of tables that the release is too old to have."""
    with duckdb.connect(database, read_only=True) as connection:
        rows = connection.sql("select table_schema || '.' || table_name from information_schema.tables").fetchall()
    held = {name for (name,) in rows}
    suites = marts.suites()
    with tempfile.TemporaryDirectory() as context_dir:
        context = gate.open_context(Path(context_dir))
        asked = gate.validate("marts", database, [suite for suite in suites if suite.name in held], context)
    results = {result.suite: result for result in asked}
    what, why = (both(code, between=" / ") for code in ("revalidation_table", "revalidation_no_table"))
    lacking = gate.Failure(what, 0, [], why)
    return [results.get(suite.name) or gate.SuiteResult(suite.name, 1, [lacking]) for suite in suites]


def check_result(folder: Path, results: list[gate.SuiteResult]) -> AssetCheckResult:
    """What the UI shows of a validation: the failing rows, and how many expectations each suite asked."""
    outcome = checks.outcome(results)
    if not results[0].passed:
        rows = results[0].failures[0].rows
        lines = [f"{row['file']}: {row[told]}." for row in rows for told in ("problem_vi", "problem_en")]
        outcome["metadata"]["report"] = MetadataValue.md("\n".join(lines))
    suites = [[result.suite, result.n_expectations, len(result.failures)] for result in results]
    outcome["metadata"]["suites"] = MetadataValue.md(markdown.table(["suite", "expectations", "failed"], suites))
    outcome["metadata"] |= _release_metadata(folder)
    return AssetCheckResult(asset_key=CHECK.asset_key, check_name=CHECK.name, **outcome)


def _release_metadata(folder: Path) -> dict[str, object]:
    return {"release_id": folder.name, "data_docs": MetadataValue.path(folder / "data_docs" / "index.html")}


def freshness_result(folder: Path, late: list[freshness.LateEdition]) -> AssetCheckResult:
    """A warning: whoever runs the warehouse cannot make a publisher publish."""
    lines = [line for edition in late for line in (edition.text_vi, edition.text_en)]
    return AssetCheckResult(
        asset_key=FRESHNESS.asset_key,
        check_name=FRESHNESS.name,
        passed=not late,
        severity=AssetCheckSeverity.WARN,
        description=" ".join(edition.text_en for edition in late) or None,
        metadata={
            "late": len(late),
            "report": MetadataValue.md("\n\n".join(lines) or "No edition is late."),
            **_release_metadata(folder),
        },
    )


def late_alert(edition: freshness.LateEdition) -> alerts.Alert:
    """Given once for each edition."""
    return alerts.Alert(
        kind="late_edition",
        key=f"{edition.index_code}-{edition.year}",
        title_vi=edition.text_vi,
        title_en=edition.text_en,
        to_do_vi=text("late_edition_remedy", VI),
        to_do_en=text("late_edition_remedy", EN),
        details=f"{edition.note_vi}.\n\n{edition.note_en}.",
        runbook=RUNBOOK_OF_EDITIONS,
    )


def validation_alert(release_id: str, report: str) -> alerts.Alert:
    return alerts.Alert(
        kind="revalidation",
        title_vi=text("revalidation_failed", VI, release_id=release_id),
        title_en=text("revalidation_failed", EN, release_id=release_id),
        to_do_vi=text("revalidation_remedy", VI),
        to_do_en=text("revalidation_remedy", EN),
        details=report,
        runbook=RUNBOOK,
        release_id=release_id,
    )


def _give(context: AssetCheckExecutionContext, alert: alerts.Alert, now: datetime) -> str | None:
    """The file of an alert. What goes wrong with an alert is logged, and stands in no failure's way."""
    given = alerts.give(alert, now)
    if given is None:
        return None
    for problem in given.problems:
        context.log.error(problem)
    return str(given.file) if given.file else None


def _failure(
    context: AssetCheckExecutionContext, release_id: str, report: MarkdownMetadataValue, now: datetime
) -> Failure:
    """What the run ends with, after its alert was given."""
    file = _give(context, validation_alert(release_id, report.value), now)
    return Failure(
        description=f"{report.value}\n\n{both('revalidation_remedy')}",
        metadata={"report": report, **({ALERT: MetadataValue.path(file)} if file else {})},
        allow_retries=False,
    )


def _remember(context: AssetCheckExecutionContext, entries: list[history.Entry]) -> None:
    try:
        history.append(entries)
    except OSError as error:
        context.log.error(both("history_not_written", file=history.path(), why=error.strerror))


@multi_asset_check(
    name="revalidate",
    specs=[
        AssetCheckSpec(
            CHECK.name,
            asset=RELEASE,
            description="Every file of the release is as published (SHA256SUMS), and the mart suites hold on it.",
        ),
        AssetCheckSpec(
            FRESHNESS.name,
            asset=RELEASE,
            description="Editions that should be out by the publication calendar are in the release. A warning only.",
        ),
    ],
    # Each can be executed alone from the page of the release.
    can_subset=True,
)
def revalidate(context: AssetCheckExecutionContext) -> Iterator[AssetCheckResult]:
    with retrying(context):
        if not paths.current_link().exists():
            raise Failure(description=both("revalidation_no_release"), allow_retries=False)
        # Resolved once: a release published meanwhile has been validated already.
        folder = paths.current_link().resolve()
        now = datetime.now(UTC)
        asked = context.selected_asset_check_keys
        results = validate(folder) if CHECK in asked else [_files_as_published(folder)]
        result = check_result(folder, results)
        if CHECK in asked:
            _remember(context, history.entries(folder.name, results, now))
            yield result
        # A failed check alone leaves the run green.
        failure = None if result.passed else _failure(context, folder.name, result.metadata["report"], now)
        # Of a file that is not the published one nothing more is read.
        if results[0].passed and FRESHNESS in asked:
            calendar = Reference(paths.seeds_dir()).publication_calendar
            late = freshness.late_in(folder / shelf.DATABASE, calendar, freshness.today())
            yield freshness_result(folder, late)
            for edition in late:
                _give(context, late_alert(edition), now)
        if failure:
            raise failure


@definitions
def revalidation() -> Definitions:
    job = define_asset_job(
        JOB,
        selection=AssetSelection.checks(CHECK, FRESHNESS),
        description="The current release: are its files as published, do the mart suites hold, is an edition late?",
    )
    schedule = ScheduleDefinition(
        name="daily_revalidation",
        job=job,
        cron_schedule="0 6 * * *",
        execution_timezone="Asia/Ho_Chi_Minh",
        default_status=DefaultScheduleStatus.RUNNING,
        description="Every morning at six in Việt Nam; a morning without the UI is made up for once when it starts.",
    )
    return Definitions(asset_checks=[revalidate], jobs=[job], schedules=[schedule])
