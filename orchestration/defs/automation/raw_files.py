"""Starts a run when files under `raw/` have changed: once for each state of the folder, when it has come to rest.

Files are compared by content: the same bytes, copied, checked out or restored, start nothing. The cursor keeps the
last state that was published or asked for (`done`) and the digest of the one at the tick before (`seen`). Which state
the current release was published from is recorded in a tag of the run that published it.
"""

import contextlib
import json
import os
import time
from collections.abc import Iterable
from pathlib import Path

from dagster import (
    DagsterInstance,
    DagsterRun,
    DagsterRunStatus,
    DefaultSensorStatus,
    Definitions,
    RunRequest,
    RunsFilter,
    SensorDefinition,
    SensorEvaluationContext,
    SensorResult,
    definitions,
    sensor,
)

from orchestration import lock, paths
from orchestration.defs.automation.jobs import EVERYTHING
from orchestration.defs.partitions import all_editions, declare_years
from orchestration.defs.publish.assets import RELEASE
from orchestration.file_bytes import sha256_of
from orchestration.ingest import files
from orchestration.reference import Reference

STATE_TAG = "raw/state"
SECONDS_BETWEEN_LOOKS = int(os.environ.get("GOVERNANCE_SENSOR_SECONDS", "30"))
# A file changed more recently may still be growing.
SETTLED_SECONDS = 5
SHOWN_FILES = 8
UNFINISHED = [
    DagsterRunStatus.QUEUED,
    DagsterRunStatus.NOT_STARTED,
    DagsterRunStatus.STARTING,
    DagsterRunStatus.STARTED,
]
# What stands in a file by its path below `raw/`: the beginning of its SHA-256, or why it is not read.
State = dict[str, str]


def state_of(raw_dir: Path) -> State:
    """Everything that a run looks at, whether or not it will be refused, and the manifest."""
    contents, unread = files.read(raw_dir, Reference(paths.seeds_dir()))
    registry = raw_dir / files.MANIFEST
    if registry.resolve().is_relative_to(raw_dir.resolve()):
        with contextlib.suppress(OSError):
            contents[files.MANIFEST] = files.read_one(registry)
    state = {problem.file: f"{problem.code} {problem.value}" for problem in unread}
    return state | {path: sha256_of(content)[:16] for path, content in contents.items()}


def _is_fresh(raw_dir: Path) -> bool:
    """Whether a file may still be growing."""
    for path in [raw_dir / files.MANIFEST, *files.listing(raw_dir)]:
        with contextlib.suppress(FileNotFoundError):
            if 0 <= time.time_ns() - path.lstat().st_mtime_ns < SETTLED_SECONDS * 1e9:
                return True
    return False


def digest(state: State) -> str:
    return sha256_of(json.dumps(state, sort_keys=True).encode())[:16]


def run_tags(instance: DagsterInstance, state: State) -> dict[str, str]:
    """Tags of a run that loads all editions from this state."""
    return {**all_editions(instance), STATE_TAG: digest(state)}


def changes(before: State, now: State) -> dict[str, list[str]]:
    """Paths by what happened to them: added, changed or removed. Kinds without a path are left out."""
    found = {
        "added": sorted(now.keys() - before.keys()),
        "changed": sorted(path for path in now.keys() & before.keys() if now[path] != before[path]),
        "removed": sorted(before.keys() - now.keys()),
    }
    return {kind: names for kind, names in found.items() if names}


def listed(paths_below: Iterable[str]) -> str:
    """The first names, and how many more there are."""
    names = list(paths_below)
    more = len(names) - SHOWN_FILES
    return ", ".join(names[:SHOWN_FILES]) + (f" and {more} more" if more > 0 else "")


def _publishing_run(instance: DagsterInstance, state: State) -> DagsterRun | None:
    """The run that published the current release or is about to, if it started from this state."""
    unfinished = instance.get_runs(RunsFilter(tags={STATE_TAG: digest(state)}, statuses=UNFINISHED), limit=1)
    if unfinished:
        return unfinished[0]
    event = instance.get_latest_materialization_event(RELEASE)
    run = instance.get_run_by_id(event.run_id) if event and paths.current_link().exists() else None
    return run if run and run.tags.get(STATE_TAG) == digest(state) else None


def look(context: SensorEvaluationContext) -> SensorResult:
    """One tick: nothing, a reason to wait, or a request for one run over all editions."""
    if not paths.raw_dir().is_dir():
        return SensorResult(skip_reason=f"There is no folder {paths.raw_dir()}.")
    # An edition added to the seed is a partition from now on, without a restart.
    declare_years(context.instance)
    cursor = json.loads(context.cursor) if context.cursor else {"done": None, "seen": None}
    state = state_of(paths.raw_dir())

    def result(done: State | None, skip_reason: str | None = None, requests: list[RunRequest] | None = None):
        return SensorResult(
            run_requests=requests, skip_reason=skip_reason, cursor=json.dumps({"done": done, "seen": digest(state)})
        )

    done = cursor["done"]
    if state == done:
        return result(done, f"No file has changed ({len(state)} files).")
    found = changes(done or {}, state)
    what = ", ".join(f"{len(changed)} {kind}" for kind, changed in found.items())
    names = listed(path for changed in found.values() for path in changed)
    run = _publishing_run(context.instance, state)
    if run and run.is_finished:
        return result(state, f"The release was published from these {len(state)} files, by run {run.run_id[:8]}.")
    if run:
        return result(done, f"Files {what}; run {run.run_id[:8]} is loading them: {names}")
    if held := lock.busy():
        return result(done, f"Files {what}, to be loaded once the run that goes on has ended.\n{held}")
    if digest(state) != cursor["seen"] or _is_fresh(paths.raw_dir()):
        return result(done, f"Files {what}, waiting until they are completely written: {names}")
    context.log.info(f"Files {what}: {names}")
    tags = run_tags(context.instance, state) | {f"raw/{kind}": listed(changed) for kind, changed in found.items()}
    # No run key: files put back as they were are asked for anew.
    return result(state, requests=[RunRequest(tags=tags)])


def raw_files_changed() -> SensorDefinition:
    return sensor(
        name="raw_files_changed",
        job_name=EVERYTHING,
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        default_status=DefaultSensorStatus.RUNNING,
        description=(
            "Starts one run of everything when files under raw/ were added, changed or removed and are completely "
            "written: the same at two looks in a row. A state of raw/ is asked for once, whether or not it is "
            "accepted, and not at all if the current release was published from it."
        ),
    )(look)


@definitions
def automation_of_raw_files() -> Definitions:
    return Definitions(sensors=[raw_files_changed()])
