"""`governance ui`, as started and stopped by a person: real servers on the loopback, and nothing left behind."""

import contextlib
import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from orchestration import paths
from orchestration.ingest import manifest
from orchestration.reference import Reference


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


def ask(port: int, query: str):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql",
        data=json.dumps({"query": query}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["data"]


def max_concurrent_runs(port: int) -> int:
    return ask(port, "{ instance { runQueueConfig { maxConcurrentRuns } } }")["instance"]["runQueueConfig"][
        "maxConcurrentRuns"
    ]


def runs(port: int) -> list[dict]:
    """The runs that the sensor started, newest first."""
    tags = '[{key: "dagster/sensor_name", value: "raw_files_changed"}]'
    fields = "runId status tags { key value }"
    found = ask(port, f"{{ runsOrError(filter: {{tags: {tags}}}) {{ ... on Runs {{ results {{ {fields} }} }} }} }}")
    return found["runsOrError"]["results"]


def failure(port: int, run_id: str) -> str:
    events = "events { ... on ExecutionStepFailureEvent { failureMetadata { description } } }"
    found = ask(port, f'{{ logsForRun(runId: "{run_id}") {{ ... on EventConnection {{ {events} }} }} }}')
    (said,) = [event["failureMetadata"]["description"] for event in found["logsForRun"]["events"] if event]
    return said


def skip_reasons(port: int) -> list[str | None]:
    """What the sensor said at its ticks, newest first; None where it started a run."""
    selector = (
        '{repositoryName: "__repository__", repositoryLocationName: "governance", sensorName: "raw_files_changed"}'
    )
    ticks = "sensorState { ticks { skipReason } }"
    found = ask(port, f"{{ sensorOrError(sensorSelector: {selector}) {{ ... on Sensor {{ {ticks} }} }} }}")
    return [tick["skipReason"] for tick in found["sensorOrError"]["sensorState"]["ticks"]]


def checks_of_release(port: int) -> list[dict]:
    checks = "assetChecksOrError { ... on AssetChecks { checks { name canExecuteIndividually } } }"
    key = '{path: ["published", "release"]}'
    found = ask(port, f"{{ assetNodeOrError(assetKey: {key}) {{ ... on AssetNode {{ {checks} }} }} }}")
    return found["assetNodeOrError"]["assetChecksOrError"]["checks"]


def wait_until(reached, process: subprocess.Popen, seconds: int):
    """What `reached` returns once that is something. Fails at the deadline, or when the process has ended."""
    deadline = time.monotonic() + seconds
    while not (found := reached()):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.5)
    return found


def processes_with(marker: str) -> list[str]:
    """Command lines of the processes whose environment holds `marker`."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if marker.encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


def listening_on(port: int) -> set[str]:
    """Addresses of this machine on which something listens at `port`, as /proc writes them."""
    sockets = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()]
    local = [columns[1].split(":") for columns in sockets if columns[3] == "0A"]
    return {address for address, number in local if int(number, 16) == port}


def status(port: int, method: str, path: str, body: str | None = None, **headers: str) -> int:
    """What the server answers to one request as a browser or a program sends it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with contextlib.closing(connection):
        connection.request(method, path, body, named)
        return connection.getresponse().status


def web_socket_status(port: int, **headers: str) -> int:
    """101 where a web socket is opened."""
    handshake = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}
    key = {"Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec_WebSocket_Protocol": "graphql-ws"}
    return status(port, "GET", "/graphql", **handshake, **key, **headers)


def assert_no_other_site_is_obeyed(port: int) -> None:
    """Any page in the operator's browser can send such requests."""
    selector = '{jobName: "everything", repositoryName: "__repository__", repositoryLocationName: "governance"}'
    launch = f"mutation {{ launchRun(executionParams: {{selector: {selector}}}) {{ __typename }} }}"
    address, own = f"/graphql?query={urllib.parse.quote(launch)}", f"127.0.0.1:{port}"
    all_runs = "{ runsOrError { ... on Runs { results { runId } } } }"
    before = ask(port, all_runs)
    evil, json_body = {"Origin": "https://evil.example"}, {"Content_Type": "application/json"}
    assert status(port, "GET", address) == 403
    assert status(port, "GET", address, **evil, Host="evil.example") == 403
    assert status(port, "POST", address, "", Content_Type="text/plain", **evil) == 403
    assert status(port, "POST", "/graphql", json.dumps({"query": launch}), **json_body, **evil) == 403
    assert status(port, "POST", "/graphql", json.dumps({"query": launch}), **json_body, Host="evil.example") == 403
    assert web_socket_status(port, **evil) == web_socket_status(port, Host="evil.example") == 403
    assert ask(port, all_runs) == before
    # The own pages go on.
    query = json.dumps({"query": "{ version }"})
    assert status(port, "POST", "/graphql?op=Version", query, **json_body, Origin=f"http://{own}") == 200
    assert web_socket_status(port, Origin=f"http://{own}") == 101


@pytest.fixture
def start(own_data, tmp_path):
    marker = f"GOVERNANCE_TEST_MARKER={tmp_path}"
    started = []

    def _start(port: int, **variables: str) -> subprocess.Popen[str]:
        name, value = marker.split("=")
        process = subprocess.Popen(
            [sys.executable, "-m", "orchestration", "ui", "--port", str(port)],
            cwd=paths.REPOSITORY,
            env={**own_data.environment, name: value, **variables},
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


def test_the_ui_opens_for_its_own_pages_runs_once_on_a_wrong_raw_file_and_stops_with_its_children(
    start, own_data, tmp_path
):
    raw = tmp_path / "raw"
    shutil.copytree(own_data.raw, raw)
    before = own_data.state()
    port = free_port()
    process = start(port, GOVERNANCE_RAW_DIR=str(raw), GOVERNANCE_SENSOR_SECONDS="1")
    wait_until(lambda: answers(f"http://127.0.0.1:{port}/server_info"), process, 120)
    assert len(processes_with(start.marker)) >= 3
    # 127.0.0.1 and no other address, backwards as /proc has it.
    assert listening_on(port) == {"0100007F"}
    assert max_concurrent_runs(port) == 1
    assert_no_other_site_is_obeyed(port)
    wait_until(lambda: any("No file has changed" in (said or "") for said in skip_reasons(port)), process, 120)
    assert runs(port) == []
    path = raw / "papi" / "2023.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("1.32393", "13.2393"), encoding="utf-8")
    manifest.register(raw, "papi/2023.csv", None, "2026-11-22", Reference(own_data.dbt / "seeds"))
    wait_until(lambda: [run for run in runs(port) if run["status"] == "FAILURE"], process, 180)
    # Neither the sensor nor the daemon for killed runs starts another one.
    n_ticks = len(skip_reasons(port))
    wait_until(lambda: len(skip_reasons(port)) >= n_ticks + 2, process, 120)
    (run,) = runs(port)
    (alert,) = wait_until(lambda: list((own_data.data / "alerts").glob("*.md")), process, 120)
    text = alert.read_text(encoding="utf-8")
    assert run["runId"] in text and "cột 1.1: 13.2393 nằm ngoài khoảng" in text
    assert "manifest.csv, papi/2023.csv" in text
    tags = {tag["key"]: tag["value"] for tag in run["tags"]}
    assert tags["raw/changed"] == "manifest.csv, papi/2023.csv"
    said = failure(port, run["runId"])
    assert "raw/papi/2023.csv, line 2, column 1.1: 13.2393 is outside 0.25 to 2.50" in said
    assert "raw/papi/2023.csv, dòng 2, cột 1.1: 13.2393 nằm ngoài khoảng từ 0.25 đến 2.50" in said
    assert any("waiting until they are completely written: manifest.csv" in (said or "") for said in skip_reasons(port))
    assert own_data.state() == before
    assert [check["canExecuteIndividually"] for check in checks_of_release(port)] == ["CAN_EXECUTE"] * 2
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=60)
    assert processes_with(start.marker) == []
    # The terminal has a line for each event, the log the rest.
    run_id = run["runId"][:8]
    said_vi, said_en = said.splitlines()
    lines = [re.sub(r"^\d\d:\d\d:\d\d ", "", line.strip()) for line in output.splitlines()]
    assert lines[0].endswith(f"Full log: {own_data.data}/logs/ui.log")
    assert lines[1:] == [
        f"The UI is ready: http://127.0.0.1:{port}",
        "raw_files_changed: Files 2 changed: manifest.csv, papi/2023.csv",
        f"Run {run_id} of everything has started",
        f"Run {run_id} of everything has failed:",
        said_vi,
        said_en,
        f"failed_runs: Alert: {alert}",
        "Stopped.",
    ]
    log = (own_data.data / "logs" / "ui.log").read_text(encoding="utf-8")
    assert " - DEBUG - " in log and "Stack Trace" in log


def test_a_port_that_is_taken_is_said_so(start):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        process = start(port)
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    assert f"governance ui --port {port + 1}" in output
