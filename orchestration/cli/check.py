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
from orchestration.ingest import intake, load, manifest
from orchestration.messages import texts
from orchestration.messages.problems import Problem, report
from orchestration.reference import Index, Reference

if TYPE_CHECKING:
    from expectations.gate import SuiteResult


@contextmanager
def _timed(code: str) -> Iterator[None]:
    print(f"  {texts.label(code)} …", end=" ", flush=True)
    started = time.monotonic()
    yield
    print(f"({time.monotonic() - started:.1f} s)", flush=True)


def read_all(reference: Reference) -> tuple[list[tuple[Index, intake.Editions]], intake.Reports, list[Problem]]:
    """Everything below `raw/`, read as a run reads it, with every problem of every file."""
    snapshot = manifest.take_snapshot(paths.raw_dir(), reference)
    problems = intake.seed_problems(reference) + snapshot.problems
    editions = []
    for index in reference.indices_with_editions:
        years = [year for code, year in reference.editions if code == index.code]
        read, refused = intake.read_editions(snapshot, index, years, reference)
        editions.append((index, read))
        problems += refused
    reports, refused = intake.read_reports(snapshot, reference)
    problems += refused
    # What is not well formed is remedied first.
    return editions, reports, problems or intake.doubts(snapshot, reference)


def failed_expectations(
    editions: list[tuple[Index, intake.Editions]], reports: intake.Reports, reference: Reference
) -> "list[SuiteResult]":
    """The raw suites that do not hold, asked of a build file that is thrown away."""
    from expectations import gate, raw

    with tempfile.TemporaryDirectory() as folder:
        build_file = Path(folder) / "build.duckdb"
        for index, read in editions:
            years = [year for code, year in reference.editions if code == index.code]
            load.load_editions(build_file, index.code, years, read, reference)
        load.load_reports(build_file, reports, reference)
        context = gate.open_context(Path(folder) / "great_expectations")
        results = gate.validate("raw", build_file, raw.suites(reference), context)
    return [result for result in results if not result.passed]


def run(as_json: bool) -> int:
    """Reads and judges everything below `raw/` and prints every problem; returns the exit code."""
    with terminal.nothing_but_json(as_json):
        reference = Reference(paths.seeds_dir())
        print(f"{texts.label('check_starts', folder=paths.raw_dir())}:", flush=True)
        with _timed("check_reads"):
            editions, reports, problems = read_all(reference)
        failures = []
        if not problems:
            with _timed("check_asks"):
                failures = failed_expectations(editions, reports, reference)
    counts = {
        "files": sum(len(read.entries) for _, read in editions) + len(reports.entries),
        "cells": sum(len(read.cells) for _, read in editions),
        "reports": sum(len(read.scores) for _, read in editions) + sum(len(rows) for rows in reports.rows.values()),
    }
    if as_json:
        terminal.show_json(_document(counts, problems, failures))
    elif problems or failures:
        print("\n" + (report(problems) if problems else _report_of(failures)))
        print("\n" + texts.shown("check_found", n=len(problems) or len(failures)))
    else:
        print("\n" + texts.shown("check_well", **counts))
    return exits.FOUND if problems or failures else exits.WELL


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
