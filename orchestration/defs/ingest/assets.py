"""One asset for each index with editions, and one for what is kept over all editions: as published, in schema `raw`."""

from dagster import (
    AssetExecutionContext,
    AssetsDefinition,
    BackfillPolicy,
    Definitions,
    Failure,
    MetadataValue,
    asset,
    definitions,
)

from orchestration import markdown, paths
from orchestration.defs.exclusive import RESOURCE, exclusive
from orchestration.defs.partitions import edition_years
from orchestration.defs.retries import retried
from orchestration.ingest import files, intake, load, manifest
from orchestration.messages.problems import RawFilesRefused
from orchestration.reference import Index, Reference
from orchestration.release import passed_checks

PREVIEW_ROWS = 5


def _refusal(refused: RawFilesRefused) -> Failure:
    return Failure(
        description=str(refused),
        metadata={"problems": len(refused.problems), "report": MetadataValue.md(str(refused))},
        allow_retries=False,
    )


def index_asset(index: Index) -> AssetsDefinition:
    @asset(
        key=["raw", index.raw_folder],
        partitions_def=edition_years(),
        # All editions in one step: the whole is read before anything is written.
        backfill_policy=BackfillPolicy.single_run(),
        group_name="ingest",
        owners=["team:data-engineering"],
        kinds={"csv", "duckdb"},
        required_resource_keys={RESOURCE},
        description=(
            f"{index.name_en}: the full official tables, one row per cell, and the scores, ranks and groups that "
            "the press reported, one row per report; as published, with file, line and sha256. A file with a "
            "problem is refused, with all its problems in Vietnamese and English."
        ),
    )
    @retried
    @exclusive
    def index_tables(context: AssetExecutionContext) -> None:
        reference = Reference(paths.seeds_dir())
        years = [int(key) for key in context.partition_keys]
        try:
            read = intake.editions(manifest.take_snapshot(paths.raw_dir(), reference), index, years, reference)
        except RawFilesRefused as refused:
            raise _refusal(refused) from None
        # What was checked before speaks of other rows than those loaded now.
        passed_checks.begin(passed_checks.RAW)
        load.load_editions(paths.build_file(), index.code, years, read, reference)
        context.log.info(
            f"{index.code}: {len(read.cells)} cells and {len(read.scores)} reports in {len(read.entries)} files"
        )
        context.add_output_metadata(
            {
                "dagster/row_count": len(read.cells) + len(read.scores),
                "cells of full tables": len(read.cells),
                "reports of the press": len(read.scores),
                "files": len(read.entries),
                "preview": MetadataValue.md(_preview(read)),
            }
        )

    return index_tables


def press_asset() -> AssetsDefinition:
    @asset(
        key=["raw", files.PRESS],
        group_name="ingest",
        owners=["team:data-engineering"],
        kinds={"csv", "duckdb"},
        required_resource_keys={RESOURCE},
        description=(
            "The list of source documents, and the changes, means, extremes, counts and parts that they reported: "
            "one row per report, as published, with file, line and sha256."
        ),
    )
    @retried
    @exclusive
    def press_tables(context: AssetExecutionContext) -> None:
        reference = Reference(paths.seeds_dir())
        try:
            read = intake.reports(manifest.take_snapshot(paths.raw_dir(), reference), reference)
        except RawFilesRefused as refused:
            raise _refusal(refused) from None
        passed_checks.begin(passed_checks.RAW)
        load.load_reports(paths.build_file(), read, reference)
        counts = {kind: len(rows) for kind, rows in read.rows.items()}
        context.add_output_metadata({"dagster/row_count": sum(counts.values()), **counts, "files": len(read.entries)})

    return press_tables


def _preview(read: intake.Editions) -> str:
    cells = [(c.file, c.line, c.province_name, c.component_code, c.value_text) for c in read.cells]
    scores = [(r["file"], r["line"], r["province_name"], "total", r["score_text"] or r["rank"]) for r in read.scores]
    return markdown.table(["file", "line", "province", "component", "figure"], (cells or scores)[:PREVIEW_ROWS])


@definitions
def ingest() -> Definitions:
    reference = Reference(paths.seeds_dir())
    return Definitions(assets=[*(index_asset(index) for index in reference.indices_with_editions), press_asset()])
