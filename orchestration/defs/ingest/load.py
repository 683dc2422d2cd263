"""Writes accepted tables to schema `raw` of the build file."""

from collections.abc import Collection
from dataclasses import astuple, fields
from pathlib import Path

import duckdb

from orchestration.defs.ingest.manifest import Entry
from orchestration.defs.ingest.reader import Cell

_SCHEMA = """
create schema if not exists raw;
create table if not exists raw.official_cells (
    index_code varchar not null,
    year integer not null,
    province_name varchar not null,
    component_code varchar not null,
    heading varchar not null,
    value_text varchar not null,
    file varchar not null,
    line integer not null,
    sha256 varchar not null
);
create table if not exists raw.official_files (
    index_code varchar not null,
    year integer not null,
    file varchar not null,
    sha256 varchar not null,
    bytes integer not null,
    rows integer not null,
    publisher varchar not null,
    obtained varchar not null
);
"""


def load(
    build_file: Path,
    editions: Collection[tuple[str, int]],
    index_code: str,
    years: list[int],
    cells: list[Cell],
    files: list[Entry],
) -> None:
    """Replaces what the build file holds of these years of an index, all or nothing.

    Years without a file lose their rows, and so does whatever is no declared edition (any more): `editions`
    are all of them, as (index code, year)."""
    build_file.parent.mkdir(parents=True, exist_ok=True)
    file_rows = [(f.index_code, f.year, f.path, f.sha256, f.bytes, f.rows, f.publisher, f.obtained) for f in files]
    with duckdb.connect(build_file) as connection:
        connection.execute(_SCHEMA)
        connection.begin()
        for table in ("official_cells", "official_files"):
            connection.execute(
                f"delete from raw.{table} where (index_code = ? and list_contains(?, year)) "
                "or not list_contains(?, index_code || ' ' || year)",
                [index_code, years, [f"{code} {year}" for code, year in editions]],
            )
        _insert(connection, "official_cells", [astuple(cell) for cell in cells], len(fields(Cell)))
        _insert(connection, "official_files", file_rows, 8)
        connection.commit()
        connection.execute("checkpoint")


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple], width: int) -> None:
    """One statement for all rows: row by row takes DuckDB a thousand times as long."""
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(f"insert into raw.{table} select {', '.join(['unnest(?)'] * width)}", columns)
