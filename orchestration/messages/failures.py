"""Why a run failed, as a person reads it, and what to do about errors of the machine.

Only words belong here: what is found in Dagster's events and in errors, and the remedy by what they say.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from orchestration.messages import texts

if TYPE_CHECKING:
    from dagster import DagsterEvent

# The code of the remedy by a part of the message of an error.
REMEDIES = {
    "No space left on device": "remedy_disk_full",
    "disk is full": "remedy_disk_full",
    "File too large": "remedy_disk_full",
    # What SQLite, in which Dagster keeps its history, says of a disk that fills up while it writes.
    "disk I/O error": "remedy_disk",
    "Read-only file system": "remedy_read_only",
    "Permission denied": "remedy_read_only",
    "readonly database": "remedy_read_only",
    "Could not set lock": "remedy_busy",
    "not a valid DuckDB database": "remedy_damaged",
    "DagsterExecutionInterruptedError": "remedy_interrupted",
}


def reasons(events: Iterable["DagsterEvent"]) -> list[str]:
    """Why a run failed: problems of raw files, failing rows of checks, messages of dbt, or the error itself."""
    found: dict[str, str] = {}
    for event in events:
        if event.event_type_value == "ASSET_CHECK_EVALUATION":
            check = event.asset_check_evaluation_data
            report = check.metadata.get("report")
            # Tests of dbt come without a report: the failure of its step tells them with their rows.
            if not check.passed and report:
                named = f"{check.asset_key.to_user_string()}, {check.check_name}:\n{report.value}"
                found.setdefault(report.value, named)
        elif event.is_step_failure:
            failure = event.step_failure_data
            if failure.user_failure_data and failure.user_failure_data.description:
                description = failure.user_failure_data.description
                found.setdefault(description, description)
            elif failure.error and "AssetCheckFailed" not in (failure.error.cls_name or ""):
                cause = failure.error
                while cause.cause:
                    cause = cause.cause
                found.setdefault(cause.message.strip(), cause.message.strip())
    # Several steps may refuse for one reason.
    return list(found.values())


def is_told(events: Iterable["DagsterEvent"]) -> bool:
    """Whether a check or a step said in words for people why it failed; an error of the program has none."""
    return any(
        (event.is_step_failure and event.step_failure_data.user_failure_data is not None)
        or (
            event.event_type_value == "ASSET_CHECK_EVALUATION"
            and not event.asset_check_evaluation_data.passed
            and "report" in event.asset_check_evaluation_data.metadata
        )
        for event in events
    )


def remedies(why: list[str]) -> list[str]:
    """Codes of what to do about errors of the machine rather than of the data."""
    found = (code for sign, code in REMEDIES.items() if any(sign in reason for reason in why))
    return list(dict.fromkeys(found))


def hints(why: list[str]) -> list[str]:
    """The same as sentences."""
    return [texts.shown(code) for code in remedies(why)]


def innermost(error: BaseException) -> BaseException:
    """What an error goes back to: a seed that cannot be read, say, and not that definitions did not load."""
    while cause := error.__cause__ or (None if error.__suppress_context__ else error.__context__):
        error = cause
    return error
