"""The history on disk, alerts and their webhook on the loopback, failed runs, late editions of the real release."""

import csv
import datetime
import io
import json
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from dagster import DagsterInstance, Failure, build_run_status_sensor_context, job, op
from rich.console import Console
from typer.testing import CliRunner

from orchestration import paths
from orchestration.cli import quality, report
from orchestration.cli.app import app
from orchestration.defs.automation import failed_runs, revalidation
from orchestration.messages import texts
from orchestration.monitoring import alerts, freshness, history
from orchestration.reference import Reference

NOW = datetime.datetime(2026, 11, 22, 23, 0, 5, tzinfo=datetime.UTC)
ALERT = alerts.Alert(
    kind="revalidation",
    title_vi="Bản r1 không đạt",
    title_en="Release r1 failed",
    to_do_vi="Đừng trích dẫn.",
    to_do_en="Do not quote.",
    details="| 63-31 |",
    runbook="docs/runbooks/x.md",
    release_id="r1",
)


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv(alerts.WEBHOOK, raising=False)
    return tmp_path / "data"


@pytest.fixture
def webhook(monkeypatch):
    """A chat service on the loopback that keeps what it is sent and answers with `status`, after `seconds`."""

    class Service(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.received.append((self.path, self.headers["Content-Type"], json.loads(body)))
            time.sleep(server.seconds)
            self.send_response(server.status)
            for _ in range(server.drips):
                self.send_header("X-Drip", "x")
                self.flush_headers()
                time.sleep(0.1)
            if server.status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

        def do_GET(self):
            server.received.append((self.path, None, None))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_): ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.received, server.status, server.seconds, server.drips = [], 200, 0, 0
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    server.host = f"127.0.0.1:{server.server_port}"
    monkeypatch.setenv(alerts.WEBHOOK, f"http://{server.host}/services/secret-key")
    yield server
    server.shutdown()
    server.server_close()


def test_a_service_that_answers_bit_by_bit_is_waited_for_no_longer(data, webhook, monkeypatch):
    monkeypatch.setattr(alerts, "WEBHOOK_SECONDS", 0.5)
    webhook.drips = 30
    given = alerts.give(ALERT, NOW)
    (problem,) = given.problems
    assert "NOT sent" in problem and "over 0.5 seconds" in problem


def entry(number, failures=0, release_id="r1"):
    validated_at = NOW + datetime.timedelta(minutes=number)
    return history.Entry(validated_at, release_id, "marts.a", 3, failures, 'x, "y"\nz' if failures else "")


def test_the_history_grows_is_read_as_written_and_drops_the_oldest(data, monkeypatch):
    assert history.read() == []
    history.append([entry(0), entry(1, failures=2)])
    history.append([entry(2, release_id="r2")])
    assert history.read() == [entry(0), entry(1, failures=2), entry(2, release_id="r2")]
    with history.path().open(encoding="utf-8", newline="") as handle:
        assert tuple(next(csv.reader(handle))) == history.COLUMNS
    with history.path().open("a", encoding="utf-8") as handle:
        handle.write("half a li")
    monkeypatch.setattr(history, "MAX_ROWS", 3)
    history.append([entry(3)])
    assert [each.validated_at.minute for each in history.read()] == [1, 2, 3]
    assert [len(group) for group in history.validations([*history.read(), entry(3)])] == [1, 1, 2]


def test_validations_that_end_together_lose_nothing_and_a_failed_write_leaves_what_was_there(data, monkeypatch):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: history.append([entry(number)]), range(24)))
    assert sorted(each.validated_at for each in history.read()) == [entry(number).validated_at for number in range(24)]
    before = history.path().read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(history.os, "fsync", full)
    with pytest.raises(OSError):
        history.append([entry(99)])
    assert history.path().read_bytes() == before


def test_an_alert_is_a_page_in_both_languages(data):
    given = alerts.give(ALERT, NOW)
    assert given.file == data / "alerts" / "20261122T230005Z-revalidation.md" and given.problems == ()
    text = given.file.read_text(encoding="utf-8")
    told = ("Bản r1 không đạt", "Release r1 failed", "Đừng trích dẫn.", "Do not quote.", "r1", "x.md", "| 63-31 |")
    for said in (*told, "2026-11-23 06:00"):
        assert said in text
    assert "Webhook" not in text
    assert alerts.give(ALERT, NOW).file.name == "20261122T230005Z-revalidation-2.md"


def test_a_webhook_is_sent_the_alert_and_its_address_is_told_nowhere(data, webhook):
    given = alerts.give(ALERT, NOW)
    ((path, kind, message),) = webhook.received
    assert (path, kind) == ("/services/secret-key", "application/json; charset=utf-8")
    assert "Bản r1 không đạt" in message["text"] and "Do not quote." in message["text"]
    assert (message["release_id"], message["details"]) == ("r1", "| 63-31 |")
    assert (message["created_at"], message["file"]) == ("2026-11-22T23:00:05Z", given.file.name)
    text = given.file.read_text(encoding="utf-8")
    assert f"Sent to {webhook.host} (HTTP 200)" in text and "secret-key" not in text and given.problems == ()


@pytest.mark.parametrize(
    ("status", "seconds", "why"), [(500, 0, "HTTP 500"), (302, 0, "HTTP 302"), (200, 1, "over 0.3 seconds")]
)
def test_a_webhook_that_fails_is_said_so_in_the_alert(data, webhook, monkeypatch, status, seconds, why):
    webhook.status, webhook.seconds = status, seconds
    monkeypatch.setattr(alerts, "WEBHOOK_SECONDS", 0.3)
    given = alerts.give(ALERT, NOW)
    text = given.file.read_text(encoding="utf-8")
    assert "Release r1 failed" in text and f"NOT sent to {webhook.host}" in text and why in text
    assert len(given.problems) == 1 and why in given.problems[0]
    assert "secret-key" not in text + given.problems[0] and len(webhook.received) == 1


@pytest.mark.parametrize(
    "address", ["file:///etc/secret-key", "secret-key", "http://127.0.0.1:1/secret-key", "http://[x"]
)
def test_an_address_that_is_none_does_not_stop_an_alert(data, monkeypatch, address):
    monkeypatch.setenv(alerts.WEBHOOK, address)
    given = alerts.give(ALERT, NOW)
    assert "NOT sent to" in given.problems[0] and "secret-key" not in given.file.read_text(encoding="utf-8")


def test_an_alert_that_cannot_be_written_is_sent_all_the_same(data, webhook):
    data.mkdir()
    (data / "alerts").write_text("in the way")
    given = alerts.give(ALERT, NOW)
    assert given.file is None and len(webhook.received) == 1
    assert len(given.problems) == 1 and "cannot be written" in given.problems[0]


def late_on(built, *day):
    database = built.workplace.current / "governance.duckdb"
    return freshness.late_in(database, Reference(paths.seeds_dir()).publication_calendar, datetime.date(*day))


def test_the_editions_of_2025_are_late_and_told_once(built, data, webhook):
    assert [(each.index_code, each.year) for each in late_on(built, 2026, 6, 15)] == [("PAPI", 2025)]
    late = late_on(built, 2026, 11, 22)
    assert [(each.index_code, each.year) for each in late] == [("PAPI", 2025), ("PAR", 2025), ("SIPAS", 2025)]
    result = revalidation.freshness_result(data, late)
    assert (result.passed, result.severity.value) == (False, "WARN")
    assert "PAPI 2025: dự kiến có chậm nhất ngày 31/05/2026" in result.metadata["report"].value
    assert revalidation.freshness_result(data, []).passed
    for day in range(3):
        for edition in late:
            alerts.give(revalidation.late_alert(edition), NOW + datetime.timedelta(days=day))
    assert sorted(file.name for file in (data / "alerts").iterdir()) == [
        "late_edition-PAPI-2025.md", "late_edition-PAR-2025.md", "late_edition-SIPAS-2025.md",
    ]  # fmt: skip
    assert len(webhook.received) == 3


def printed(show, **options):
    console = Console(file=io.StringIO(), width=120, **options)
    return show(console), console.file.getvalue()


def test_a_run_ends_with_the_editions_that_are_late(built):
    _, text = printed(lambda console: report.show(built.workplace.current, console, datetime.date(2026, 6, 15)))
    assert "PAPI 2025: expected by 31 May 2026, not here yet." in text and "PAR INDEX 2025" not in text
    # In one language, as the rest of it.
    assert "PAPI 2025: dự kiến" not in text
    open_places = [row for row in text.splitlines() if row.strip().startswith("SIPAS 2021 ")]
    assert open_places[0].split()[2:6] == ["19", "24", "63", "2"]
    assert not re.search(r"\+0\s", text) and "96.17 " in text and "96.1700" not in text
    _, text = printed(lambda console: report.show(built.workplace.current, console, datetime.date(2026, 3, 1)))
    assert "not here yet" not in text


def test_the_report_of_a_run_is_there_in_vietnamese(built, monkeypatch):
    monkeypatch.setattr(texts, "_chosen", texts.VI)
    for width in (60, 120):
        console = Console(file=io.StringIO(), width=width)
        report.show(built.workplace.current, console, datetime.date(2026, 6, 15))
        text = console.file.getvalue()
        for said in (
            "Đã công bố bản phát hành",
            "PAPI 2024, 61 tỉnh được xếp hạng",
            "47,8212",
            "Cao nhất",
            "Tiếp theo:",
        ):
            assert said in text
        assert "PAPI 2025: dự kiến có chậm nhất" in text and "not here yet" not in text and "Next" not in text
        # Nothing is cut: neither names nor figures.
        assert "…" not in text


def test_quality_shows_validations_late_editions_and_alerts(built, data):
    (data / "published").mkdir(parents=True)
    (data / "published" / "current").symlink_to(built.workplace.current.resolve())
    release_id = built.workplace.current.resolve().name
    today = datetime.date(2026, 11, 22)
    is_well, text = printed(lambda console: quality.show(console, today), markup=False)
    assert is_well and "has not been validated" in text and "There are no alerts." in text
    history.append([entry(0, failures=1, release_id="r0"), entry(1, release_id=release_id)])
    alerts.give(ALERT, NOW)
    is_well, text = printed(lambda console: quality.show(console, today), markup=False)
    assert is_well and "2026-11-23 06:01" in text and "r0" in text and "has not been validated" not in text
    assert "SIPAS 2025: expected by 30 June 2026" in text and "20261122T230005Z-revalidation.md: Bản r1" in text
    history.append([entry(2, failures=1, release_id=release_id)])
    found = CliRunner().invoke(app, ["quality", "--json"])
    answer = json.loads(found.stdout)
    assert (found.exit_code, answer["is_well"], answer["release_id"]) == (1, False, release_id)
    assert [(each["release_id"], each["failures"]) for each in answer["validations"]] == [
        (release_id, 1), (release_id, 0), ("r0", 1),
    ]  # fmt: skip
    assert answer["validations"][0]["failed_suites"] == [
        {"suite": "marts.a", "failures": 1, "first_failure": 'x, "y"\nz'}
    ]
    assert answer["alerts"][0]["title"] == "Bản r1 không đạt" and answer["late_editions"][0]["year"] >= 2025
    is_well, text = printed(lambda console: quality.show(console, today), markup=False)
    assert not is_well and 'marts.a: x, "y"' in text


def failed_run(tags, metadata=None, error=None):
    """What the sensor does with a run that failed, and the skip reason if it skips."""

    @op
    def step():
        if error:
            raise error
        raise Failure("raw/papi/2025.csv, line 2: wrong", metadata=metadata or {}, allow_retries=False)

    @job(name="everything")
    def everything():
        step()

    instance = DagsterInstance.ephemeral()
    result = everything.execute_in_process(instance=instance, tags=tags, raise_on_error=False)
    context = build_run_status_sensor_context(
        "failed_runs", result.get_run_failure_event(), instance, result.dagster_run
    ).for_run_failure()
    return failed_runs.give_alert(context)


@pytest.mark.parametrize(
    ("error", "vi", "en"),
    [
        (KeyError("province_id"), "gửi tệp này và", "send this file and"),
        (OSError(28, "No space left on device"), "Ổ đĩa đã đầy", "The disk is full"),
        (PermissionError(13, "Permission denied", "x"), "kiểm tra quyền ghi", "check its rights"),
    ],
)
def test_an_alert_of_an_error_says_in_words_what_it_is_and_what_to_do(data, error, vi, en):
    assert failed_run({"dagster/sensor_name": "raw_files_changed"}, error=error) is None
    (file,) = (data / "alerts").iterdir()
    text = file.read_text(encoding="utf-8")
    to_do, details = text.split(" / Details\n")
    assert vi in to_do and en in to_do and "a failing row" not in to_do
    assert "không phải của số liệu:" in details and "not of the figures:" in details
    assert type(error).__name__ in details and "Traceback" not in text and 'File "' not in text


def test_a_failed_run_that_nobody_watches_gives_one_alert_with_the_reason(data):
    assert "Somebody started" in failed_run({}).skip_message
    sensor = {"dagster/sensor_name": "raw_files_changed", "raw/added": "papi/2025.csv", "raw/state": "0123abcd"}
    assert "started again" in failed_run({**sensor, "dagster/will_retry": "true"}).skip_message
    assert "has given an alert" in failed_run(sensor, {revalidation.ALERT: "x.md"}).skip_message
    assert not (data / "alerts").exists()
    assert failed_run(sensor) is None
    (file,) = (data / "alerts").iterdir()
    text = file.read_text(encoding="utf-8")
    assert "raw/papi/2025.csv, line 2: wrong" in text and "papi/2025.csv" in text and "0123abcd" not in text
    assert "do raw_files_changed khởi động" in text and "No release has been published yet." in text
