"""A run killed at random moments: what readers have stays whole, and the next run succeeds without help.

`python -m tests.faults.kills --kills 50` kills what publishes; `--pipeline` kills whole runs of the pipeline, in a
data folder of its own, and after every so many kills (`--every`) lets one come to its end.
"""

import argparse
import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from orchestration import paths
from orchestration.release import shelf
from tests.faults import made

GROUP_MARK = "GOVERNANCE_FAULT_MARK"
_TIME = re.compile(r"\d{8}T\d{6}\.\d+Z")


@dataclass
class Outcome:
    """`killed`: processes that were killed before they ended. `faults`: what was found wrong after a kill."""

    killed: int = 0
    ended: int = 0
    faults: list[str] = field(default_factory=list)
    most_leftovers: int = 0
    leftovers_at_end: int = 0
    completed: int = 0
    strays: list[str] = field(default_factory=list)


def leftovers(published_dir: Path) -> list[str]:
    """What an interrupted run has left in the folder of releases."""
    return [path.name for path in (*shelf.folder_of(published_dir).glob("*.tmp"), *published_dir.glob("*.tmp"))]


def kill(process: subprocess.Popen, mark: str) -> None:
    """The whole process group, and whoever left it: dbt is started in one of its own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"{GROUP_MARK}={mark}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                os.kill(int(entry.name), signal.SIGKILL)


def start_publishing(build: Path, published: Path) -> subprocess.Popen[str]:
    """A process that publishes as soon as it is told to: what is killed is publishing and not Python's start."""
    code = (
        "import sys; from pathlib import Path; from tests.faults import made\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "made.publish(Path(sys.argv[1]), Path(sys.argv[2])); print('done', flush=True)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(build), str(published)],
        cwd=paths.REPOSITORY,
        env={**os.environ, GROUP_MARK: str(build)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("\n")
    process.stdin.flush()
    return process


def publishing(kills: int, seed: int, folder: Path, build_file: Path) -> Outcome:
    """Kills a process that publishes, again and again, then lets one end."""
    published, chance, outcome = folder / "published", random.Random(seed), Outcome()
    made.publish(build_file, published)
    started = time.monotonic()
    assert start_publishing(build_file, published).wait() == 0
    takes = time.monotonic() - started
    for _ in range(kills):
        process = start_publishing(build_file, published)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, takes))
        outcome.ended += process.poll() is not None
        outcome.killed += process.poll() is None
        kill(process, str(build_file))
        if fault := made.fault_of(published):
            outcome.faults.append(fault)
        outcome.most_leftovers = max(outcome.most_leftovers, len(leftovers(published)))
    outcome.completed = int(start_publishing(build_file, published).wait() == 0)
    outcome.leftovers_at_end = len(leftovers(published))
    return outcome


def files_of(data: Path) -> set[str]:
    """Files of the pipeline but for releases, logs and Dagster's history, which grow with each run by intention.

    Results of the last validation carry its time in their paths and replace those before: the time is left out.
    """
    grow = ("published/releases/", "logs/", "dagster/", "dbt/logs/", "dbt/target/run/dbt.log")
    found = (path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file())
    return {_TIME.sub("", name) for name in found if not name.startswith(grow)}


def pipeline(kills: int, seed: int, data: Path, every: int) -> Outcome:
    """Kills whole runs. `data` may hold a release; the first run, which is timed, is not killed."""
    environment = {**os.environ, "GOVERNANCE_DATA_DIR": str(data), GROUP_MARK: str(data)}

    def start() -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "orchestration", "run", "--force"],
            cwd=paths.REPOSITORY,
            env=environment,
            stdout=(data / "output.txt").open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    data.mkdir(parents=True, exist_ok=True)
    chance, outcome = random.Random(seed), Outcome()
    started = time.monotonic()
    assert start().wait() == 0, (data / "output.txt").read_text()
    takes = time.monotonic() - started
    known = files_of(data)
    for number in range(1, kills + 1):
        moment = chance.uniform(0, takes)
        process = start()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        outcome.ended += process.poll() is not None
        outcome.killed += process.poll() is None
        kill(process, str(data))
        fault = made.fault_of(data / "published")
        print(f"{number}: killed after {moment:.0f} of {takes:.0f} s, {fault or 'current is whole'}", flush=True)
        outcome.faults += [fault] if fault else []
        outcome.most_leftovers = max(outcome.most_leftovers, len(leftovers(data / "published")))
        if number % every == 0 or number == kills:
            started = time.monotonic()
            if start().wait() == 0:
                outcome.completed += 1
                print(f"   the next run succeeded in {time.monotonic() - started:.0f} s", flush=True)
            else:
                outcome.faults.append((data / "output.txt").read_text())
                print(f"   THE NEXT RUN FAILED\n{outcome.faults[-1]}", flush=True)
    outcome.leftovers_at_end = len(leftovers(data / "published"))
    outcome.strays = sorted(files_of(data) - known)
    return outcome


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--pipeline", action="store_true")
    parser.add_argument("--data", type=Path, help="a data folder to use instead of a temporary one")
    parser.add_argument("--build", type=Path, help="a build file of the pipeline; without it a small one is made")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.pipeline:
            outcome = pipeline(arguments.kills, arguments.seed, arguments.data or folder / "data", arguments.every)
        else:
            build = arguments.build or made.small_build(folder / "build.duckdb")
            outcome = publishing(arguments.kills, arguments.seed, folder, build)
    print(f"{outcome.killed} killed, {outcome.ended} had ended before; {len(outcome.faults)} faults")
    print(f"{outcome.completed} runs that came after succeeded")
    print(
        f"leftovers: at most {outcome.most_leftovers}, at the end {outcome.leftovers_at_end}; strays {outcome.strays}"
    )
    for fault in outcome.faults[:3]:
        print(f"  {fault}")


if __name__ == "__main__":
    main()
