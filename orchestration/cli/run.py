"""`governance run`: the job for everything, in this process, and what it published.

Progress and results go to the terminal, everything else to a log file that a failure names.
"""

import contextlib
import logging
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from orchestration import instance, lock, paths
from orchestration.cli import exits
from orchestration.cli.progress import Steps, of_dbt
from orchestration.messages import failures, texts
from orchestration.messages.problems import shown
from orchestration.messages.refusals import Refused
from orchestration.messages.texts import one
from orchestration.release import obstacles

if TYPE_CHECKING:
    from dagster import ExecuteInProcessResult

# What is said of a step; others load.
STEPS = {
    "raw_expectations": "run_check_raw",
    "governance_models": "run_build",
    "mart_expectations": "run_check_marts",
    "published__pages": "run_pages",
    "published__release": "run_publish",
}
# How long --wait waits.
PATIENT_SECONDS = 24 * 3600


@contextmanager
def quiet_output(log: Path) -> Iterator[TextIO]:
    """Sends standard output and error, also those of child processes, to `log`; yields the terminal."""
    log.parent.mkdir(parents=True, exist_ok=True)
    sys.stdout.flush()
    sys.stderr.flush()
    terminal, error = os.dup(1), os.dup(2)
    utf8 = {"encoding": "utf-8", "errors": "replace"}
    with log.open("w", **utf8) as target, os.fdopen(terminal, "w", closefd=False, **utf8) as stream:
        os.dup2(target.fileno(), 1)
        os.dup2(target.fileno(), 2)
        try:
            yield stream
        finally:
            stream.flush()
            for output in (sys.stdout, sys.stderr):
                # The disk of the log may be full.
                with contextlib.suppress(OSError):
                    output.flush()
            os.dup2(terminal, 1)
            os.dup2(error, 2)
            os.close(terminal)
            os.close(error)


class _Events(logging.Handler):
    """Dagster's events as lines: a step that starts, what it waits for, how it ended."""

    def __init__(self, steps: Steps) -> None:
        super().__init__()
        self._steps = steps

    def emit(self, record: logging.LogRecord) -> None:
        event = getattr(record, "dagster_meta", {}).get("dagster_event")
        if event is None or event.step_key is None:
            return
        if event.event_type_value == "STEP_START":
            code = STEPS.get(event.step_key, "run_load")
            self._steps.start(one(code, name=event.step_key.removeprefix("raw__")))
        elif event.event_type_value == "STEP_UP_FOR_RETRY":
            self._steps.note(one("run_busy", seconds=event.step_retry_data.seconds_to_wait))
        elif event.event_type_value in ("STEP_SUCCESS", "STEP_FAILURE"):
            self._steps.end(event.event_type_value == "STEP_SUCCESS")


def execute(stream: TextIO) -> "ExecuteInProcessResult":
    """Runs the job for everything over all editions; the run is kept where the UI shows it."""
    steps = Steps(stream)
    steps.start(one("run_read_definitions"))
    from dagster import logger

    from orchestration import event_log
    from orchestration.definitions import defs
    from orchestration.defs.automation import raw_files
    from orchestration.defs.automation.jobs import EVERYTHING

    @logger
    def progress(_) -> logging.Logger:
        log = logging.Logger("progress")
        log.addHandler(_Events(steps))
        return log

    dagster = event_log.instance_of_a_run()
    job = defs().resolve_job_def(EVERYTHING).with_logger_defs({"progress": progress})
    steps.end()
    with of_dbt(steps):
        return job.execute_in_process(
            instance=dagster,
            run_config={"loggers": {"progress": {}}},
            tags=raw_files.run_tags(dagster, raw_files.state_of(paths.raw_dir())),
            raise_on_error=False,
        )


def build() -> int:
    """Runs everything and prints what came of it. Exit code 1 unless a release was published."""
    log = paths.data_dir() / "logs" / "run.log"
    before = _served()
    print(one("run_begins"), flush=True)
    why, is_told = [], True
    try:
        with quiet_output(log) as stream:
            result = execute(stream)
        is_published = _served() not in (None, before)
        # A step that Dagster leaves out is no failure to it.
        if not result.success or not is_published:
            why = failures.reasons(result.all_events) or [texts.shown("run_failed_silently")]
            is_told = failures.is_told(result.all_events)
    except Exception as error:
        with contextlib.suppress(OSError), log.open("a", encoding="utf-8") as target:
            traceback.print_exc(file=target)
        cause = failures.innermost(error)
        is_told = isinstance(cause, Refused)
        why = [str(cause) if is_told else f"{type(cause).__name__}: {cause}"]
    if why:
        _say_nothing_published(why, before)
        print(texts.shown("run_next" if is_told else "run_next_fault", log=log))
        return exits.FOUND
    _report(log)
    return 0


def _say_nothing_published(why: list[str], before: Path | None) -> None:
    """Why, what to do about it, and what is served all the same."""
    served = texts.shown("run_still_served", name=before.name) if before else texts.shown("run_none_served")
    print(f"\n{texts.label('run_nothing_published')}\n")
    print("\n\n".join([*why, *failures.hints(why)]))
    print(f"\n{served}")


def _report(log: Path) -> None:
    """What was published. It is, whatever becomes of the report."""
    try:
        from orchestration.cli.report import show

        show(paths.current_link())
    except BrokenPipeError:
        raise
    except Exception as error:
        with contextlib.suppress(OSError), log.open("a", encoding="utf-8") as target:
            traceback.print_exc(file=target)
        print(texts.shown("run_not_reported", name=paths.current_link().resolve().name, why=error, log=log))


def _is_published() -> bool:
    """Whether a run would change nothing; then says so, and what is served."""
    # Without Dagster and Great Expectations, whose imports alone would take longer than all of this.
    from orchestration.release import unchanged

    if not unchanged.is_published():
        return False
    from orchestration.cli.report import show

    print(texts.shown("run_unchanged", name=paths.current_link().resolve().name))
    show(paths.current_link(), is_new=False)
    return True


def _served() -> Path | None:
    """The folder of the release that readers have."""
    current = paths.current_link()
    return current.resolve() if current.exists() else None


def run(wait: bool = False, force: bool = False) -> int:
    """Builds, checks and publishes everything below `raw/`; returns the exit code.

    `wait` waits for another run to end instead of giving up; `force` builds although nothing has changed.
    """
    instance.prepare()
    alone = lock.RunLock("governance run")
    seconds = PATIENT_SECONDS if wait else 0
    try:
        if in_the_way := obstacles.found(paths.published_dir()):
            _say_nothing_published(in_the_way, _served())
            return exits.FOUND
        left = alone.acquire(seconds, lambda busy: print(f"{busy}\n{texts.label('run_waiting')}", flush=True))
    except lock.Busy as busy:
        print(f"{busy}\n{texts.shown('run_wait_for_it')}")
        return lock.EXIT_BUSY
    except OSError as error:
        remedies = failures.hints([error.strerror or ""]) or [texts.shown("remedy_read_only")]
        print("\n".join([f"{error.filename or paths.data_dir()}: {error.strerror}", *remedies]))
        return exits.NOT_DONE
    except KeyboardInterrupt:
        return exits.CANCELLED
    if left:
        print(lock.recovered(left))
    try:
        if strays := obstacles.strays(paths.published_dir()):
            print(texts.shown("strays_left", paths=", ".join(map(shown, strays))))
        return build() if force or not _is_published() else exits.WELL
    finally:
        alone.release()
