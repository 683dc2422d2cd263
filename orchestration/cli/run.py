"""`governance run`: the job for everything, in this process, and what it published.

Progress and results go to the terminal, everything else to a log file that a failure names.
"""

import contextlib
import logging
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from orchestration import instance, lock, paths
from orchestration.messages import failures, texts

if TYPE_CHECKING:
    from dagster import ExecuteInProcessResult

STEPS = {
    "raw_expectations": "Checking what was loaded",
    "governance_models": "Building and testing the models",
    "mart_expectations": "Checking the marts",
    "published__release": "Publishing",
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
    with log.open("w") as target, os.fdopen(terminal, "w", closefd=False) as stream:
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


class _Progress(logging.Handler):
    """Prints a line when a step starts, what it waits for, and the seconds that it took."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._started: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        event = getattr(record, "dagster_meta", {}).get("dagster_event")
        if event is None or event.step_key is None:
            return
        step = event.step_key
        if event.event_type_value == "STEP_START":
            self._started[step] = time.monotonic()
            label = STEPS.get(step) or f"Loading {step.removeprefix('raw__')}"
            print(f"  {label} …", end=" ", file=self._stream, flush=True)
        elif event.event_type_value == "STEP_UP_FOR_RETRY":
            wait = event.step_retry_data.seconds_to_wait
            print(f"the file is busy, waiting {wait} s …", end=" ", file=self._stream, flush=True)
        elif event.event_type_value in ("STEP_SUCCESS", "STEP_FAILURE"):
            outcome = "done" if event.event_type_value == "STEP_SUCCESS" else "FAILED"
            print(f"{outcome} ({time.monotonic() - self._started[step]:.0f} s)", file=self._stream, flush=True)


def execute(stream: TextIO) -> "ExecuteInProcessResult":
    """Runs the job for everything over all editions; the run is kept where the UI shows it."""
    print("  Reading the definitions …", end=" ", file=stream, flush=True)
    started = time.monotonic()
    from dagster import DagsterInstance, logger

    from orchestration.definitions import defs
    from orchestration.defs.automation import raw_files
    from orchestration.defs.automation.jobs import EVERYTHING
    from orchestration.defs.partitions import all_editions

    @logger
    def progress(_) -> logging.Logger:
        log = logging.Logger("progress")
        log.addHandler(_Progress(stream))
        return log

    job = defs().resolve_job_def(EVERYTHING).with_logger_defs({"progress": progress})
    print(f"done ({time.monotonic() - started:.0f} s)", file=stream, flush=True)
    return job.execute_in_process(
        instance=DagsterInstance.get(),
        run_config={"loggers": {"progress": {}}},
        tags={**all_editions(), raw_files.STATE_TAG: raw_files.digest(raw_files.state_of(paths.raw_dir()))},
        raise_on_error=False,
    )


def build() -> int:
    """Runs everything and prints what came of it. Exit code 1 unless a release was published."""
    log = paths.data_dir() / "logs" / "run.log"
    before = paths.current_link().resolve() if paths.current_link().exists() else None
    print("Building the warehouse:", flush=True)
    why = []
    try:
        with quiet_output(log) as stream:
            result = execute(stream)
        if not result.success:
            why = failures.reasons(result.all_events) or ["The run failed without saying why."]
    except Exception as error:
        with contextlib.suppress(OSError), log.open("a") as target:
            traceback.print_exc(file=target)
        why = [f"{type(failures.innermost(error)).__name__}: {failures.innermost(error)}"]
    if why:
        print("\nNothing was published. / Không có gì được công bố.\n")
        print("\n\n".join([*why, *failures.hints(why)]))
        print(f"\n{before.name} is still served." if before else "\nNo release has been published yet.")
        print(f"Full log: {log}")
        print("Tiếp theo: khắc phục điều nêu trên (dòng sai cho biết tệp hoặc seed cần sửa), rồi chạy: governance run")
        print("Next: remedy what is said above (a failing row tells the file or seed to correct), then: governance run")
        return 1
    from orchestration.cli.report import show

    show(paths.current_link())
    return 0


def _try_writing(folder: Path) -> None:
    """Raises `OSError` now rather than after a minute of building."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"0")


def run(wait: bool = False, force: bool = False) -> int:
    """Builds, checks and publishes everything below `raw/`; returns the exit code.

    `wait` waits for another run to end instead of giving up; `force` builds although nothing has changed.
    """
    instance.prepare()
    alone = lock.RunLock("governance run")
    seconds = PATIENT_SECONDS if wait else 0
    try:
        _try_writing(paths.published_dir())
        left = alone.acquire(seconds, lambda busy: print(f"{busy}\nĐang đợi … / Waiting … (Ctrl-C)", flush=True))
    except lock.Busy as busy:
        print(f"{busy}\nĐợi nó xong, hoặc chạy: governance run --wait\nWait for it to end, or: governance run --wait")
        return lock.EXIT_BUSY
    except OSError as error:
        remedies = failures.hints([error.strerror or ""]) or [texts.shown("remedy_read_only")]
        print("\n".join([f"{error.filename or paths.data_dir()}: {error.strerror}", *remedies]))
        return 1
    except KeyboardInterrupt:
        return 130
    if left:
        print(lock.recovered(left))
    try:
        return build()
    finally:
        alone.release()
