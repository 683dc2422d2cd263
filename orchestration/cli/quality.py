"""`governance quality` and `revalidate`: how the release did in its validations, what is late, and the alerts."""

from datetime import date, datetime
from typing import Any

import duckdb
from rich.console import Console

from orchestration import instance, paths
from orchestration.cli import exits, terminal
from orchestration.cli.report import show_late
from orchestration.cli.terminal import Column
from orchestration.messages import texts
from orchestration.messages.refusals import refused
from orchestration.monitoring import freshness, history
from orchestration.reference import VIETNAM, Reference
from orchestration.release.shelf import DATABASE

SHOWN_VALIDATIONS = 15
SHOWN_ALERTS = 5

Validation = list[history.Entry]


def when(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%Y-%m-%d %H:%M}"


def _total(entries: Validation, count: str) -> int:
    return sum(getattr(entry, count) for entry in entries)


def _alert_files() -> list[tuple[str, str]]:
    """Name and title of every alert, newest first; the title in the language chosen, else in Vietnamese."""
    files = sorted(paths.alerts_dir().glob("*.md"), key=lambda file: file.stat().st_mtime, reverse=True)
    language = texts.chosen()[0]
    found = []
    for file in files:
        lines = file.read_text(encoding="utf-8").splitlines()
        titles = [line.removeprefix("# ") for line in lines if line.startswith("# ")]
        found.append((file.name, titles[min(texts.LANGUAGES.index(language), len(titles) - 1)]))
    return found


def _validations(release_id: str) -> tuple[list[Validation], list[Validation]]:
    """All that are remembered, oldest first, and those of this release."""
    found = history.validations(history.read())
    return found, [entries for entries in found if entries[0].release_id == release_id]


def _is_well(own: list[Validation]) -> bool:
    """Whether the newest validation of the release passed, or there was none yet."""
    return not own or _total(own[-1], "failures") == 0


def show_history(out: Console, validations: list[Validation]) -> None:
    """A line for each of the newest validations over all releases, newest first, and what failed below it."""
    columns = [
        Column(texts.label("quality_at")),
        Column(texts.label("quality_release")),
        Column(texts.label("quality_suites"), is_right=True),
        Column(texts.shown("quality_expectations"), is_right=True),
        Column(texts.shown("quality_failures"), is_right=True),
    ]
    rows = [
        [
            when(entries[0].validated_at),
            entries[0].release_id,
            str(len(entries)),
            str(_total(entries, "expectations")),
            str(_total(entries, "failures")),
        ]
        for entries in reversed(validations[-SHOWN_VALIDATIONS:])
    ]
    terminal.show_rows(out, columns, rows)
    for entry in validations[-1]:
        if entry.failures:
            out.print(f"  {entry.suite}: {entry.first_failure}")


def show_alerts(out: Console) -> None:
    files = _alert_files()
    if not files:
        out.print(texts.label("quality_no_alerts"))
        return
    out.print(f"{texts.label('quality_alerts')}: {len(files)} ({paths.alerts_dir()})", soft_wrap=True)
    for name, title in files[:SHOWN_ALERTS]:
        out.print(f"  {name}: {title}")


def show(out: Console, today: date) -> bool:
    """Prints it all; whether the newest validation of the release passed, or there was none yet."""
    folder = paths.current_link().resolve()
    out.print(f"{texts.label('quality_release')}: {folder.name}")
    validations, own = _validations(folder.name)
    if not own:
        out.print(texts.shown("quality_never"))
    if validations:
        out.print(f"{texts.label('quality_newest_first')}:")
        show_history(out, validations)
        out.print(f"{texts.label('quality_in_full')}: {history.path()}\n", soft_wrap=True)
    with duckdb.connect(folder / DATABASE, read_only=True) as connection:
        show_late(out, connection, today, texts.chosen())
    show_alerts(out)
    return _is_well(own)


def document(today: date) -> dict[str, Any]:
    """The same as `show` prints, for programs: all validations of the history, all alerts. Times are UTC."""
    folder = paths.current_link().resolve()
    validations, own = _validations(folder.name)
    late = freshness.late_in(folder / DATABASE, Reference(paths.seeds_dir()).publication_calendar, today)
    return {
        "release_id": folder.name,
        "is_well": _is_well(own),
        "is_validated": bool(own),
        "validations": [
            {
                "validated_at": f"{entries[0].validated_at:%Y-%m-%dT%H:%M:%SZ}",
                "release_id": entries[0].release_id,
                "suites": len(entries),
                "expectations": _total(entries, "expectations"),
                "failures": _total(entries, "failures"),
                "failed_suites": [
                    {"suite": entry.suite, "failures": entry.failures, "first_failure": entry.first_failure}
                    for entry in entries
                    if entry.failures
                ],
            }
            for entries in reversed(validations)
        ],
        "late_editions": [
            {"index_code": each.index_code, "year": each.year, "due": each.due.isoformat()} for each in late
        ],
        "alerts": [{"file": str(paths.alerts_dir() / name), "title": title} for name, title in _alert_files()],
    }


def validate() -> list[str]:
    """Runs the job of every morning in this process, which the UI then shows; returns why it failed, if it did."""
    from orchestration.cli.run import quiet_output
    from orchestration.messages.failures import reasons

    instance.prepare()
    log = paths.data_dir() / "logs" / "revalidate.log"
    print(f"{texts.label('quality_validating')} …", flush=True)
    with quiet_output(log):
        from dagster import DagsterInstance

        from orchestration.definitions import defs
        from orchestration.defs.automation.revalidation import JOB

        job = defs().resolve_job_def(JOB)
        result = job.execute_in_process(instance=DagsterInstance.get(), raise_on_error=False)
    print(f"{texts.label('quality_log')}: {log}\n", flush=True)
    return [] if result.success else reasons(result.all_events)[-1:] or ["?"]


def run(is_validated_now: bool = False, as_json: bool = False) -> int:
    """Shows how the release is doing, with `is_validated_now` after validating it; returns the exit code."""
    if not paths.current_link().exists():
        raise refused("no_release")
    why = validate() if is_validated_now else []
    today = freshness.today()
    if as_json:
        found = document(today)
        terminal.show_json(found)
        is_well = found["is_well"]
    else:
        is_well = show(terminal.console(), today)
    if why:
        print("\n" + "\n\n".join(why))
    return exits.WELL if is_well and not why else exits.FOUND
