"""One run at a time: who is refused, who waits, and what a process that was killed leaves behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from dagster import MaterializeResult, asset, materialize

from orchestration import lock, paths
from orchestration.defs import resources
from orchestration.defs.resources import RunLock

HOLDER = """
import sys, time
from orchestration import lock
own = lock.RunLock("governance run")
own.acquire()
print("held", flush=True)
time.sleep(float(sys.argv[1]))
"""


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def hold(data):
    """Starts a process that holds the lock for so many seconds and ends without giving it back."""
    started = []

    def _hold(seconds=60):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(seconds)], cwd=paths.REPOSITORY, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout.readline() == "held\n"
        return process

    yield _hold
    for process in started:
        process.kill()
        process.communicate()


def test_the_second_run_says_who_holds_the_lock_and_since_when_and_ends(hold, data):
    holder = hold()
    finished = subprocess.run(
        [sys.executable, "-m", "orchestration", "run"], cwd=paths.REPOSITORY, capture_output=True, text=True
    )
    assert finished.returncode == lock.EXIT_BUSY
    year = time.strftime("%Y")
    assert f"process {holder.pid} on {os.uname().nodename}, command “governance run”, since {year}-" in finished.stdout
    assert f"tiến trình {holder.pid} trên máy {os.uname().nodename}, lệnh “governance run”, từ " in finished.stdout
    assert finished.stdout.count("governance run --wait") == 2
    assert "Traceback" not in finished.stdout + finished.stderr and finished.stderr == ""
    assert not (data / "published" / "releases").exists() and not (data / "warehouse").exists()


def test_who_waits_gets_the_lock_when_the_other_ends(hold):
    holder, told = hold(2), []
    left = lock.RunLock("governance run").acquire(60, told.append)
    assert [busy.holder.pid for busy in told] == [holder.pid] == [left.pid]


def test_a_lock_of_a_killed_process_is_recovered_and_told(hold, data):
    holder = hold()
    assert lock.busy().holder.pid == holder.pid
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    assert (data / "run.json").exists() and lock.busy() is None
    own = lock.RunLock("governance releases rollback")
    left = own.acquire()
    assert left.pid == holder.pid
    assert f"process {holder.pid}" in lock.recovered(left) and f"tiến trình {holder.pid}" in lock.recovered(left)
    assert lock.busy().holder.pid == os.getpid()
    # The same process may take it again, and holds it until it has given it back as often.
    inner = lock.RunLock("Dagster")
    assert inner.acquire() is None
    inner.release()
    assert lock.busy().holder.command == "governance releases rollback"
    own.release()
    assert lock.busy() is None and not (data / "run.json").exists()


def run_of_two_steps():
    seen = []

    @asset
    def one(context, run_lock: RunLock) -> None:
        with run_lock.writing(context):
            seen.append(lock.busy().holder)

    # A step that yields is under the lock as one that returns.
    @asset
    def two(context, run_lock: RunLock) -> Iterator[MaterializeResult]:
        with run_lock.writing(context):
            seen.append(lock.busy().holder)
            yield MaterializeResult()

    return materialize([one, two], resources={"run_lock": RunLock()}, raise_on_error=False), seen


def test_a_run_of_dagster_holds_the_lock_over_all_its_steps_and_gives_it_back(data):
    result, seen = run_of_two_steps()
    assert result.success and len(seen) == 2 and seen[0] == seen[1]
    assert seen[0].pid == os.getpid() and seen[0].command.endswith(f"run {result.run_id[:8]}")
    assert lock.busy() is None


def test_a_run_of_dagster_that_is_refused_says_so_at_each_step_and_waits_once(hold, monkeypatch):
    holder = hold()
    monkeypatch.setattr(resources, "WAITS", (0.1, 0.1))
    acquire, asked = lock.RunLock.acquire, []
    monkeypatch.setattr(lock.RunLock, "acquire", lambda *given: asked.append(given[1]) or acquire(*given))
    result, seen = run_of_two_steps()
    assert asked == [0.2]
    assert not result.success and seen == []
    failures = [event.step_failure_data.user_failure_data for event in result.all_events if event.is_step_failure]
    assert len(failures) == 2
    assert all(f"process {holder.pid}" in failure.description for failure in failures)
    assert not [event for event in result.all_events if event.is_step_up_for_retry]
