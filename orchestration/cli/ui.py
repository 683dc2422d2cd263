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
from orchestration.messages import texts
from orchestration.messages.refusals import wrong_use

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


def run(port: int) -> int:
    """Serves until somebody stops it; returns the exit code. Raises `WrongUse` where the port is taken."""
    if not port_is_free(port):
        raise wrong_use("ui_port_taken", port=port, host=HOST, other=port + 1)
    instance.prepare()
    command = [Path(sys.executable).with_name("dagster"), "dev", "-h", HOST, "-p", str(port)]
    command += ["-w", paths.REPOSITORY / "orchestration" / "workspace.yaml"]
    print(texts.shown("ui_opens", url=f"http://{HOST}:{port}"), flush=True)
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
        print(texts.label("ui_stopped"), flush=True)
