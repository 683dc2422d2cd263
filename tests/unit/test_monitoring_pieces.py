"""Late editions, rows of the history, and what may be told of a webhook."""

import urllib.error
from datetime import UTC, date, datetime

import pytest

from expectations.gate import Failure, SuiteResult
from orchestration.monitoring import alerts, freshness, history
from orchestration.reference import Publication

CALENDAR = [
    Publication("PAPI", "PAPI", 1, 5, "a", "b"),
    Publication("PAR", "PAR INDEX", 1, 6, "c", "d"),
    Publication("NEW", "New", 2, 2, "", ""),
]
HELD = [("PAPI", 2011), ("PAPI", 2024), ("PAR", 2023), ("PAR", 2024)]
NOW = datetime(2026, 11, 22, 9, 0, 5, 999, tzinfo=UTC)


def late(today, held=HELD):
    return [(each.index_code, each.year, each.due) for each in freshness.late_editions(CALENDAR, held, today)]


def test_an_edition_is_late_from_the_day_after_its_month():
    assert late(date(2026, 5, 31)) == []
    assert late(date(2026, 6, 1)) == [("PAPI", 2025, date(2026, 5, 31))]
    assert late(date(2026, 7, 1)) == [("PAPI", 2025, date(2026, 5, 31)), ("PAR", 2025, date(2026, 6, 30))]


def test_an_edition_that_has_come_is_not_late_and_the_next_is_in_its_turn():
    held = [*HELD, ("PAPI", 2025)]
    assert late(date(2026, 11, 22), held) == [("PAR", 2025, date(2026, 6, 30))]
    assert [(code, year) for code, year, _ in late(date(2027, 6, 15), held)] == [("PAPI", 2026), ("PAR", 2025)]
    assert [(code, year) for code, year, _ in late(date(2028, 1, 1))] == [
        ("PAPI", 2025), ("PAPI", 2026), ("PAR", 2025), ("PAR", 2026),
    ]  # fmt: skip


def test_an_index_without_an_edition_is_not_waited_for_and_months_end_where_they_end():
    assert late(date(2030, 1, 1), []) == []
    assert late(date(2024, 2, 29), [("NEW", 2021)]) == []
    assert late(date(2024, 3, 1), [("NEW", 2021)]) == [("NEW", 2022, date(2024, 2, 29))]


def test_a_late_edition_is_told_in_both_languages():
    (edition,) = freshness.late_editions(CALENDAR, [("PAR", 2024)], date(2026, 11, 22))
    assert edition.text_vi == "PAR INDEX 2025: dự kiến có chậm nhất ngày 30/06/2026, đến nay chưa có."
    assert edition.text_en == "PAR INDEX 2025: expected by 30 June 2026, not here yet."


def test_a_validation_is_one_entry_for_each_suite_with_its_first_failing_row():
    rows = [{"year": 2023, "province_id": "63-31", "rank": 0}, {"year": 2022, "province_id": "63-01", "rank": 0}]
    results = [
        SuiteResult("marts.a", 3, []),
        SuiteResult("marts.b", 2, [Failure("A place is\none more", 7, rows, None), Failure("other", 1, [], None)]),
        SuiteResult("marts.c", 1, [Failure("It is there", 0, [], "Binder Error")]),
    ]
    added = history.entries("r1", results, NOW)
    assert [(entry.suite, entry.expectations, entry.failures) for entry in added] == [
        ("marts.a", 3, 0), ("marts.b", 2, 2), ("marts.c", 1, 1),
    ]  # fmt: skip
    assert added[0].validated_at == datetime(2026, 11, 22, 9, 0, 5, tzinfo=UTC)
    assert [entry.first_failure for entry in added] == [
        "",
        "A place is one more: 7 dòng / rows: year=2023, province_id=63-31, rank=0",
        "It is there: Binder Error",
    ]
    long = history.entries("r1", [SuiteResult("s", 1, [Failure("x" * 1000, 1, [], None)])], NOW)
    assert len(long[0].first_failure) == history.MAX_TEXT


def test_of_a_webhook_nothing_but_the_host_is_told():
    user = "somebody:something"
    assert alerts.host_of(f"https://{user}@hooks.example:8443/services/T0/secret?key=1") == "hooks.example:8443"
    assert alerts.host_of("https://hooks.example/secret") == "hooks.example"
    assert alerts.host_of("http://hooks.example:port/secret") == alerts.host_of("secret") == "?"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (urllib.error.HTTPError("http://h/secret", 404, "secret", None, None), "HTTP 404"),
        (urllib.error.URLError(ConnectionRefusedError(111, "Connection refused")), "Connection refused"),
        (urllib.error.URLError("unknown secret"), "URLError"),
        (urllib.error.URLError(TimeoutError("timed out")), "over 5 seconds"),
        (TimeoutError("timed out"), "over 5 seconds"),
        (ValueError("unknown url type: 'secret'"), "no valid address in GOVERNANCE_ALERT_WEBHOOK"),
    ],
)
def test_why_a_delivery_failed_is_told_without_the_address(error, said):
    assert said in alerts._reason(error) and "secret" not in alerts._reason(error)
