"""What each stage of a build found, on disk: what a release is held against.

A stage that begins forgets its own result and those of the stages after it, and loading forgets them all, so
that results on disk always belong to one build, in order. A release asks for all of them.
"""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from expectations.gate import SuiteResult
from orchestration import paths
from orchestration.release import inputs

RAW, TRANSFORM, MARTS = STAGES = ("raw", "transform", "marts")


class NotChecked(Exception):
    """The build file has not passed every stage, or has changed since it did."""


def _path(stage: str) -> Path:
    return paths.quality_dir() / f"{stage}.json"


def begin(stage: str) -> None:
    for later in STAGES[STAGES.index(stage) :]:
        _path(later).unlink(missing_ok=True)


def write(stage: str, result: dict[str, Any]) -> None:
    _path(stage).parent.mkdir(parents=True, exist_ok=True)
    kept = {**result, "code_sha256": inputs.code_at_start()}
    _path(stage).write_text(json.dumps(kept, default=str, ensure_ascii=False, indent=2), encoding="utf-8")


def read(stage: str) -> dict[str, Any]:
    return json.loads(_path(stage).read_text(encoding="utf-8"))


def gate(stage: str, results: list[SuiteResult]) -> None:
    """Records the suites of a gate, with the hash of the build file that they were asked of."""
    write(
        stage,
        {
            "passed": all(result.passed for result in results),
            "expectations": sum(result.n_expectations for result in results),
            "build_sha256": _sha256(paths.build_file()),
            "suites": [asdict(result) for result in results],
        },
    )


def checks_passed() -> dict[str, int]:
    """How many checks of each kind the build file has passed. Raises `NotChecked` unless it has passed all."""
    results = {stage: read(stage) for stage in STAGES if _path(stage).exists()}
    missing = [stage for stage in STAGES if stage not in results]
    if missing:
        raise NotChecked(f"not checked: {', '.join(missing)}. Run the job for everything, or: governance run")
    failed = [stage for stage in (RAW, MARTS) if not results[stage]["passed"]]
    if failed:
        raise NotChecked(f"checks failed: {', '.join(failed)}. See {_path(failed[0])}")
    if results[MARTS]["build_sha256"] != _sha256(paths.build_file()):
        raise NotChecked("the build file has changed since it was checked. Run the job everything, or: governance run")
    return {
        "great_expectations": results[RAW]["expectations"] + results[MARTS]["expectations"],
        "dbt_tests": results[TRANSFORM].get("test", 0),
    }


def code_sha256() -> str | None:
    """The code that every stage ran with and that still lies there, or None where it has changed on the way."""
    found = {read(stage).get("code_sha256") for stage in STAGES} | {inputs.code_sha256()}
    return found.pop() if len(found) == 1 else None


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
