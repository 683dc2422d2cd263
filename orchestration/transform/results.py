"""What dbt's results say to a person: counts, the rows that failed a test, the alias rows to add."""

import csv
from collections import Counter
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

import duckdb

from orchestration import markdown

SHOWN_ROWS = 20
# As data goes through them.
FOLDERS = ("seeds", "staging", "intermediate", "marts", "bi")


def count_results(run_results: Mapping[str, Any]) -> dict[str, int]:
    """Nodes by kind (model, seed, test) in dbt's run results."""
    return dict(Counter(result["unique_id"].split(".")[0] for result in run_results["results"]))


def count_tests(manifest: Mapping[str, Any]) -> dict[str, int]:
    """Data tests by the folder of what they ask: seeds, or a layer of the models; in the order of the layers."""
    counted: Counter[str] = Counter()
    for node in manifest["nodes"].values():
        if node["resource_type"] == "test":
            asked = manifest["nodes"].get(node.get("attached_node") or "", node)
            parts = Path(asked["original_file_path"]).parts
            counted[parts[1] if parts[0] == "models" else parts[0]] += 1
    return {folder: counted[folder] for folder in (*FOLDERS, *sorted(counted.keys() - {*FOLDERS})) if counted[folder]}


def others(run_results: Mapping[str, Any], known: Container[str]) -> list[str]:
    """Unique ids of the nodes in dbt's run results that are none of `known`."""
    return [result["unique_id"] for result in run_results["results"] if result["unique_id"] not in known]


def describe_failures(run_results: Mapping[str, Any], build_file: Path) -> str:
    """Every node that failed, with dbt's message and, for a data test, the rows that it found."""
    blocks = []
    with duckdb.connect(build_file, read_only=True) as connection:
        for result in run_results["results"]:
            if result["status"] not in ("fail", "error"):
                continue
            kind, _, name = result["unique_id"].split(".")[:3]
            blocks.append(f"dbt {kind} {name}: {result['message']}")
            if kind == "test" and result["status"] == "fail":
                relation = connection.sql(result["compiled_code"])
                blocks.append(markdown.table(relation.columns, relation.limit(SHOWN_ROWS).fetchall()))
    return "\n\n".join(blocks)


def unmapped_names(build_file: Path) -> list[tuple[str, str]]:
    """Boundary set and name of every province name that no alias maps, as far as dbt got."""
    with duckdb.connect(build_file, read_only=True) as connection:
        tables = connection.sql("select table_name from duckdb_tables() where schema_name = 'intermediate'").fetchall()
        if ("int_province_names_resolved",) not in tables:
            return []
        return connection.sql(
            "select boundary_set, province_name from intermediate.int_province_names_resolved "
            "where province_id is null order by all"
        ).fetchall()


def write_alias_rows(names: list[tuple[str, str]], target: Path) -> None:
    """Writes the rows that a person must complete and add to the alias seed: the province is left open."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["boundary_set", "alias", "province_id", "kind"])
        writer.writerows([boundary_set, name, "", "variant"] for boundary_set, name in names)
