"""`governance check`: the readers and the gate on raw tables alone, on a build file of their own. Nothing is built.

Prints the same messages as a run would.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration import paths
from orchestration.cli import exits, terminal
from orchestration.ingest import intake, load
from orchestration.messages import texts
from orchestration.messages.problems import Problem, RawFilesRefused, report
from orchestration.reference import Reference

if TYPE_CHECKING:
    from expectations.gate import SuiteResult


@contextmanager
def _timed(code: str) -> Iterator[None]:
    print(f"  {texts.label(code)} …", end=" ", flush=True)
    started = time.monotonic()
    yield
    print(f"({time.monotonic() - started:.1f} s)", flush=True)


def failed_expectations(taken: intake.Intake) -> "list[SuiteResult]":
    """The raw suites that do not hold, asked of a build file that is thrown away."""
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
    return [result for result in results if not result.passed]


def run(as_json: bool) -> int:
    """Reads and judges everything below `raw/` and prints every problem; returns the exit code."""
    with terminal.nothing_but_json(as_json):
        print(f"{texts.label('check_starts', folder=paths.raw_dir())}:", flush=True)
        with _timed("check_reads"):
            reference = Reference(paths.seeds_dir())
            try:
                taken = intake.take_in(paths.raw_dir(), reference)
                problems = taken.problems
            except RawFilesRefused as refused:  # with seeds that cannot be read, no file can
                taken, problems = None, refused.problems
        failures = []
        if not problems:
            with _timed("check_asks"):
                failures = failed_expectations(taken)
    counts = _counts(taken)
    if as_json:
        terminal.show_json(_document(counts, problems, failures))
    elif problems or failures:
        print("\n" + (report(problems) if problems else _report_of(failures)))
        print("\n" + texts.shown("check_found", n=len(problems) or len(failures)))
    else:
        print("\n" + texts.shown("check_well", **counts))
    return exits.FOUND if problems or failures else exits.WELL


def _counts(taken: intake.Intake | None) -> dict[str, int]:
    """What could be read, nothing where the seeds could not be."""
    if taken is None:
        return {"files": 0, "cells": 0, "reports": 0}
    editions, reports = taken.editions.values(), taken.reports
    return {
        "files": sum(len(read.entries) for read in editions) + len(reports.entries),
        "cells": sum(len(read.cells) for read in editions),
        "reports": sum(len(read.scores) for read in editions) + sum(len(rows) for rows in reports.rows.values()),
    }


def _report_of(failures: "list[SuiteResult]") -> str:
    from expectations import gate

    return "\n\n".join(f"{result.suite}:\n{gate.report(result)}" for result in failures)


def _document(counts: dict[str, int], problems: list[Problem], failures: "list[SuiteResult]") -> dict[str, object]:
    return {
        "raw_dir": str(paths.raw_dir()),
        "is_well": not problems and not failures,
        # Of the files that could be read.
        **counts,
        "problems": [
            {
                "code": problem.code,
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "value": problem.value,
                "text_vi": problem.text_vi,
                "text_en": problem.text_en,
            }
            for problem in problems
        ],
        "failures": [
            {"suite": result.suite, "expectations": [asdict(failure) for failure in result.failures]}
            for result in failures
        ],
    }
