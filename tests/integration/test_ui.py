"""`make ui`, as started and stopped by a person: real servers on the loopback, and nothing left behind."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from orchestration import paths


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def max_concurrent_runs(port: int) -> int:
    query = json.dumps({"query": "{ instance { runQueueConfig { maxConcurrentRuns } } }"}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql", data=query, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["data"]["instance"]["runQueueConfig"]["maxConcurrentRuns"]


def processes_with(marker: str) -> list[str]:
    """Command lines of the processes whose environment holds `marker`."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if marker.encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


@pytest.fixture
def start(own_data, tmp_path):
    marker = f"GOVERNANCE_TEST_MARKER={tmp_path}"
    started = []

    def _start(port: int) -> subprocess.Popen[str]:
        name, value = marker.split("=")
        process = subprocess.Popen(
            [sys.executable, "-m", "orchestration.ui", "--port", str(port)],
            cwd=paths.REPOSITORY,
            env={**own_data.environment, name: value},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    _start.marker = marker
    yield _start
    for process in started:
        if process.poll() is None:
            process.kill()


def test_the_ui_opens_and_stops_with_its_children(start):
    port = free_port()
    process = start(port)
    deadline = time.monotonic() + 120
    while not answers(f"http://127.0.0.1:{port}/server_info"):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.5)
    assert len(processes_with(start.marker)) >= 3
    assert max_concurrent_runs(port) == 1
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=60)
    assert f"http://127.0.0.1:{port}" in output and "Stopped." in output
    assert processes_with(start.marker) == []


def test_a_port_that_is_taken_is_said_so(start):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        process = start(port)
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"make ui PORT={port + 1}" in output
