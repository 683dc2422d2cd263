"""Gives an alert of a run that nobody watches and that failed: one that a sensor or a schedule started."""

from datetime import UTC, datetime

from dagster import (
    DagsterRun,
    DefaultSensorStatus,
    Definitions,
    RunFailureSensorContext,
    SensorDefinition,
    SkipReason,
    definitions,
    run_failure_sensor,
)

from orchestration import paths
from orchestration.defs.automation.raw_files import SECONDS_BETWEEN_LOOKS
from orchestration.defs.automation.revalidation import ALERT, RUNBOOK
from orchestration.messages import failures
from orchestration.messages.texts import EN, VI, both, text
from orchestration.monitoring import alerts

STARTED_BY = ("dagster/sensor_name", "dagster/schedule_name")
FILE_TAGS = ("raw/added", "raw/changed", "raw/removed")
WILL_RETRY = "dagster/will_retry"


def starter(run: DagsterRun) -> str | None:
    """The sensor or schedule that started a run."""
    return next((run.tags[tag] for tag in STARTED_BY if tag in run.tags), None)


def failure_alert(run: DagsterRun, why: list[str], release_id: str | None, is_told: bool = True) -> alerts.Alert:
    """`is_told` says that `why` is in words for people; else it is what the program's error says."""
    remedies = failures.remedies(why) or ["failed_run_remedy" if is_told else "failed_run_fault_remedy"]
    log = paths.data_dir() / "logs" / "ui.log"
    fault = [] if is_told else [both("failed_run_fault")]
    files = "\n".join(f"- {tag}: {run.tags[tag]}" for tag in FILE_TAGS if tag in run.tags)
    served = "failed_run_served" if release_id else "failed_run_no_release"
    title = {"job": run.job_name, "starter": starter(run)}
    return alerts.Alert(
        kind="failed_run",
        title_vi=text("failed_run", VI, **title),
        title_en=text("failed_run", EN, **title),
        to_do_vi=" ".join([text(served, VI, release_id=release_id), *(text(code, VI, log=log) for code in remedies)]),
        to_do_en=" ".join([text(served, EN, release_id=release_id), *(text(code, EN, log=log) for code in remedies)]),
        details="\n\n".join([f"Dagster: run {run.run_id}\n{files}".strip(), *fault, *why]),
        runbook=RUNBOOK,
        release_id=release_id,
    )


def give_alert(context: RunFailureSensorContext) -> SkipReason | None:
    """One failed run: an alert, unless somebody watches it, it starts again, or its step has given one."""
    run = context.dagster_run
    if starter(run) is None:
        return SkipReason("Somebody started this run and sees how it ends.")
    if run.tags.get(WILL_RETRY) == "true":
        return SkipReason("The run is started again.")
    events = [entry.dagster_event for entry in context.instance.all_logs(run.run_id) if entry.dagster_event]
    told = [event.step_failure_data.user_failure_data for event in events if event.is_step_failure]
    if any(failure and ALERT in failure.metadata for failure in told):
        return SkipReason("Its step has given an alert.")
    current = paths.current_link()
    release_id = current.resolve().name if current.exists() else None
    why = failures.reasons(events) or [context.failure_event.message or "?"]
    alert = failure_alert(run, why, release_id, failures.is_told(events))
    given = alerts.give(alert, datetime.now(UTC))
    if given.file:
        context.log.info(f"Alert: {given.file}")
    for problem in given.problems:
        context.log.error(problem)
    return None


def failed_runs() -> SensorDefinition:
    return run_failure_sensor(
        name="failed_runs",
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        default_status=DefaultSensorStatus.RUNNING,
        description=(
            "Gives an alert (a file under data/alerts, and a webhook where one is configured) of every run that a "
            "sensor or a schedule started and that failed, unless it starts again."
        ),
    )(give_alert)


@definitions
def alerts_of_failed_runs() -> Definitions:
    return Definitions(sensors=[failed_runs()])
