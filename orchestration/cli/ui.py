"""`governance ui`: Dagster's web server and daemon on 127.0.0.1, stopped together by Ctrl-C.

They run in a session of their own under this supervisor, because the development server, once stopped,
leaves children behind.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from orchestration import instance, paths

HOST = "127.0.0.1"
GRACE_SECONDS = 15


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
    """Serves the UI until Ctrl-C; returns the exit code."""
    if not port_is_free(port):
        print(f"Port {port} is taken on {HOST}. Choose another one: governance ui --port {port + 1}", file=sys.stderr)
        return 2
    instance.prepare()
    command = [Path(sys.executable).with_name("dagster"), "dev", "-h", HOST, "-p", str(port)]
    command += ["-w", paths.REPOSITORY / "orchestration" / "workspace.yaml"]
    print(f"Dagster UI: http://{HOST}:{port} (ready in some 15 seconds; Ctrl-C stops it)", flush=True)
    print("While it runs, files that change under raw/ start a run: README.md, Automation.", flush=True)
    # A handler, because a process started in the background of a shell ignores Ctrl-C's signal otherwise.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    # `dagster dev` recommends its successor, which is a package more and starts the same servers.
    environment = {**os.environ, "PYTHONWARNINGS": "ignore:Function `dev_command`"}
    server = subprocess.Popen(command, start_new_session=True, cwd=paths.REPOSITORY, env=environment)
    try:
        return server.wait()
    finally:
        stop(server)
        print("Stopped.", flush=True)
