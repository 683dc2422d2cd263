"""`make check`: the readers and the gate on raw tables alone, on a build file of their own. Nothing is built.

Prints the same messages as a run would.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orchestration import paths
from orchestration.ingest import intake, load
from orchestration.messages.problems import report
from orchestration.reference import Reference


@contextmanager
def _timed(label: str) -> Iterator[None]:
    print(f"  {label} …", end=" ", flush=True)
    started = time.monotonic()
    yield
    print(f"({time.monotonic() - started:.1f} s)", flush=True)


def failed_expectations(taken: intake.Intake) -> list[str]:
    """Reports of the raw suites that do not hold, asked of a build file that is thrown away."""
    from expectations import gate, raw

    reference = taken.reference
    with tempfile.TemporaryDirectory() as folder:
        build_file = Path(folder) / "build.duckdb"
        for index in reference.indices_with_editions:
            years = [year for code, year in reference.editions if code == index.code]
            read = taken.accepted_editions(index, years)
            load.load_editions(build_file, index.code, years, read.values(), reference)
        load.load_reports(build_file, taken.accepted_reports(), reference)
        context = gate.open_context(Path(folder) / "great_expectations")
        results = gate.validate("raw", build_file, raw.suites(reference), context)
    return [f"{result.suite}:\n{gate.report(result)}" for result in results if not result.passed]


def main() -> None:
    print(f"Checking {paths.raw_dir()}:", flush=True)
    with _timed("Reading and judging every file"):
        taken = intake.take_in(paths.raw_dir(), Reference(paths.seeds_dir()))
        problems = taken.problems
    failures: list[str] = []
    if not problems:
        with _timed("Asking the expectations on raw tables"):
            failures = failed_expectations(taken)
    if problems or failures:
        print(f"\n{report(problems)}" if problems else "\n" + "\n\n".join(failures))
        n = len(problems) or len(failures)
        print(f"\n{n} lỗi. Sửa như hướng dẫn ở trên rồi chạy lại: make check")
        print(f"{n} to remedy as said above, then again: make check")
        sys.exit(1)
    editions, reports = taken.editions.values(), taken.reports
    n_files = sum(len(read.entries) for read in editions) + len(reports.entries)
    n_cells = sum(len(read.cells) for read in editions)
    n_reports = sum(len(read.scores) for read in editions) + sum(len(rows) for rows in reports.rows.values())
    print(f"\n{n_files} tệp hợp lệ: {n_cells:,} ô của bảng đầy đủ, {n_reports:,} dòng từ báo chí và nguồn.")
    print(f"{n_files} files are right: {n_cells:,} cells of full tables, {n_reports:,} rows of reports and sources.")
    print("Tiếp theo / Next: make run")


if __name__ == "__main__":
    main()
