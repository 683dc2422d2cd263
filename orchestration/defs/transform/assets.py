"""Every seed, model and test of the dbt project, as assets and asset checks."""

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
from dagster import (
    AssetDep,
    AssetExecutionContext,
    AssetKey,
    AssetSpec,
    Definitions,
    MetadataValue,
    Output,
    definitions,
)
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, DbtProject, dbt_assets

from orchestration import paths
from orchestration.defs.transform.project import governance_project
from orchestration.defs.validate import record
from orchestration.reference import Reference

PREVIEW_ROWS = 5
UNMAPPED_NAMES = "province_aliases_to_add.csv"


class GovernanceTranslator(DagsterDbtTranslator):
    """Groups by layer, one team of owners, and the raw tables as what the ingest assets write."""

    def __init__(self, raw_assets: list[AssetKey]) -> None:
        super().__init__()
        self._raw_assets = raw_assets

    def get_asset_spec(self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None) -> AssetSpec:
        spec = super().get_asset_spec(manifest, unique_id, project)
        if not unique_id.startswith("model."):
            return spec
        # All indices share the tables of schema raw, so that an index more needs no model more.
        deps = [dep for dep in spec.deps if dep.asset_key.path[0] != "raw"]
        if len(deps) < len(spec.deps):
            deps += [AssetDep(key) for key in self._raw_assets]
        return spec.replace_attributes(deps=deps)

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        return dbt_resource_props["schema"]

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        return ["team:data-engineering"]


def write_unmapped_names(build_file: Path, target: Path) -> int:
    """Writes the alias rows that a person must add, province left open, and returns how many there are."""
    target.unlink(missing_ok=True)
    with duckdb.connect(build_file, read_only=True) as connection:
        tables = connection.sql("select table_name from duckdb_tables() where schema_name = 'intermediate'").fetchall()
        if ("int_province_names_resolved",) not in tables:
            return 0
        names = connection.sql(
            "select boundary_set, province_name from intermediate.int_province_names_resolved "
            "where province_id is null order by all"
        ).fetchall()
    if names:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(["boundary_set", "alias", "province_id", "kind"])
            writer.writerows([units, name, "", "variant"] for units, name in names)
    return len(names)


def count_results(run_results: Mapping[str, Any]) -> dict[str, int]:
    """Nodes by kind (model, seed, test, unit_test) in dbt's run results."""
    return dict(Counter(result["unique_id"].split(".")[0] for result in run_results["results"]))


def _with_rows(events: list[Any], context: AssetExecutionContext, build_file: Path) -> Iterator[Any]:
    """The events of a build, those of tables and views with their row count and first rows."""
    with duckdb.connect(build_file, read_only=True) as connection:
        for event in events:
            if isinstance(event, Output):
                schema, name = context.asset_key_for_output(event.output_name).path
                relation = connection.sql(f'select * from "{schema}"."{name}"')
                event = event.with_metadata(
                    {
                        **event.metadata,
                        "dagster/row_count": relation.count("*").fetchone()[0],
                        "preview": MetadataValue.md(_markdown(relation.limit(PREVIEW_ROWS))),
                    }
                )
            yield event


def _markdown(relation: duckdb.DuckDBPyRelation) -> str:
    lines = [relation.columns, ["---"] * len(relation.columns), *relation.fetchall()]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


@definitions
def transform() -> Definitions:
    project = governance_project()
    reference = Reference(paths.seeds_dir())
    folders = [reference.indices[code].raw_folder for code in dict.fromkeys(code for code, _ in reference.editions)]
    translator = GovernanceTranslator([AssetKey(["raw", folder]) for folder in folders])

    @dbt_assets(manifest=project.manifest_path, project=project, dagster_dbt_translator=translator)
    def governance_models(context: AssetExecutionContext, dbt: DbtCliResource) -> Iterator[Any]:
        record.begin(record.TRANSFORM)
        invocation = dbt.cli(
            ["build"], context=context, raise_on_error=False, target_path=paths.dbt_target_dir() / "run"
        )
        # dbt holds the only writing handle until it ends, so what it built is counted after it.
        events = list(invocation.stream())
        yield from _with_rows(events, context, paths.build_file())
        unmapped = paths.quality_dir() / UNMAPPED_NAMES
        if not invocation.is_successful() and write_unmapped_names(paths.build_file(), unmapped):
            context.log.error(
                f"Có tên tỉnh chưa được khai báo: thêm các dòng trong {unmapped} vào "
                "dbt_project/seeds/province_aliases.csv.\n"
                f"Some province names are not mapped: add the rows in {unmapped} to "
                "dbt_project/seeds/province_aliases.csv."
            )
        if error := invocation.get_error():
            raise error
        record.write(record.TRANSFORM, count_results(invocation.get_artifact("run_results.json")))

    # The dbt of this environment, whether or not the environment is activated.
    dbt_executable = str(Path(sys.executable).with_name("dbt"))
    resource = DbtCliResource(project_dir=project, dbt_executable=dbt_executable)
    return Definitions(assets=[governance_models], resources={"dbt": resource})
