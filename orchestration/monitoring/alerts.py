"""An alert is a file under `data/alerts`, in both languages, and where a webhook is configured also a message to it.

The address of a webhook is a secret: whoever knows it can write to the channel. Of it nothing but the host is told.
"""

import http.client
import json
import os
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from orchestration import paths
from orchestration.messages.texts import EN, VI, both, text
from orchestration.reference import VIETNAM

WEBHOOK = "GOVERNANCE_ALERT_WEBHOOK"
WEBHOOK_SECONDS = 5
# Chat services refuse long messages; the file has all of it.
MAX_SENT_DETAILS = 3000


@dataclass(frozen=True)
class Alert:
    """What is wrong, for a person who has not seen it. `details` is Markdown.

    An alert with a `key` is given once: as long as its file lies in the folder of alerts, it is not given again.
    """

    kind: str
    title_vi: str
    title_en: str
    to_do_vi: str
    to_do_en: str
    details: str
    runbook: str
    release_id: str | None = None
    key: str | None = None


@dataclass(frozen=True)
class Given:
    """What came of an alert: its file, if it could be written, and what went wrong with the file or the webhook."""

    file: Path | None
    problems: tuple[str, ...] = ()


def give(alert: Alert, now: datetime) -> Given | None:
    """Writes the alert and sends it. None for one that was given before. Raises nothing: it follows on a failure."""
    file = _file(alert, now)
    if file is None:
        return None
    problems = _written(file, _page(alert, now))
    url = os.environ.get(WEBHOOK, "").strip()
    if url:
        delivery, is_sent = _send(url, alert, now, file.name)
        if not is_sent:
            problems.append(delivery)
        problems += _written(file, f"{_page(alert, now)}\n## Webhook\n\n{delivery}\n")
    return Given(file if file.exists() else None, tuple(dict.fromkeys(problems)))


def _file(alert: Alert, now: datetime) -> Path | None:
    folder = paths.alerts_dir()
    if alert.key:
        file = folder / f"{alert.kind}-{alert.key}.md"
        return None if file.exists() else file
    name = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{alert.kind}"
    file, count = folder / f"{name}.md", 1
    while file.exists():
        count += 1
        file = folder / f"{name}-{count}.md"
    return file


def _written(file: Path, text: str) -> list[str]:
    """Writes in one step; returns what went wrong."""
    temporary = file.with_suffix(".tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(file)
    except OSError as error:
        return [_both("alert_not_written", file=file, why=error.strerror)]
    return []


def _both(code: str, **details: object) -> str:
    """On one line: an alert is for readers of either language."""
    return both(code, between=" / ", **details)


def _page(alert: Alert, now: datetime) -> str:
    release = f"\n- {_both('alert_release')}: {alert.release_id}" if alert.release_id else ""
    at = f"- {_both('alert_at')}: {now.astimezone(VIETNAM):%Y-%m-%d %H:%M} ({_both('vietnam_time')}){release}"
    to_do = [
        f"## {text('alert_to_do', language)}\n\n{words}\n\n{text('alert_runbook', language)}: {alert.runbook}"
        for language, words in ((VI, alert.to_do_vi), (EN, alert.to_do_en))
    ]
    details = f"## {_both('alert_details')}\n\n{alert.details.strip()}\n"
    return "\n\n".join([f"# {alert.title_vi}", f"# {alert.title_en}", at, *to_do, details])


def host_of(url: str) -> str:
    """What may be told of a webhook's address."""
    try:
        parts = urlsplit(url)
        return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or "?"
    except ValueError:
        return "?"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A POST that is led elsewhere arrives as a GET without its message: that is not delivered."""

    def redirect_request(self, *_args):
        return None


def _send(url: str, alert: Alert, now: datetime, file_name: str) -> tuple[str, bool]:
    """How the delivery went, in both languages, and whether it succeeded."""
    message = {
        # The one field that the usual chat services show.
        "text": f"{alert.title_vi}\n{alert.to_do_vi}\n\n{alert.title_en}\n{alert.to_do_en}",
        "kind": alert.kind,
        "title_vi": alert.title_vi,
        "title_en": alert.title_en,
        "to_do_vi": alert.to_do_vi,
        "to_do_en": alert.to_do_en,
        "details": alert.details[:MAX_SENT_DETAILS],
        "release_id": alert.release_id,
        "created_at": f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "file": file_name,
        "runbook": alert.runbook,
    }
    host = host_of(url)
    try:
        status = _posted(url, json.dumps(message, ensure_ascii=False).encode())
        return _both("alert_sent", host=host, status=status), True
    except (OSError, ValueError, http.client.HTTPException) as error:
        return _both("alert_not_sent", host=host, why=_reason(error)), False


def _posted(url: str, body: bytes) -> int:
    """The status of the answer. One deadline for everything: a socket has one for each piece that arrives, and the
    search for the host none at all. Raises `TimeoutError`, and what a request raises."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise ValueError
    request = urllib.request.Request(url, body, {"Content-Type": "application/json; charset=utf-8"})
    outcome: list[int | Exception] = []

    def post() -> None:
        try:
            with urllib.request.build_opener(_NoRedirect).open(request, timeout=WEBHOOK_SECONDS) as answer:
                outcome.append(answer.status)
        except Exception as error:
            outcome.append(error)

    # Left to itself after the deadline: it holds up neither the run nor the end of the process.
    sender = threading.Thread(target=post, daemon=True)
    sender.start()
    sender.join(WEBHOOK_SECONDS)
    if not outcome:
        raise TimeoutError
    if isinstance(outcome[0], Exception):
        raise outcome[0]
    return outcome[0]


def _reason(error: Exception) -> str:
    """Why a delivery failed. Messages of other errors may quote the address."""
    if isinstance(error, urllib.error.HTTPError):
        return f"HTTP {error.code}"
    if isinstance(error, urllib.error.URLError):
        error = error.reason if isinstance(error.reason, OSError) else error
    if isinstance(error, TimeoutError):
        return _both("alert_timeout", seconds=WEBHOOK_SECONDS)
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, ValueError):
        return _both("alert_no_address", variable=WEBHOOK)
    return type(error).__name__
