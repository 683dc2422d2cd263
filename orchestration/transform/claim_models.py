"""The models that judge claims, as the run compiled them: kept beside its build, and run without dbt.

The SQL is the very one of the run, so a claim brought later meets the same rules; starting dbt for it would cost ten
times what the SQL takes. The tables are emptied and filled, so their columns keep the types that dbt gave them.
"""

import json
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

# The claims and what is made of them: not the observations, among which they would be otherwise.
ROOTS = ("stg_raw__reported_claims", "int_province_names_resolved", "int_claims_resolved")
WITH_ALL_BELOW = "int_claims_matched_to_figures"


def select(manifest: Mapping[str, Any]) -> list[dict[str, str]]:
    """Those of a run's manifest that are tables, each after what it reads: views follow by themselves."""
    models = {node["name"]: key for key, node in manifest["nodes"].items() if node["resource_type"] == "model"}
    chosen = {models[name] for name in ROOTS} | set(_below(models[WITH_ALL_BELOW], manifest["child_map"]))
    reads = {key: chosen & set(manifest["nodes"][key]["depends_on"]["nodes"]) for key in sorted(chosen)}
    nodes = [manifest["nodes"][key] for key in TopologicalSorter(reads).static_order()]
    return [
        {"relation": node["relation_name"], "sql": node["compiled_code"]}
        for node in nodes
        if node["config"]["materialized"] == "table"
    ]


def _below(key: str, children: Mapping[str, list[str]]) -> Iterator[str]:
    yield key
    for child in children[key]:
        if child.startswith("model."):
            yield from _below(child, children)


def write(manifest: Mapping[str, Any], file: Path) -> None:
    file.write_text(json.dumps(select(manifest), ensure_ascii=False, indent=1), encoding="utf-8")


def run(build_file: Path, models: str) -> None:
    """Makes the models, as written by `write`, anew in a copy of the build that has the name of the build."""
    with duckdb.connect(build_file) as connection:
        for model in json.loads(models):
            connection.execute(f"truncate {model['relation']}")
            connection.execute(f"insert into {model['relation']} by name {model['sql']}")
