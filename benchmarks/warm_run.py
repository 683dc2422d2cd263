"""Times a warm `governance run --force` of this checkout, of another one, and the same work done by hand.

By hand means one Python process without Dagster and dbt, that reads and loads the same raw files, runs the same
compiled SQL, asks the same expectations and publishes the same release: what no run can fall below.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from orchestration import paths

# The parts of a run by hand, in seconds.
PARTS: dict[str, float] = {}


@contextmanager
def timed(part: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    PARTS[part] = time.perf_counter() - started


def by_hand(manifest: dict, compiled: Path, data: Path) -> None:
    """The whole job without Dagster and dbt, into `data`."""
    with timed("import"):
        from expectations import gate, marts, raw
        from orchestration.ingest import intake, load
        from orchestration.reference import Reference
        from orchestration.release import build, diff

        context = gate.open_context(data / "gx", fresh=True)
    file = data / "build.duckdb"
    reference = Reference(paths.seeds_dir())
    with timed("ingest"):
        taken = intake.take_in(paths.raw_dir(), reference)
        for index in reference.indices_with_editions:
            years = [year for code, year in reference.editions if code == index.code]
            read = taken.accepted_editions(index, years)
            load.load_editions(file, index.code, years, read.values(), reference)
        load.load_reports(file, taken.accepted_reports(), reference)
    with timed("raw expectations"):
        assert all(result.passed for result in gate.validate("raw", file, raw.suites(reference), context))
    with timed("models and data tests"), duckdb.connect(file) as connection:
        for node in in_order(manifest):
            run_node(connection, node, compiled)
    with timed("mart expectations"):
        assert all(result.passed for result in gate.validate("marts", file, marts.suites(), context))
    with timed("data docs and release"):
        context.build_data_docs()
        docs = data / "gx" / "gx" / "uncommitted" / "data_docs" / "local_site"
        build.publish(file, data / "published", docs, {}, diff.figures_of(manifest))


def in_order(manifest: dict) -> list[dict]:
    """Seeds, models and data tests, each after what it depends on."""
    nodes = {key: node for key, node in manifest["nodes"].items() if node["resource_type"] in ("seed", "model", "test")}
    done: dict[str, dict] = {}

    def visit(key: str) -> None:
        if key in nodes and key not in done:
            for parent in nodes[key]["depends_on"].get("nodes", []):
                visit(parent)
            done[key] = nodes[key]

    for key in sorted(nodes, key=lambda key: nodes[key]["resource_type"] == "test"):
        visit(key)
    return list(done.values())


def run_node(connection: duckdb.DuckDBPyConnection, node: dict, compiled: Path) -> None:
    if node["resource_type"] == "seed":
        types = json.dumps(node["config"]["column_types"]).replace('"', "'")
        path = paths.dbt_dir() / node["original_file_path"]
        connection.execute(f"create schema if not exists {node['schema']}")
        source = f"from read_csv('{path}', header=true, types={types})"
        connection.execute(f"create table {node['schema']}.{node['name']} as {source}")
        return
    code = (compiled / node["package_name"] / node["original_file_path"]).with_suffix(".sql")
    if node["resource_type"] == "test":
        # A test of a yml file is compiled into a folder of that name.
        if node["path"] != Path(node["original_file_path"]).name:
            code = compiled / node["package_name"] / node["original_file_path"] / node["path"]
        rows = connection.sql(f"select count(*) from ({code.read_text()})").fetchone()[0]
        assert rows == 0, node["name"]
        return
    connection.execute(f"create schema if not exists {node['schema']}")
    kind = "view" if node["config"]["materialized"] == "view" else "table"
    connection.execute(f"create {kind} {node['schema']}.{node['name']} as {code.read_text()}")


class Timed:
    """Wall and processor seconds of one command, run again and again."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.wall: list[float] = []
        self.processor: list[float] = []

    def run(self, command: list[str], checkout: Path, data: Path) -> str:
        started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        environment = {**os.environ, "GOVERNANCE_DATA_DIR": str(data)}
        finished = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True)
        assert finished.returncode == 0, finished.stdout + finished.stderr
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.wall.append(time.perf_counter() - started)
        self.processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return finished.stdout

    def __str__(self) -> str:
        wall, processor = statistics.median(self.wall), statistics.median(self.processor)
        spread = f"{min(self.wall):.1f} to {max(self.wall):.1f}"
        return f"{self.name:<34} {wall:6.1f} s ({spread}), processor {processor:.1f} s"


def run_command(checkout: Path) -> list[str]:
    """A run that builds in any case, by the checkout's own environment where it has one."""
    own = checkout / ".venv" / "bin" / "python"
    python = str(own) if own.exists() else sys.executable
    if (checkout / "orchestration" / "run.py").exists():  # until November 2026
        return [python, "-m", "orchestration.run"]
    return [python, "-m", "orchestration", "run", "--force"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, help="of each, in turn")
    parser.add_argument("--against", type=Path, help="another checkout of this repository that has been set up")
    parser.add_argument("--by-hand", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.by_hand:
        target = paths.dbt_target_dir()
        by_hand(json.loads((target / "manifest.json").read_text()), target / "run" / "compiled", arguments.by_hand)
        print(json.dumps(PARTS))
        return
    checkouts = [(Timed("governance run --force"), paths.REPOSITORY)]
    if arguments.against:
        checkouts.append((Timed(f"the same in {arguments.against.name}"), arguments.against.resolve()))
    hand, parts = Timed("by hand"), {}
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / f"data{number}" for number in range(len(checkouts))]
        for (_, checkout), data in zip(checkouts, folders, strict=True):
            # The first one parses the dbt project; the others are warm.
            Timed("").run(run_command(checkout), checkout, data)
        for number in range(1, arguments.runs + 1):
            for (timer, checkout), data in zip(checkouts, folders, strict=True):
                timer.run(run_command(checkout), checkout, data)
            target = Path(name) / f"hand{number}"
            target.mkdir()
            command = [sys.executable, __file__, "--by-hand", str(target)]
            for part, seconds in json.loads(hand.run(command, paths.REPOSITORY, folders[0]).splitlines()[-1]).items():
                parts.setdefault(part, []).append(seconds)
            shown = ", ".join(f"{timer.wall[-1]:.1f}" for timer in (*(timer for timer, _ in checkouts), hand))
            print(f"run {number}: {shown} s", flush=True)
    own = checkouts[0][0]
    print(f"\nload of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; medians:")
    for timer, _ in [*checkouts, (hand, None)]:
        print(timer)
    for timer, _ in [*checkouts[1:], (hand, None)]:
        ratio = statistics.median(own.wall) / statistics.median(timer.wall)
        of_processor = statistics.median(own.processor) / statistics.median(timer.processor)
        print(f"{own.name} / {timer.name}: {ratio:.2f}, of processor time {of_processor:.2f}")
    for part, seconds in parts.items():
        print(f"  by hand, {part}: {statistics.median(seconds):.1f} s")


if __name__ == "__main__":
    main()
