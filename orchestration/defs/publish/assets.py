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
from orchestration.monitoring import freshness, history
from orchestration.pages import site
from orchestration.pages.circumstances import Awaited, Changed, Circumstances, Comparison, Suite, Validation
from orchestration.reference import VIETNAM, Reference
from orchestration.release import before, build, data_docs, dbt_docs, dictionary, diff, inputs, passed_checks, shelf
from orchestration.transform.project import governance_project
from orchestration.transform.results import count_tests

PAGES = AssetKey(["published", "pages"])
RELEASE = AssetKey(["published", "release"])
PREVIEW_COLUMNS = ("index_code", "year", "province_name_vi", "score", "rank", "group_code")


def circumstances(manifest: Mapping[str, Any]) -> Circumstances:
    """What the pages tell that the build file does not hold."""
    validations = [
        Validation(
            entries[0].validated_at.astimezone(VIETNAM).date(),
            entries[0].release_id,
            len(entries),
            sum(entry.expectations for entry in entries),
            sum(entry.failures for entry in entries),
            next((entry.first_failure for entry in entries if entry.failures), ""),
        )
        for entries in history.validations(history.read())
    ]
    with duckdb.connect(paths.build_file(), read_only=True) as connection:
        newest = dict(sorted(freshness.held_editions(connection)))
        columns = dictionary.columns(connection, manifest)
    replaced = before.compared(paths.build_file(), paths.published_dir(), diff.figures_of(manifest))
    lines = [Changed(*line) for line in replaced.lines] if replaced else []
    awaited = [
        Awaited(each.index_code, year, due, due < freshness.today())
        for each in Reference(paths.seeds_dir()).publication_calendar
        if each.index_code in newest
        for year in [newest[each.index_code] + 1]
        for due in [freshness.due_date(each, year)]
    ]
    return Circumstances(
        tuple(
            Suite(suite["suite"], suite["n_expectations"], len(suite["failures"])) for suite in passed_checks.suites()
        ),
        count_tests(manifest),
        tuple(validations),
        tuple(awaited),
        has_dbt_docs=True,
        comparison=replaced and Comparison(replaced.release_id, replaced.built_at, replaced.files, lines),
        columns=columns,
    )


def pages_asset(manifest: Mapping[str, Any], published: list[AssetKey]) -> AssetsDefinition:
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
            count = site.write(paths.build_file(), folder, circumstances(manifest))
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
            "before, the pages, Data Docs, dbt's documentation, the data dictionary, release.json and SHA256SUMS."
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
                models = dbt_docs.write(manifest, connection, paths.quality_dir() / "dbt_docs")
                preview = connection.sql(
                    f"select {', '.join(PREVIEW_COLUMNS)} from bi.scoreboard "
                    "where rank <= 5 order by index_code, year desc, rank limit 5"
                ).fetchall()
            preview = MetadataValue.md(markdown.table(PREVIEW_COLUMNS, preview))
            told = {"seeds": passed_checks.seed_hashes(), "exceptions": Reference(paths.seeds_dir()).exceptions}
            target = (paths.build_file(), paths.published_dir())
            folder = build.publish(*target, docs, checks, figures, code, described, paths.pages_dir(), models, told)
            # Published: nothing below may fail.
            context.log.info(f"Published {folder}")
            summary = shelf.read_summary(folder) or {}
            row_counts = summary.get("row_counts", {})
            return MaterializeResult(
                metadata={
                    "dagster/row_count": sum(row_counts.values()),
                    "release_id": folder.name,
                    "path": MetadataValue.path(str(folder)),
                    "checks": MetadataValue.json(checks),
                    "changes": MetadataValue.json(summary.get("changes", {})),
                    "row_counts": MetadataValue.json(row_counts),
                    "preview": preview,
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
    return Definitions(assets=[pages_asset(manifest, published), release_asset(manifest, published)])
