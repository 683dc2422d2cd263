"""Writes accepted rows to schema `raw` of the build file."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path

import duckdb

from orchestration.ingest import files, intake, press_reports
from orchestration.ingest.manifest import Entry
from orchestration.reference import Reference

_PLACE = ("file", "line", "sha256")
# Columns by table. Everything is text as it was read, but for years and lines.
TABLES: dict[str, tuple[str, ...]] = {
    "official_cells": (
        "index_code",
        "year",
        "province_name",
        "component_code",
        "measure",
        "heading",
        "value",
        "value_text",
        *_PLACE,
    ),
    press_reports.SCORES: (
        "index_code",
        "year",
        "province_name",
        "score",
        "score_text",
        "rank",
        "n_ranked",
        "score_group",
        "source_id",
        *_PLACE,
    ),
    press_reports.CHANGES: (
        "index_code",
        "year",
        "province_name",
        "measure",
        "value",
        "value_text",
        "compared_year",
        "source_id",
        *_PLACE,
    ),
    press_reports.SUMMARIES: (
        "index_code",
        "year",
        "scope",
        "scope_value",
        "measure",
        "value",
        "value_text",
        "source_id",
        *_PLACE,
    ),
    press_reports.COMPONENTS: (
        "index_code",
        "year",
        "subject",
        "component_code",
        "component_name_vi",
        "value",
        "value_text",
        "unit",
        "max_points",
        "source_id",
        *_PLACE,
    ),
    press_reports.CLAIMS: (
        "claim_id",
        "source_id",
        "locator",
        "index_code",
        "year",
        "subject_type",
        "subject",
        "measure",
        "threshold",
        "scope",
        "component_code",
        "value",
        "value_text",
        "of_total",
        "compared_year",
        "note",
        *_PLACE,
    ),
    press_reports.SOURCES: (
        "source_id",
        "publisher",
        "title",
        "kind",
        "trust_tier",
        "published_on",
        "url",
        "copy_of",
        "note",
        *_PLACE,
    ),
    "files": ("file", "sha256", "bytes", "rows", "index_code", "year", "publisher", "obtained", "kind"),
}
_INTEGERS = {"year", "line", "bytes", "rows"}
_BY_EDITION = ("official_cells", press_reports.SCORES, "files")


def load_editions(
    build_file: Path, index_code: str, years: list[int], read: Iterable[intake.Edition], reference: Reference
) -> None:
    """Replaces what the build file holds of these years of an index by what was read of them, all or nothing.

    Years without a file lose their rows, and so does whatever is no declared edition (any more)."""
    declared = [f"{code} {year}" for code, year in reference.editions]
    with _writing(build_file) as connection:
        for table in _BY_EDITION:
            connection.execute(
                f"delete from raw.{table} where (index_code = ? and list_contains(?, year)) "
                "or not list_contains(?, index_code || ' ' || year)",
                [index_code, years, declared],
            )
        for edition in read:
            _insert(connection, "official_cells", [astuple(cell) for cell in edition.cells])
            _insert_rows(connection, press_reports.SCORES, edition.scores)
            _insert(connection, "files", _file_rows(edition.entries, reference))


def load_reports(build_file: Path, read: intake.Reports, reference: Reference) -> None:
    """Replaces the source documents and the reported figures that are kept over all editions, all or nothing."""
    with _writing(build_file) as connection:
        for table in press_reports.OVER_EDITIONS:
            connection.execute(f"delete from raw.{table}")
            _insert_rows(connection, table, read.rows[table])
        connection.execute("delete from raw.files where year is null")
        _insert(connection, "files", _file_rows(read.entries, reference))


def load_claims(build_file: Path, rows: intake.Rows) -> None:
    """Replaces the claims alone, all or nothing: of a copy in which other claims are to be checked."""
    with _writing(build_file) as connection:
        connection.execute(f"delete from raw.{press_reports.CLAIMS}")
        _insert_rows(connection, press_reports.CLAIMS, rows)


@contextmanager
def _writing(build_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    build_file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(build_file) as connection:
        connection.execute("create schema if not exists raw")
        for table, columns in TABLES.items():
            found = connection.execute(
                "select column_name from duckdb_columns() where schema_name = 'raw' and table_name = ? "
                "order by column_index",
                [table],
            ).fetchall()
            # A table of an earlier version of this project: all of it is loaded anew.
            if found and [name for (name,) in found] != list(columns):
                connection.execute(f"drop table raw.{table} cascade")
            typed = ", ".join(f"{name} {'integer' if name in _INTEGERS else 'varchar'}" for name in columns)
            connection.execute(f"create table if not exists raw.{table} ({typed})")
        connection.begin()
        yield connection
        connection.commit()
        connection.execute("checkpoint")


def _file_rows(entries: list[Entry], reference: Reference) -> list[tuple]:
    return [(*astuple(entry), files.identify(entry.path, reference).kind) for entry in entries]


def _insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: intake.Rows) -> None:
    _insert(connection, table, [tuple(_cell(row, column) for column in TABLES[table]) for row in rows])


def _cell(row: dict[str, str], column: str) -> str | None:
    value = row.get(column, "")
    return None if column in _INTEGERS and not value else value


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    """One statement for all rows: row by row takes DuckDB a thousand times as long."""
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(f"insert into raw.{table} select {', '.join(['unnest(?)'] * len(columns))}", columns)
