"""Which lines of the servers' output the terminal of `governance ui` shows."""

from orchestration.cli.ui import Digest

RUN = "everything - 54d021f5-b0ba-429c-833a-e274e4b6cb0f"


def shown(*lines):
    digest = Digest()
    return [told for line in [*lines, record("The end")] for told in digest.of(line + "\n")]


def record(message, level="INFO", logger="dagster"):
    return f"\x1b[32m2026-11-25 01:43:12 +0000\x1b[0m - {logger} - \x1b[34m{level}\x1b[0m - {message}"


def test_a_run_is_a_line_when_it_starts_and_when_it_ends():
    assert shown(
        record("Serving dagster-webserver on http://127.0.0.1:3000 in process 12538", logger="dagster-webserver"),
        record(f"{RUN} - 13060 - RUN_START - Started execution of run for \"everything\".", "DEBUG"),
        record(f"{RUN} - 13060 - raw__papi - STEP_START - Started execution of step \"raw__papi\".", "DEBUG"),
        record(f"{RUN} - raw__papi - PAPI: 22176 cells"),
        record("Sensor raw_files_changed skipped: No file has changed.", logger="dagster.daemon.SensorDaemon"),
        "270 of 345 PASS fct_coverage [PASS in 0.33s]",
        record(f"{RUN} - 13060 - RUN_SUCCESS - Finished execution of run for \"everything\".", "DEBUG"),
    ) == [
        "The UI is ready: http://127.0.0.1:3000",
        "Run 54d021f5 of everything has started",
        "Run 54d021f5 of everything has succeeded",
    ]  # fmt: skip


STEP = f'{RUN} - 13060 - raw__papi - STEP_FAILURE - Execution of step "raw__papi" failed.'
END = record(f'{RUN} - 13060 - RUN_FAILURE - Execution of run for "everything" failed.', "ERROR")


def test_a_failed_run_says_why_in_the_words_of_its_first_failed_step():
    failure = (
        record(STEP, "ERROR"),
        "",
        "dagster._core.definitions.events.Failure: raw/papi/2023.csv, dòng 2: sai",
        "raw/papi/2023.csv, line 2: wrong",
        "",
        "raw/papi/2023.csv, dòng 3: sai",
        "Stack Trace:",
        "  File execute_plan.py, line 243",
        record(STEP.replace("papi", "sipas"), "ERROR"),
        "dagster._core.definitions.events.Failure: another",
        "Stack Trace:",
    )
    failed = "Run 54d021f5 of everything has failed:"
    reason = "raw/papi/2023.csv, dòng 2: sai\nraw/papi/2023.csv, line 2: wrong"
    assert shown(*failure, END) == [f"{failed}\n{reason}"]
    below = (
        "",
        "dagster_dbt.errors.DbtError: The process",
        "",
        "`dbt build`",
        "",
        "Stack Trace:",
    )
    assert shown(record(STEP, "ERROR"), *below, END) == [f"{failed}\nThe process\n`dbt build`"]
    # A run that was killed has no failed step.
    assert shown(END) == [f'{failed}\nExecution of run for "everything" failed.']


def test_what_sensors_report_and_each_new_error_of_the_servers_is_a_line():
    error = (
        record("Sensor daemon caught an error for sensor raw_files_changed", "ERROR", "dagster.daemon.SensorDaemon"),
        "Traceback (most recent call last):",
        "dagster._core.errors.SensorExecutionError: Error occurred",
        "The above exception was caused by the following exception:",
        "FileNotFoundError: editions.csv",
        "Stack Trace:",
    )
    other = record("It ended", "CRITICAL", "dagster.daemon")
    added = record("__repository__ - raw_files_changed - Files 1 added: papi/2025.csv")
    warning = record("No cursor for event type", "WARNING", "dagster.daemon.EventLogConsumerDaemon")
    assert shown(*error, warning, *error, added, *error, other) == [
        "dagster.daemon.SensorDaemon: FileNotFoundError: editions.csv",
        "raw_files_changed: Files 1 added: papi/2025.csv",
        "dagster.daemon.SensorDaemon: FileNotFoundError: editions.csv",
        "dagster.daemon: It ended",
    ]
