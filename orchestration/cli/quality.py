"""`make quality` and `make revalidate`: how the release did in its validations, what is late, and the alerts.

Exit code 1 where the newest validation of the release that is served did not pass.
"""

import sys
from datetime import date, datetime

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table

from orchestration import instance, paths
from orchestration.cli.report import show_late
from orchestration.monitoring import alerts, freshness, history
from orchestration.release.shelf import DATABASE

SHOWN_VALIDATIONS = 15
SHOWN_ALERTS = 5
NO_RELEASE = (
    "Chưa có bản phát hành nào. Chạy: make run\n"
    "There is no release yet. Run: make run"
)  # fmt: skip
NEVER = (
    "Bản này chưa được kiểm tra lại lần nào. Kiểm tra ngay: make revalidate (make ui làm việc này mỗi sáng).\n"
    "This release has not been validated again yet. Now: make revalidate (make ui does it every morning)."
)


def when(moment: datetime) -> str:
    return f"{moment.astimezone(alerts.VIETNAM):%Y-%m-%d %H:%M}"


def show_history(console: Console, validations: list[list[history.Entry]]) -> None:
    """A line for each of the newest validations over all releases, newest first, and what failed below it."""
    table = Table(box=box.SIMPLE_HEAD)
    for name, justify in (("Lúc / At", "left"), ("Bản / Release", "left"), ("Bộ / Suites", "right")):
        table.add_column(name, justify=justify, no_wrap=True)
    table.add_column("Kiểm tra\nExpectations", justify="right")
    table.add_column("Không đạt\nFailed", justify="right")
    for entries in reversed(validations[-SHOWN_VALIDATIONS:]):
        expectations, failures = (
            sum(getattr(entry, count) for entry in entries) for count in ("expectations", "failures")
        )
        table.add_row(
            when(entries[0].validated_at), entries[0].release_id, str(len(entries)), str(expectations), str(failures)
        )
    console.print(table)
    for entry in validations[-1]:
        if entry.failures:
            console.print(f"  {entry.suite}: {entry.first_failure}")


def show_alerts(console: Console) -> None:
    files = sorted(paths.alerts_dir().glob("*.md"), key=lambda file: file.stat().st_mtime, reverse=True)
    if not files:
        console.print("Không có cảnh báo nào. / There are no alerts.")
        return
    console.print(f"Cảnh báo / Alerts: {len(files)} ({paths.alerts_dir()})", soft_wrap=True)
    for file in files[:SHOWN_ALERTS]:
        console.print(f"  {file.name}: {file.read_text(encoding='utf-8').splitlines()[0].removeprefix('# ')}")


def show(console: Console, today: date) -> bool:
    """Prints it all; whether the newest validation of the release passed, or there was none yet."""
    folder = paths.current_link().resolve()
    console.print(f"Bản phát hành / Release: {folder.name}")
    validations = history.validations(history.read())
    own = [entries for entries in validations if entries[0].release_id == folder.name]
    if not own:
        console.print(NEVER)
    if validations:
        console.print("Giờ Việt Nam, mới nhất ở trên / Việt Nam time, newest first:")
        show_history(console, validations)
        console.print(f"Đầy đủ / In full: {history.path()}\n", soft_wrap=True)
    with duckdb.connect(folder / DATABASE, read_only=True) as connection:
        show_late(console, connection, today)
    show_alerts(console)
    return not own or all(entry.failures == 0 for entry in own[-1])


def validate() -> list[str]:
    """Runs the job of every morning in this process, which the UI then shows; returns why it failed, if it did."""
    from orchestration.cli.run import quiet_output
    from orchestration.messages.failures import reasons

    instance.prepare()
    log = paths.data_dir() / "logs" / "revalidate.log"
    print("Đang kiểm tra lại bản phát hành … / Validating the release …", flush=True)
    with quiet_output(log):
        from dagster import DagsterInstance

        from orchestration.definitions import defs
        from orchestration.defs.automation.revalidation import JOB

        job = defs().resolve_job_def(JOB)
        result = job.execute_in_process(instance=DagsterInstance.get(), raise_on_error=False)
    print(f"Nhật ký / Log: {log}\n", flush=True)
    return [] if result.success else reasons(result.all_events)[-1:] or ["?"]


def main() -> None:
    if not paths.current_link().exists():
        print(NO_RELEASE)
        sys.exit(1)
    why = validate() if "--validate" in sys.argv[1:] else []
    console = Console(highlight=False, markup=False, width=None if Console().is_terminal else 100)
    is_well = show(console, freshness.today()) and not why
    if why:
        print("\n" + "\n\n".join(why))
    sys.exit(0 if is_well else 1)


if __name__ == "__main__":
    main()
