"""`governance site`: the pages of the current release on this machine, and the files that they link to."""

import contextlib
import http.server
import io
import json
import signal
import sys
from pathlib import Path
from typing import BinaryIO

from orchestration import paths
from orchestration.cli import exits
from orchestration.messages import texts
from orchestration.messages.refusals import refused, wrong_use
from orchestration.release import shelf

HOST = "127.0.0.1"
_LINKS = "assets/briefs.js"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the current release, whichever that is when they are asked for."""

    def send_head(self) -> BinaryIO | None:
        if self.path == f"/{shelf.SITE}/{_LINKS}":
            return self._links_to_briefs()
        if self.path != "/":
            # A link may lead elsewhere, and a pipe is waited for.
            served = (paths.current_link().resolve(), paths.briefs_dir().resolve())
            file = Path(self.translate_path(self.path))
            file = file / "index.html" if file.is_dir() else file
            if file.is_file() and any(map(file.resolve().is_relative_to, served)):
                return super().send_head()
            self.send_error(404)
            return None
        self.send_response(302)
        self.send_header("Location", f"/{shelf.SITE}/index.html")
        self.end_headers()
        return None

    def translate_path(self, path: str) -> str:
        """Briefs lie beside the releases, not in them."""
        folder, _, name = path.rpartition("/")
        if folder == "/briefs" and name in _briefs():
            return str(paths.briefs_dir() / name)
        # Asked each time: where `current` is a file, the folder has another name after each release.
        self.directory = str(paths.current_link())
        return super().translate_path(path)

    def _links_to_briefs(self) -> BinaryIO:
        script = (paths.current_link() / shelf.SITE / _LINKS).read_text(encoding="utf-8")
        body = script.replace("([]);", f"({json.dumps(_briefs())});").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def end_headers(self) -> None:
        # The next release has the same addresses.
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def list_directory(self, path: str) -> None:
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """A person at the terminal needs no line for each file."""


def _briefs() -> list[str]:
    """Names of the briefs on the current release; those of one before say other figures than the pages."""
    released = (paths.current_link() / shelf.DATABASE).stat().st_mtime
    return sorted(path.name for path in paths.briefs_dir().glob("*.*") if path.stat().st_mtime >= released)


def server(port: int) -> http.server.ThreadingHTTPServer:
    """Bound to this machine alone. Raises `OSError` where the port is taken."""
    return http.server.ThreadingHTTPServer((HOST, port), _Handler)


def serve(port: int) -> int:
    """Serves until Ctrl-C; returns the exit code."""
    if shelf.current_id(paths.published_dir()) is None:
        raise refused("no_release")
    try:
        served = server(port)
    except OSError:
        raise wrong_use("site_port_taken", port=port, host=HOST, other=port + 1) from None
    # Ctrl-C's signal is ignored by a process that a shell has started in the background.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(exits.WELL))
    print(texts.one("site_served", url=f"http://{HOST}:{served.server_port}/"), flush=True)
    with contextlib.closing(served.socket), contextlib.suppress(KeyboardInterrupt):
        served.serve_forever()
    return exits.WELL
