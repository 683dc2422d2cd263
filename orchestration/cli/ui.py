"""`governance ui`: Dagster's web server and daemon on 127.0.0.1, stopped together by Ctrl-C.

They run in a session of their own under this supervisor, because the development server, once stopped, leaves
children behind. All that they write is kept in `data/logs/ui.log`; of it the terminal shows a line for each event that
a person needs.
"""

import contextlib
import itertools
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TextIO

from orchestration import instance, paths
from orchestration.cli import exits
from orchestration.messages import texts
from orchestration.messages.refusals import wrong_use

HOST = "127.0.0.1"
GRACE_SECONDS = 15
# Of the reason why a step failed: what is wrong with a file stands there in two languages.
REASON_LINES = 2

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_RECORD = re.compile(r"\d{4}-\d\d-\d\d [\d:]+ [+-]\d{4} - (?P<logger>\S+) - (?P<level>[A-Z]+) - (?P<message>.*)")
_RUN = re.compile(r"(?P<job>\S+) - (?P<run_id>[0-9a-f]{8}-[0-9a-f-]{27}) - (?P<rest>.*)")
_EVENT = re.compile(r"\b(?P<event>RUN_START|RUN_SUCCESS|RUN_FAILURE|RUN_CANCELED|STEP_FAILURE) - (?P<text>.*)")
_SENSOR = re.compile(r"__repository__ - (?P<name>\S+) - (?P<text>.*)")
_SERVING = re.compile(r"Serving dagster-webserver on (?P<url>\S+)")
_ERROR_CLASS = re.compile(r"^[\w.]+\.[A-Z]\w+: ")
_CAUSED = "The above exception was caused by the following exception:"
_TRACE = "Stack Trace:"
_RUN_EVENTS = {
    "RUN_START": "ui_run_started",
    "RUN_SUCCESS": "ui_run_succeeded",
    "RUN_CANCELED": "ui_run_stopped",
    "RUN_FAILURE": "ui_run_failed",
}


class Digest:
    """What a person needs of the servers' output, which is given line by line.

    An error is a record with its explanation on the lines below, so it is printed when the next record arrives.
    """

    def __init__(self) -> None:
        self._below: list[str] = []
        # The run whose step the lines below explain, or the server's error.
        self._failed_run: str | None = None
        self._error: str | None = None
        self._reasons: dict[str, str] = {}
        self._last: str | None = None

    def of(self, line: str) -> list[str]:
        """What to print after this line; an entry may have several lines."""
        line = _COLOUR.sub("", line).rstrip()
        record = _RECORD.match(line)
        if record is None:
            self._below.append(line)
            return []
        found = [self._explained(), self._of_record(record["logger"], record["level"], record["message"])]
        # An error that returns at every tick is printed once.
        told = [text for text in found if text and text != self._last]
        self._last = told[-1] if told else self._last
        return told

    def _of_record(self, logger: str, level: str, message: str) -> str | None:
        if run := _RUN.match(message):
            event = _EVENT.search(run["rest"])
            return self._of_run(run["job"], run["run_id"], event["event"], event["text"]) if event else None
        if sensor := _SENSOR.match(message):
            return f"{sensor['name']}: {sensor['text']}"
        if serving := _SERVING.search(message):
            return texts.one("ui_ready", url=serving["url"])
        self._error = f"{logger}: {message}" if level in ("ERROR", "CRITICAL") else None
        return None

    def _of_run(self, job: str, run_id: str, event: str, text: str) -> str | None:
        if event == "STEP_FAILURE":
            self._failed_run = run_id
            return None
        told = texts.one(_RUN_EVENTS[event], job=job, run=run_id[:8])
        reason = self._reasons.pop(run_id, text)
        return f"{told}\n{reason}" if event == "RUN_FAILURE" else told

    def end(self) -> str | None:
        """What is left to print once the servers have ended."""
        return self._explained()

    def _explained(self) -> str | None:
        """The error before this record, if it is one of the servers; the reason of a failed step is kept."""
        below, failed_run, error = self._below, self._failed_run, self._error
        self._below, self._failed_run, self._error = [], None, None
        if failed_run:
            reason = [line for line in below[: below.index(_TRACE)] if line] if _TRACE in below else []
            reason = [_ERROR_CLASS.sub("", line) for line in reason[:REASON_LINES]]
            self._reasons.setdefault(failed_run, "\n".join(reason) or "?")
        causes = [line for before, line in itertools.pairwise(below) if before == _CAUSED]
        return f"{error.partition(': ')[0]}: {causes[-1]}" if error and causes else error


def show(output: TextIO, log: Path) -> None:
    """Keeps all of the servers' output in `log` and prints what a person needs, until the output ends."""
    digest = Digest()
    with log.open("w", encoding="utf-8", buffering=1) as kept:
        for line in output:
            # The disk may be full, or the terminal gone: the servers must not wait for this reader.
            with contextlib.suppress(OSError):
                kept.write(line)
            for told in digest.of(line):
                stamp = time.strftime("%H:%M:%S ")
                with contextlib.suppress(OSError):
                    print(stamp + told.replace("\n", "\n" + " " * len(stamp)), flush=True)
    # The error that the servers ended with has no record after it.
    if (last := digest.end()) is not None:
        print(last, flush=True)


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def stop(server: subprocess.Popen) -> None:
    """Asks the whole group to stop, waits, and ends what is left of it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGINT)
        deadline = time.monotonic() + GRACE_SECONDS
        while time.monotonic() < deadline:
            server.poll()
            os.killpg(server.pid, 0)  # raises once nobody of the group is left
            time.sleep(0.1)
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def serve(port: int) -> int:
    """Serves the UI until Ctrl-C, or until the servers end by themselves; returns the exit code."""
    if not port_is_free(port):
        raise wrong_use("ui_port_taken", port=port, host=HOST, other=port + 1)
    instance.prepare()
    log = paths.data_dir() / "logs" / "ui.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    print(texts.one("ui_starts", log=log), flush=True)
    # A handler, because a process started in the background of a shell ignores Ctrl-C's signal otherwise.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    command = [sys.executable, "-m", "orchestration.cli.guarded_ui", "dev", "-h", HOST, "-p", str(port)]
    server = subprocess.Popen(
        command,
        start_new_session=True,
        cwd=paths.REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    reader = threading.Thread(target=show, args=(server.stdout, log), daemon=True)
    reader.start()
    try:
        server.wait()
        print(texts.one("ui_ended", log=log), flush=True)
        return exits.FAULT
    finally:
        stop(server)
        reader.join(timeout=GRACE_SECONDS)
        print(texts.one("ui_stopped"), flush=True)
