"""The release as an asset: what every mart and view leads to."""

import json

import duckdb
from dagster import (
    AssetExecutionContext,
    AssetKey,
    AssetsDefinition,
    Definitions,
    Failure,
    MaterializeResult,
    MetadataValue,
    asset,
    definitions,
)

from orchestration import markdown, paths
from orchestration.defs.resources import RunLock
from orchestration.release import build, data_docs, dictionary, diff, inputs, passed_checks, shelf
from orchestration.transform.project import governance_project

RELEASE = AssetKey(["published", "release"])
PREVIEW_COLUMNS = ("index_code", "year", "province_name_vi", "score", "rank", "group_code")


def release_asset() -> AssetsDefinition:
    inputs.code_at_start()
    manifest = json.loads(governance_project().manifest_path.read_text(encoding="utf-8"))
    published = [
        AssetKey([node["schema"], node["name"]])
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] in shelf.PUBLISHED_SCHEMAS
    ]

    @asset(
        key=RELEASE,
        deps=published,
        group_name="publish",
        owners=["team:data-engineering"],
        kinds={"duckdb"},
        description=(
            "The read-only release that data/published/current points at: marts and bi views of a build file that has "
            "passed every blocking check, as DuckDB, Parquet and zipped CSV, with what differs from the release "
            "before, Data Docs, the data dictionary, release.json and SHA256SUMS."
        ),
    )
    def published_release(context: AssetExecutionContext, run_lock: RunLock) -> MaterializeResult:
        with run_lock.writing(context):
            try:
                checks = passed_checks.checks_passed()
            except passed_checks.NotChecked as reason:
                raise Failure(description=f"Nothing was published: {reason}", allow_retries=False) from None
            docs = data_docs.build(paths.quality_dir() / "data_docs")
            figures = diff.figures_of(manifest)
            code = passed_checks.code_sha256()
            with duckdb.connect(paths.build_file(), read_only=True) as connection:
                described = dictionary.render(dictionary.columns(connection, manifest))
            target = (paths.build_file(), paths.published_dir())
            folder = build.publish(*target, docs, checks, figures, code, described)
            summary = json.loads((folder / "release.json").read_text(encoding="utf-8"))
            context.log.info(f"Published {folder}")
            with duckdb.connect(folder / shelf.DATABASE, read_only=True) as connection:
                preview = connection.sql(
                    f"select {', '.join(PREVIEW_COLUMNS)} from bi.scoreboard "
                    "where rank <= 5 order by index_code, year desc, rank limit 5"
                ).fetchall()
            return MaterializeResult(
                metadata={
                    "dagster/row_count": sum(summary["row_counts"].values()),
                    "release_id": summary["release_id"],
                    "path": MetadataValue.path(str(folder)),
                    "checks": MetadataValue.json(checks),
                    "changes": MetadataValue.json(summary["changes"]),
                    "row_counts": MetadataValue.json(summary["row_counts"]),
                    "preview": MetadataValue.md(markdown.table(PREVIEW_COLUMNS, preview)),
                }
            )

    return published_release


@definitions
def publish() -> Definitions:
    return Definitions(assets=[release_asset()])
