"""Times a warm `make run` against the same work done by hand in one Python process."""

import argparse
import json
import os
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

STEPS: dict[str, list[float]] = {}


@contextmanager
def timed(step: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    STEPS.setdefault(step, []).append(time.perf_counter() - started)


def by_hand(manifest: dict, data: Path) -> None:
    """The whole job without Dagster and dbt, into `data`."""
    with timed("import"):
        from expectations import gate, marts, raw
        from orchestration.ingest import intake, load
        from orchestration.reference import Reference
        from orchestration.release import build

        context = gate.open_context(data / "gx", fresh=True)
    build = data / "build.duckdb"
    reference = Reference(paths.seeds_dir())
    with timed("ingest"):
        taken = intake.take_in(paths.raw_dir(), reference)
        for index in reference.indices_with_editions:
            years = [year for code, year in reference.editions if code == index.code]
            read = taken.accepted_editions(index, years)
            load.load_editions(build, index.code, years, read.values(), reference)
        load.load_reports(build, taken.accepted_reports(), reference)
    with timed("raw expectations"):
        assert all(result.passed for result in gate.validate("raw", build, raw.suites(reference), context))
    with timed("models and data tests"), duckdb.connect(build) as connection:
        for node in in_order(manifest):
            run_node(connection, node)
    with timed("mart expectations"):
        assert all(result.passed for result in gate.validate("marts", build, marts.suites(), context))
    with timed("data docs and release"):
        context.build_data_docs()
        docs = data / "gx" / "gx" / "uncommitted" / "data_docs" / "local_site"
        build.publish(build, data / "published", docs, {}, {})


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


def run_node(connection: duckdb.DuckDBPyConnection, node: dict) -> None:
    if node["resource_type"] == "test":
        rows = connection.sql(f"select count(*) from ({node['compiled_code']})").fetchone()[0]
        assert rows == 0, node["name"]
        return
    connection.execute(f"create schema if not exists {node['schema']}")
    name = f"{node['schema']}.{node['name']}"
    if node["resource_type"] == "seed":
        types = json.dumps(node["config"]["column_types"]).replace('"', "'")
        path = paths.dbt_dir() / node["original_file_path"]
        connection.execute(f"create table {name} as from read_csv('{path}', header=true, types={types})")
    else:
        kind = "view" if node["config"]["materialized"] == "view" else "table"
        connection.execute(f"create {kind} {name} as {node['compiled_code']}")


def pipeline(data: Path) -> float:
    environment = {**os.environ, "GOVERNANCE_DATA_DIR": str(data)}
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "orchestration", "run"],
        cwd=paths.REPOSITORY,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--by-hand", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    manifest_path = paths.dbt_target_dir() / "run" / "manifest.json"
    if arguments.by_hand:
        by_hand(json.loads(manifest_path.read_text()), arguments.by_hand)
        print(json.dumps({step: seconds[0] for step, seconds in STEPS.items()}))
        return
    hand: list[float] = []
    steps: dict[str, list[float]] = {}
    full: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        pipeline(data)  # the first parses the dbt project; the others are warm
        for number in range(arguments.runs):
            full.append(pipeline(data))
            target = Path(folder) / f"hand{number}"
            target.mkdir()
            started = time.perf_counter()
            command = [sys.executable, __file__, "--by-hand", str(target)]
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            hand.append(time.perf_counter() - started)
            for step, seconds in json.loads(output.splitlines()[-1]).items():
                steps.setdefault(step, []).append(seconds)
            print(f"run {number + 1}: make run {full[-1]:.1f} s, by hand {hand[-1]:.1f} s", flush=True)
    print(f"\nload of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"median make run {statistics.median(full):.1f} s, by hand {statistics.median(hand):.1f} s, ", end="")
    print(f"ratio {statistics.median(full) / statistics.median(hand):.2f}")
    for step, seconds in steps.items():
        print(f"  by hand, {step}: {statistics.median(seconds):.1f} s")


if __name__ == "__main__":
    main()
