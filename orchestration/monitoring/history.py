"""The history of validations over all releases: a CSV file, one row per validation and suite, oldest first.

About thirty rows a day, a megabyte a year; beyond `MAX_ROWS` (some four years) the oldest are dropped.
"""

import csv
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from expectations.gate import Failure, SuiteResult
from orchestration import paths
from orchestration.messages.texts import both

COLUMNS = ("validated_at", "release_id", "suite", "expectations", "failures", "first_failure")
MAX_ROWS = 45_000
# Enough of a failing row to know it again.
MAX_TEXT = 300


@dataclass(frozen=True)
class Entry:
    """One suite in one validation. `validated_at` is UTC; `first_failure` is blank where all expectations held."""

    validated_at: datetime
    release_id: str
    suite: str
    expectations: int
    failures: int
    first_failure: str


def path() -> Path:
    return paths.monitoring_dir() / "quality_history.csv"


def entries(release_id: str, results: list[SuiteResult], now: datetime) -> list[Entry]:
    """What one validation of a release adds to the history. `now` has a time zone."""
    return [
        Entry(
            now.astimezone(UTC).replace(microsecond=0),
            release_id,
            result.suite,
            result.n_expectations,
            len(result.failures),
            _summary(result.failures[0]) if result.failures else "",
        )
        for result in results
    ]


def _summary(failure: Failure) -> str:
    """The expectation, how many rows fail, and the first of them."""
    told = failure.error or f"{failure.n_rows} {both('history_rows', between=' / ')}"
    row = ", ".join(f"{column}={value}" for column, value in failure.rows[0].items()) if failure.rows else ""
    text = " ".join(f"{failure.expectation}: {told}{': ' if row else ''}{row}".split())
    return text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1]}…"


def append(added: list[Entry]) -> None:
    """Adds to the history, all or nothing. Raises `OSError` where it cannot be written."""
    with _alone():
        kept = [*read(), *added][-MAX_ROWS:]
        temporary = path().with_suffix(".tmp")
        with temporary.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(
                (f"{entry.validated_at:%Y-%m-%dT%H:%M:%SZ}", *(getattr(entry, column) for column in COLUMNS[1:]))
                for entry in kept
            )
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path())


def read() -> list[Entry]:
    """All that is remembered, oldest first. A line that is none of ours, from an editor say, is passed over."""
    if not path().exists():
        return []
    found = []
    with path().open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            try:
                validated_at = datetime.fromisoformat(row["validated_at"])
                counts = int(row["expectations"]), int(row["failures"])
                found.append(Entry(validated_at, row["release_id"], row["suite"], *counts, row["first_failure"] or ""))
            except (KeyError, TypeError, ValueError):
                continue
    return found


def validations(remembered: list[Entry]) -> list[list[Entry]]:
    """The entries of each validation, oldest first."""
    grouped: dict[tuple[datetime, str], list[Entry]] = {}
    for entry in remembered:
        grouped.setdefault((entry.validated_at, entry.release_id), []).append(entry)
    return list(grouped.values())


@contextmanager
def _alone() -> Iterator[None]:
    """Two validations that end together must not lose each other's rows."""
    path().parent.mkdir(parents=True, exist_ok=True)
    with path().with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
