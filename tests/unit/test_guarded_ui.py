"""Which requests the guard of `governance ui` lets through to Dagster."""

import pytest

from orchestration.cli.guarded_ui import Guard, refusal

OWN = {"host": "127.0.0.1:3000"}
LINK = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
LAUNCH = "query=mutation%7BlaunchRun%7D"
JSON, PAGE = {"content-type": "application/json"}, {"accept": "text/html,*/*"}


def asked(method="GET", path="/runs", query="", kind="http", headers=None):
    scope = {"type": kind, "path": path, "query_string": query.encode()}
    scope["headers"] = [(name.encode(), value.encode()) for name, value in (headers or OWN).items()]
    return scope | ({"method": method} if kind == "http" else {})


@pytest.mark.parametrize(
    "request_",
    [
        asked(),
        asked(headers={"host": "localhost:3000"}),
        asked(headers={"host": "[::1]:3000"}),
        asked("POST", "/graphql", "op=LaunchRun", headers=OWN | JSON | {"origin": "http://127.0.0.1:3000"}),
        # A program of this machine, and a tunnel to another port.
        asked("POST", "/graphql", headers=OWN | JSON),
        asked("POST", "/graphql", headers={"host": "localhost:8080", "origin": "http://localhost:8080"}),
        asked(headers=OWN | LINK),
        asked(headers=OWN | LINK | {"sec-fetch-site": "none"}),
        asked(path="/graphql", query=LAUNCH, headers=OWN | PAGE),
        asked(path="/assets", query="query=papi"),
        asked(path="/graphql", kind="websocket", headers=OWN | {"origin": "http://127.0.0.1:3000"}),
    ],
)
def test_what_the_own_pages_and_own_programs_ask_passes(request_):
    assert refusal(request_) is None


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (asked(headers={"host": "evil.example"}), "ui_foreign_host"),
        (asked(headers={"host": "127.0.0.1.evil.example:3000"}), "ui_foreign_host"),
        (asked(headers={"host": "evil.example:80:3000"}), "ui_foreign_host"),
        (asked(headers={"accept": "*/*"}), "ui_foreign_host"),
        (asked("POST", "/graphql", headers=OWN | JSON | {"origin": "https://evil.example"}), "ui_foreign_page"),
        (asked("POST", "/graphql", headers=OWN | JSON | {"origin": "null"}), "ui_foreign_page"),
        (asked("POST", "/graphql", headers=OWN | {"origin": "http://127.0.0.1:8000"}), "ui_foreign_page"),
        (asked("POST", "/report_asset_check/x", headers=OWN | {"sec-fetch-site": "same-site"}), "ui_foreign_page"),
        (asked(headers=OWN | LINK | {"sec-fetch-dest": "iframe"}), "ui_foreign_page"),
        (asked(path="/logs/x", headers=OWN | LINK | {"sec-fetch-mode": "no-cors"}), "ui_foreign_page"),
        (asked(path="/graphql", kind="websocket", headers=OWN | {"origin": "http://evil.example"}), "ui_foreign_page"),
        (asked(path="/graphql", query=LAUNCH), "ui_query_in_address"),
        (asked(path="/graphql", query=f"a=1&%71{LAUNCH[1:]}"), "ui_query_in_address"),
        (asked("POST", "/graphql", LAUNCH, headers=OWN | PAGE | {"content-type": "text/plain"}), "ui_query_in_address"),
    ],
)
def test_what_another_site_could_ask_is_refused(request_, code):
    assert refusal(request_) == code


def test_a_refusal_reaches_the_browser_and_not_dagster():
    async def app(*_):
        raise AssertionError

    def answer(scope):
        sent = []

        async def send(message):
            sent.append(message)

        # Nothing in it waits; a loop of its own could not run beside that of the browser tests.
        with pytest.raises(StopIteration):
            Guard(app)(scope, None, send).send(None)
        return sent

    start, body = answer(asked(headers={"host": "evil.example"}))
    assert start["status"] == 403 and "Bị từ chối" in body["body"].decode() and "Refused" in body["body"].decode()
    (closed,) = answer(asked(kind="websocket", headers={"host": "evil.example"}))
    assert closed["type"] == "websocket.close" and closed["code"] == 1008
