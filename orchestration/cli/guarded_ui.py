"""Dagster's development servers with a guard before the web server: what `governance ui` starts.

The web server has no password, and it runs a mutation that stands in an address. Without the guard, any page that is
open in the operator's browser could launch runs. Only who may ask is decided here.
"""

import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from orchestration.messages import texts

# The addresses of this machine, by which no page from elsewhere is called: a foreign name may lead here too.
HOSTS = ("127.0.0.1", "localhost", "[::1]")
GRAPHQL = "/graphql"
WEB_SERVER, DAEMON = "dagster_webserver", "dagster._daemon"
# A web socket is closed for reasons of policy.
_POLICY_VIOLATION = 1008


class Guard:
    """ASGI middleware: refuses what another site, or an address with a query in it, asks of the server."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self._app = app

    async def __call__(self, scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        code = refusal(scope) if scope["type"] in ("http", "websocket") else None
        if code is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": code})
        else:
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": f"{texts.both(code)}\n".encode()})


def refusal(scope: dict[str, Any]) -> str | None:
    """The code of the sentence why a request is refused; None for one that may pass."""
    hosts, origins = _values(scope, b"host"), _values(scope, b"origin")
    if len(hosts) != 1 or _without_port(hosts[0].lower()) not in HOSTS:
        return "ui_foreign_host"
    if any(origin.lower() != f"http://{hosts[0].lower()}" for origin in origins) or _is_from_elsewhere(scope):
        return "ui_foreign_page"
    if scope["type"] == "http" and scope["path"].rstrip("/") == GRAPHQL and _has_query(scope):
        return "ui_query_in_address"
    return None


def _values(scope: dict[str, Any], name: bytes) -> list[str]:
    return [value.decode("latin-1") for found, value in scope["headers"] if found.lower() == name]


def _first(scope: dict[str, Any], name: bytes) -> str:
    return next(iter(_values(scope, name)), "")


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host


def _is_from_elsewhere(scope: dict[str, Any]) -> bool:
    """What browsers say also where they send no origin: with an image, a script or a frame. A link may lead here."""
    site, mode, target = (_first(scope, f"sec-fetch-{what}".encode()) for what in ("site", "mode", "dest"))
    is_link = scope.get("method") == "GET" and mode == "navigate" and target == "document"
    return site in ("cross-site", "same-site") and not is_link


def _has_query(scope: dict[str, Any]) -> bool:
    """Whether Dagster would run what stands in the address; for a page it shows its editor instead."""
    is_page = scope["method"] == "GET" and "text/html" in _first(scope, b"accept")
    return not is_page and "query" in parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)


def serve_guarded() -> None:
    """Dagster's web server, with its own arguments."""
    from dagster_webserver import cli
    from dagster_webserver.webserver import DagsterWebserver
    from starlette.middleware import Middleware

    unguarded = DagsterWebserver.build_middleware
    DagsterWebserver.build_middleware = lambda self: [Middleware(Guard), *unguarded(self)]
    cli.main()


def start_all() -> None:
    """`dagster dev` with its own arguments, whose web server is the guarded one."""
    from dagster import _cli
    from dagster._cli import dev

    start = dev.open_ipc_subprocess

    def guarded(command: list[str], **options: Any) -> Any:
        own = [__spec__.name if part == WEB_SERVER else part for part in command]
        # Another version of Dagster may start it by another name: better no server than one without a guard.
        if own == command and DAEMON not in command:
            raise RuntimeError(f"neither {WEB_SERVER} nor {DAEMON}: {command}")
        return start(own, **options)

    dev.open_ipc_subprocess = guarded
    _cli.main()


if __name__ == "__main__":
    # The web server is started with options only.
    start_all() if sys.argv[1:2] == ["dev"] else serve_guarded()
