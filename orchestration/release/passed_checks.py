"""What each stage of a build found, on disk: a release is published only if all of them passed.

A stage that begins forgets its own result and those of the stages after it, and loading forgets them all, so
that results on disk always belong to one build, in order.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from expectations import raw
from expectations.gate import SuiteResult
from orchestration import paths
from orchestration.file_bytes import sha256_of_file
from orchestration.reference import Reference
from orchestration.release import inputs

RAW, TRANSFORM, MARTS = STAGES = ("raw", "transform", "marts")
LOADED = "loaded"


class NotChecked(Exception):
    """The build file has not passed every stage, or has changed since it did."""


def _path(stage: str) -> Path:
    return paths.quality_dir() / f"{stage}.json"


def begin(stage: str) -> None:
    for later in STAGES[STAGES.index(stage) :]:
        _path(later).unlink(missing_ok=True)


def write(stage: str, result: dict[str, Any]) -> None:
    file = _path(stage)
    file.parent.mkdir(parents=True, exist_ok=True)
    kept = {**result, "code_sha256": inputs.code_at_start()}
    # In one step: half a result is none.
    temporary = file.with_suffix(".tmp")
    temporary.write_text(json.dumps(kept, default=str, ensure_ascii=False, indent=2), encoding="utf-8")
    temporary.replace(file)


def read(stage: str) -> dict[str, Any]:
    return json.loads(_path(stage).read_text(encoding="utf-8"))


def suites() -> list[dict[str, Any]]:
    """The suites of both gates with what they found, in the order in which they are asked; none where none was."""
    return [suite for stage in (RAW, MARTS) if _path(stage).exists() for suite in read(stage)["suites"]]


def loaded(raw_table: str, is_whole: bool = True) -> None:
    """Records which code loaded a raw table (`raw.papi`); of one that was loaded in part, nothing is known."""
    if is_whole:
        write(f"{LOADED}/{raw_table}", {})
    else:
        _path(f"{LOADED}/{raw_table}").unlink(missing_ok=True)


def gate(stage: str, results: list[SuiteResult]) -> None:
    """Records the suites of a gate, with the hash of the build file that they were asked of."""
    write(
        stage,
        {
            "passed": all(result.passed for result in results),
            "expectations": sum(result.n_expectations for result in results),
            "build_sha256": sha256_of_file(paths.build_file()),
            "suites": [asdict(result) for result in results],
        },
    )


def checks_passed() -> dict[str, int]:
    """How many checks of each kind the build file has passed. Raises `NotChecked` unless it has passed all."""
    try:
        results = {stage: read(stage) for stage in STAGES if _path(stage).exists()}
    except ValueError as error:
        raise NotChecked(f"a result cannot be read ({error}). Run: governance run") from None
    missing = [stage for stage in STAGES if stage not in results]
    if missing:
        raise NotChecked(f"not checked: {', '.join(missing)}. Run the job for everything, or: governance run")
    failed = [stage for stage in (RAW, MARTS) if not results[stage]["passed"]]
    if failed:
        raise NotChecked(f"checks failed: {', '.join(failed)}. See {_path(failed[0])}")
    if results[MARTS]["build_sha256"] != sha256_of_file(paths.build_file()):
        raise NotChecked("the build file has changed since it was checked. Run the job everything, or: governance run")
    return {
        "great_expectations": results[RAW]["expectations"] + results[MARTS]["expectations"],
        "dbt_tests": results[TRANSFORM].get("test", 0),
    }


def code_sha256() -> str | None:
    """The code that all rows were loaded and checked with and that still lies there; None where it is not one code."""
    loads = [f"{LOADED}/{table}" for table in raw.tables(Reference(paths.seeds_dir()))]
    if not all(_path(load).exists() for load in loads):
        return None
    found = {read(stage).get("code_sha256") for stage in (*loads, *STAGES)} | {inputs.code_sha256()}
    return found.pop() if len(found) == 1 else None


def seed_hashes() -> dict[str, str]:
    """Hashes of the seeds that the build was made from; none where they may have changed since it began."""
    found = inputs.seed_hashes()
    return found if code_sha256() else {}
