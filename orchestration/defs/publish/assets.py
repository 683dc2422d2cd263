"""The pages and the release as assets: what every mart and view leads to."""

import json
from collections.abc import Mapping
from typing import Any

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
from orchestration.pages import site
from orchestration.release import build, data_docs, dictionary, diff, inputs, passed_checks, shelf
from orchestration.transform.columns import Units
from orchestration.transform.project import governance_project

PAGES = AssetKey(["published", "pages"])
RELEASE = AssetKey(["published", "release"])
PREVIEW_COLUMNS = ("index_code", "year", "province_name_vi", "score", "rank", "group_code")


def pages_asset(published: list[AssetKey]) -> AssetsDefinition:
    @asset(
        key=PAGES,
        deps=published,
        group_name="publish",
        owners=["team:data-engineering"],
        kinds={"html"},
        description=(
            "Static pages of a build file that has passed every blocking check, in Vietnamese and English. The release "
            "carries them as site/, stamped with its id."
        ),
    )
    def published_pages(context: AssetExecutionContext, run_lock: RunLock) -> MaterializeResult:
        with run_lock.writing(context):
            folder = paths.pages_dir()
            count = site.write(paths.build_file(), folder)
            size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            return MaterializeResult(
                metadata={"pages": count, "bytes": size, "path": MetadataValue.path(str(folder / "index.html"))}
            )

    return published_pages


def release_asset(manifest: Mapping[str, Any], published: list[AssetKey]) -> AssetsDefinition:
    @asset(
        key=RELEASE,
        deps=[*published, PAGES],
        group_name="publish",
        owners=["team:data-engineering"],
        kinds={"duckdb"},
        description=(
            "The read-only release that data/published/current points at: marts and bi views of a build file that has "
            "passed every blocking check, as DuckDB, Parquet and zipped CSV, with what differs from the release "
            "before, the pages, Data Docs, the data dictionary, release.json and SHA256SUMS."
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
                described = dictionary.render(connection, Units(manifest))
            target = (paths.build_file(), paths.published_dir())
            folder = build.publish(*target, docs, checks, figures, code, described, paths.pages_dir())
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
    inputs.code_at_start()
    manifest = json.loads(governance_project().manifest_path.read_text(encoding="utf-8"))
    published = [
        AssetKey([node["schema"], node["name"]])
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] in shelf.PUBLISHED_SCHEMAS
    ]
    return Definitions(assets=[pages_asset(published), release_asset(manifest, published)])
