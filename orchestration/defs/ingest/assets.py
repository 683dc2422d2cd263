"""One asset for each index with editions, and one for what is kept over all editions: as published, in schema `raw`."""

from collections.abc import Iterator

from dagster import (
    AssetCheckKey,
    AssetCheckResult,
    AssetCheckSpec,
    AssetExecutionContext,
    AssetKey,
    AssetsDefinition,
    BackfillPolicy,
    Definitions,
    Failure,
    MaterializeResult,
    MetadataValue,
    asset,
    definitions,
)

from orchestration import markdown, paths
from orchestration.defs.partitions import EDITION_YEARS
from orchestration.defs.resources import RunLock
from orchestration.ingest import files, intake, load
from orchestration.ingest.manifest import Entry
from orchestration.messages.problems import RawFilesRefused
from orchestration.reference import Index, Reference
from orchestration.release import passed_checks

PREVIEW_ROWS = 5
ACCEPTED = "raw_files_accepted"

Events = Iterator[AssetCheckResult | MaterializeResult]


def accepted(asset_key: AssetKey) -> AssetCheckKey:
    """The check by which a raw asset shows whether its files were accepted when they were read last."""
    return AssetCheckKey(asset_key, ACCEPTED)


def _accepted_spec(asset_key: AssetKey) -> AssetCheckSpec:
    return AssetCheckSpec(
        ACCEPTED,
        asset=asset_key,
        description="Passes when reading the files finds no problem. Problems are listed with their remedies.",
    )


def _acceptance(entries: list[Entry]) -> AssetCheckResult:
    return AssetCheckResult(check_name=ACCEPTED, passed=True, metadata={"problems": 0, "accepted files": len(entries)})


def _refusal(refused: RawFilesRefused) -> tuple[AssetCheckResult, Failure]:
    """What the asset goes on showing after the run, and what ends the step."""
    told = {"problems": len(refused.problems), "messages": MetadataValue.md(str(refused))}
    failure = {"problems": told["problems"], "report": told["messages"]}
    return (
        AssetCheckResult(check_name=ACCEPTED, passed=False, description=refused.problems[0].text_en, metadata=told),
        Failure(description=str(refused), metadata=failure, allow_retries=False),
    )


def index_asset(index: Index) -> AssetsDefinition:
    key = AssetKey(["raw", index.raw_folder])

    @asset(
        key=key,
        check_specs=[_accepted_spec(key)],
        partitions_def=EDITION_YEARS,
        # All editions in one step: the whole is read before anything is written.
        backfill_policy=BackfillPolicy.single_run(),
        group_name="ingest",
        owners=["team:data-engineering"],
        kinds={"csv", "duckdb"},
        description=(
            f"{index.name_en}: the full official tables, one row per cell, and the scores, ranks and groups that "
            "the press reported, one row per report; as published, with file, line and sha256. A file with a "
            "problem is refused, with all its problems in Vietnamese and English."
        ),
    )
    def index_tables(context: AssetExecutionContext, run_lock: RunLock) -> Events:
        with run_lock.writing(context):
            reference = Reference(paths.seeds_dir())
            years = sorted(int(key) for key in context.partition_keys)
            try:
                read = intake.take_in(paths.raw_dir(), reference).accepted_editions(index, years)
            except RawFilesRefused as refused:
                result, failure = _refusal(refused)
                yield result
                raise failure from None
            # What was checked before speaks of other rows than those loaded now.
            passed_checks.begin(passed_checks.RAW)
            load.load_editions(paths.build_file(), index.code, years, read.values(), reference)
            declared = {year for code, year in reference.editions if code == index.code}
            passed_checks.loaded(f"raw.{index.raw_folder}", declared <= set(years))
            for year in years:
                context.add_asset_metadata(_edition_metadata(read.get(year)), partition_key=str(year))
            yield MaterializeResult()
            yield _acceptance([entry for edition in read.values() for entry in edition.entries])

    return index_tables


def press_asset() -> AssetsDefinition:
    key = AssetKey(["raw", files.PRESS])

    @asset(
        key=key,
        check_specs=[_accepted_spec(key)],
        group_name="ingest",
        owners=["team:data-engineering"],
        kinds={"csv", "duckdb"},
        description=(
            "The list of source documents, and the changes, means, extremes, counts and parts that they reported: "
            "one row per report, as published, with file, line and sha256."
        ),
    )
    def press_tables(context: AssetExecutionContext, run_lock: RunLock) -> Events:
        with run_lock.writing(context):
            reference = Reference(paths.seeds_dir())
            try:
                read = intake.take_in(paths.raw_dir(), reference).accepted_reports()
            except RawFilesRefused as refused:
                result, failure = _refusal(refused)
                yield result
                raise failure from None
            passed_checks.begin(passed_checks.RAW)
            load.load_reports(paths.build_file(), read, reference)
            passed_checks.loaded(f"raw.{files.PRESS}")
            counts = {kind: len(rows) for kind, rows in read.rows.items()}
            metadata = {"dagster/row_count": sum(counts.values()), **counts, **_files_metadata(read.entries)}
            yield MaterializeResult(metadata=metadata)
            yield _acceptance(read.entries)

    return press_tables


def _files_metadata(entries: list[Entry]) -> dict[str, MetadataValue]:
    rows = [(f"raw/{entry.path}", entry.rows, entry.sha256[:12], entry.publisher, entry.obtained) for entry in entries]
    table = markdown.table(["file", "rows", "sha256", "publisher", "obtained"], rows)
    return {"files": MetadataValue.md(table if rows else "–")}


def _edition_metadata(edition: intake.Edition | None) -> dict[str, object]:
    """What the page of a partition shows; of a year without an edition of this index, that it has none."""
    if edition is None:
        return {"dagster/partition_row_count": 0, "files": "This index has no edition of that year."}
    cells = [(c.file, c.line, c.province_name, c.component_code, c.value_text) for c in edition.cells]
    scores = [(r["file"], r["line"], r["province_name"], "total", r["score_text"] or r["rank"]) for r in edition.scores]
    preview = markdown.table(["file", "line", "province", "component", "figure"], (cells or scores)[:PREVIEW_ROWS])
    return {
        "dagster/partition_row_count": len(cells) + len(scores),
        "cells of full tables": len(cells),
        "reports of the press": len(scores),
        **_files_metadata(edition.entries),
        "preview": MetadataValue.md(preview),
    }


@definitions
def ingest() -> Definitions:
    reference = Reference(paths.seeds_dir())
    return Definitions(assets=[*(index_asset(index) for index in reference.indices_with_editions), press_asset()])
