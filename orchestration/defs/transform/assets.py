"""Every seed, model and test of the dbt project, as assets and asset checks."""

import importlib.metadata
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
from dagster import (
    AssetDep,
    AssetExecutionContext,
    AssetKey,
    AssetSpec,
    Definitions,
    Failure,
    MetadataValue,
    Output,
    definitions,
)
from packaging import version

from expectations import raw
from orchestration import markdown, paths
from orchestration.defs.resources import RunLock
from orchestration.messages import texts
from orchestration.reference import Reference
from orchestration.release import passed_checks
from orchestration.transform import claim_models, dbt_command, progress, results
from orchestration.transform.dagster_dbt import (
    DagsterDbtTranslator,
    DbtCliInvocation,
    DbtCliResource,
    DbtProject,
    dbt_assets,
)
from orchestration.transform.project import governance_project

# Schemas whose assets show a row count and first rows: those that people look at.
SHOWN = ("reference", "marts", "bi")
PREVIEW_ROWS = 5
# Unit tests look at the models and not at the data: `make test` runs them.
BUILD = ("build", "--exclude-resource-type", "unit_test")
RUN_RESULTS = "run_results.json"
UNMAPPED_NAMES = "province_aliases_to_add.csv"


class InstalledDbt(DbtCliResource):
    """The dbt of this environment. Two things are left out that cost seconds and serve nothing here."""

    @cached_property
    def _cli_version(self) -> version.Version:
        """Known without starting dbt once more to ask."""
        return version.parse(importlib.metadata.version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> None:
        """No handle to the database: only `fetch_row_counts` and `fetch_column_metadata` would use it."""


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


def _clear(build_file: Path) -> None:
    """Forgets what earlier runs built: a model that is gone must not be published, and dbt has less to replace."""
    with duckdb.connect(build_file) as connection:
        schemas = connection.sql(
            "select schema_name from duckdb_schemas() where database_name = current_database() and not internal "
            "and schema_name not in ('main', 'raw')"
        ).fetchall()
        for (schema,) in schemas:
            connection.execute(f'drop schema "{schema}" cascade')


def _events(invocation: DbtCliInvocation, context: AssetExecutionContext) -> Iterator[Any]:
    """Dagster's events of what dbt does, which is reported on the way."""
    for message in invocation.stream_raw_events():
        progress.report(message.raw_event)
        yield from message.to_default_asset_events(
            manifest=invocation.manifest,
            dagster_dbt_translator=invocation.dagster_dbt_translator,
            context=context,
            target_path=invocation.target_path,
            project=invocation.project,
        )


def _with_rows(events: list[Any], context: AssetExecutionContext, build_file: Path) -> Iterator[Any]:
    """The events of a build, those of assets that people look at with their row count and first rows."""
    with duckdb.connect(build_file, read_only=True) as connection:
        for event in events:
            if isinstance(event, Output):
                schema, name = context.asset_key_for_output(event.output_name).path
                if schema in SHOWN:
                    relation = connection.sql(f'select * from "{schema}"."{name}"')
                    preview = relation.limit(PREVIEW_ROWS).fetchall()
                    rows = {
                        "dagster/row_count": relation.count("*").fetchone()[0],
                        "preview": MetadataValue.md(markdown.table(relation.columns, preview)),
                    }
                    event = event.with_metadata({**event.metadata, **rows})
            yield event


def _failure(run_results: Mapping[str, Any]) -> Failure:
    """Why dbt failed, with failing rows, and where the alias rows to add lie if names were the reason."""
    report = results.describe_failures(run_results, paths.build_file())
    names = results.unmapped_names(paths.build_file())
    if names:
        target = paths.quality_dir() / UNMAPPED_NAMES
        results.write_alias_rows(names, target)
        report += "\n\n" + texts.both("unmapped_names", file=target)
    return Failure(description=report, metadata={"report": MetadataValue.md(report)}, allow_retries=False)


@definitions
def transform() -> Definitions:
    project = governance_project()
    translator = GovernanceTranslator(
        [AssetKey(table.split(".")) for table in raw.tables(Reference(paths.seeds_dir()))]
    )

    @dbt_assets(
        manifest=project.manifest_path,
        project=project,
        dagster_dbt_translator=translator,
    )
    def governance_models(context: AssetExecutionContext, dbt: InstalledDbt, run_lock: RunLock) -> Iterator[Any]:
        with run_lock.writing(context):
            passed_checks.begin(passed_checks.TRANSFORM)
            # Of all models with all their tests: in a run of some, the context knows only those.
            is_whole = (
                context.selected_asset_keys == governance_models.keys
                and context.selected_asset_check_keys == governance_models.check_keys
            )
            if is_whole:
                _clear(paths.build_file())
            target = paths.dbt_target_dir() / "run"
            (target / RUN_RESULTS).unlink(missing_ok=True)
            invocation = dbt.cli(BUILD, context=context, raise_on_error=False, target_path=target)
            # dbt holds the only writing handle until it ends, so what it built is counted after it.
            events = list(_events(invocation, context))
            yield from _with_rows(events, context, paths.build_file())
            if error := invocation.get_error():
                raise _failure(invocation.get_artifact(RUN_RESULTS)) if (target / RUN_RESULTS).exists() else error
            run_results = invocation.get_artifact(RUN_RESULTS)
            # Dagster goes on without the result of a check, and leaves out what needs a table that it did not hear of.
            heard = {event.metadata["unique_id"].value for event in events}
            if unheard := results.others(run_results, heard):
                raise Failure(description=texts.both("dbt_unheard", nodes=", ".join(unheard)), allow_retries=False)
            # A build of some models only is no ground for a release.
            if is_whole:
                claim_models.write(invocation.get_artifact("manifest.json"), paths.claim_models_file())
                passed_checks.write(passed_checks.TRANSFORM, results.count_results(run_results))

    # The dbt of this environment, whether or not the environment is activated.
    executable, *flags = dbt_command.COMMAND
    resource = InstalledDbt(project_dir=project, dbt_executable=executable, global_config_flags=flags)
    return Definitions(assets=[governance_models], resources={"dbt": resource})
