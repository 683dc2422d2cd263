"""One asset for each index with editions: its full official tables, as published, in schema `raw`."""

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
from orchestration.defs.ingest import load, manifest
from orchestration.defs.ingest.problems import Problem, RawFilesRefused
from orchestration.defs.ingest.reader import Cell, read_table
from orchestration.defs.partitions import edition_years
from orchestration.defs.retries import retried
from orchestration.defs.validate import record
from orchestration.reference import Index, Reference

PREVIEW_ROWS = 5


def read_editions(
    snapshot: manifest.Snapshot, index: Index, years: list[int], reference: Reference
) -> tuple[list[Cell], list[manifest.Entry]]:
    """All cells and files of these editions. Raises `RawFilesRefused` with every problem of every file."""
    problems = list(snapshot.problems)
    cells: list[Cell] = []
    entries: list[manifest.Entry] = []
    for year in years:
        path = f"{index.raw_folder}/{year}.csv"
        edition = reference.editions.get((index.code, year))
        if edition is None:  # a year of another index
            continue
        if path in snapshot.contents:
            content = snapshot.contents[path]
            sha256 = manifest.sha256_of(content)
            read, refused = read_table(content, path, sha256, index.code, year, reference)
            cells += read
            problems += refused
            if path in snapshot.entries:
                entries.append(snapshot.entries[path])
        elif edition.is_table_required and path not in snapshot.entries:
            problems.append(Problem("missing_table", path, value=f"{index.code} {year}"))
    if problems:
        raise RawFilesRefused(problems)
    return cells, entries


def official_table_asset(index: Index) -> AssetsDefinition:
    @asset(
        key=["raw", index.raw_folder],
        partitions_def=edition_years(),
        # All editions in one step: the whole is read before anything is written.
        backfill_policy=BackfillPolicy.single_run(),
        group_name="ingest",
        owners=["team:data-engineering"],
        kinds={"csv", "duckdb"},
        description=(
            f"{index.name_en}: one row per cell of each full official table, as published, with file, line "
            "and sha256. A file with a problem is refused, with all its problems in Vietnamese and English."
        ),
    )
    @retried
    def official_table(context: AssetExecutionContext) -> None:
        reference = Reference(paths.seeds_dir())
        years = [int(key) for key in context.partition_keys]
        try:
            cells, files = read_editions(manifest.take_snapshot(paths.raw_dir(), reference), index, years, reference)
        except RawFilesRefused as refused:
            raise Failure(
                description=str(refused),
                metadata={"problems": len(refused.problems), "report": MetadataValue.md(str(refused))},
                allow_retries=False,
            ) from None
        # What was checked before speaks of other rows than those loaded now.
        record.begin(record.RAW)
        load.load(paths.build_file(), reference.editions, index.code, years, cells, files)
        context.log.info(f"{index.code}: {len(cells)} cells from {len(files)} files")
        context.add_output_metadata(
            {
                "dagster/row_count": len(cells),
                "files": len(files),
                "preview": MetadataValue.md(_preview(cells[:PREVIEW_ROWS])),
            }
        )

    return official_table


def _preview(cells: list[Cell]) -> str:
    rows = [(c.file, c.line, c.province_name, c.component_code, c.value_text) for c in cells]
    return markdown.table(["file", "line", "province", "component", "figure"], rows)


@definitions
def ingest() -> Definitions:
    reference = Reference(paths.seeds_dir())
    return Definitions(assets=[official_table_asset(index) for index in reference.indices_with_editions])
