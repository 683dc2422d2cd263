"""What differs between two releases, figure by figure.

A figure is a value of a fact table that is no free text: a score, a rank, a group, a mean, the rule that chose. A
release states its own figures and their keys (`figures` in release.json), so that any later version of this code can
compare two releases.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration import spreadsheet
from orchestration.release import exports, shelf
from orchestration.transform.columns import FREE_TEXT, Units

FACTS = "marts.fct_"
EDITION = ("index_code", "year")
# Columns of the file that are part of a key where a table has them; other parts of a key are in `key`.
PLACES = (*EDITION, "province_id", "component_code")
COLUMNS = ("kind", "table", *PLACES, "key", "column", "old_value", "new_value")
# Named by the line of a raw file: a line put in moves all that follow. What documents state is compared in git.
NOT_COMPARED = ("marts.fct_observation",)
CHANGES = shelf.CHANGES

Figures = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class Difference:
    """Counts of figures by index, year and kind, and the tables and columns that only one of the releases has."""

    counts: dict[tuple[str, int, str], int]
    structure: list[str]

    def totals(self) -> dict[str, int]:
        return {kind: sum(n for (*_, found), n in self.counts.items() if found == kind) for kind in CHANGES}


def figures_of(manifest: Mapping[str, Any]) -> Figures:
    """Key and figure columns of every fact table of editions, by the keys and units that dbt's models state.

    Raises `UnitMissing` for a column without a unit.
    """
    units = Units(manifest)
    found = {}
    for model in manifest["nodes"].values():
        table = f"{model['schema']}.{model['name']}"
        names = list(model["columns"])
        if table.startswith(FACTS) and table not in NOT_COMPARED and set(EDITION) <= set(names):
            key = model["config"]["meta"]["key"]
            named = {*key, *PLACES}
            figures = [name for name in names if name not in named and units.of(name) != FREE_TEXT]
            found[table] = {"key": key, "columns": figures}
    return dict(sorted(found.items()))


def compare(before: Path | None, after: Path, figures: Figures, target: Path) -> Difference:
    """Writes the differences of two database files to `target` as CSV, and counts them.

    `figures` are those of `after`. Nothing differs from a release that is not there. Raises `duckdb.Error` where a
    file cannot be read.
    """
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        types = ", ".join(f'"{column}" {"integer" if column == "year" else "varchar"}' for column in COLUMNS)
        connection.execute(f"create table differences ({types})")
        if before:
            for path, name in ((before, "before"), (after, "after")):
                quoted = str(path).replace("'", "''")
                connection.execute(f"attach '{quoted}' as {name} (read_only)")
            before_has, after_has = _columns(connection, "before"), _columns(connection, "after")
            _compare_structure(connection, before_has, after_has)
            for table, named in figures.items():
                shared = {column for found, column in before_has & after_has if found == table}
                _compare_table(connection, table, named, shared)
        connection.execute("set threads = 1")
        exports.write_csv(connection.sql("from differences order by all"), target)
        counts = connection.sql(
            "select index_code, year, kind, count(*) from differences "
            f"where kind in {CHANGES} group by all order by all"
        ).fetchall()
        structure = connection.sql(
            'select concat_ws(\' \', kind, "table", "column") from differences '
            f"where kind not in {CHANGES} order by all"
        ).fetchall()
    return Difference({tuple(row[:3]): row[3] for row in counts}, [text for (text,) in structure])


def compare_release(before: Path | None, after: Path, figures: Figures, target: Path) -> tuple[str | None, Difference]:
    """The same as `compare` for the release in folder `before`, and its id; None where it cannot be read.

    A damaged release does not keep a sound one from taking its place.
    """
    try:
        return before and before.name, compare(before and before / shelf.DATABASE, after, figures, target)
    except duckdb.Error:
        return None, compare(None, after, figures, target)


def lines(file: Path) -> list[tuple[object, ...]]:
    """All lines of such a file, with the year as a number and None for what a line does not have."""
    with file.open(encoding=spreadsheet.ENCODING, newline="") as handle:
        rows = list(csv.reader(handle))[1:]
    at = COLUMNS.index("year")
    return [tuple(int(cell) if i == at and cell else cell or None for i, cell in enumerate(row)) for row in rows]


def changed_files(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """What became of each raw file that is not the same, by path; both sides are hashes by path."""
    kinds = {
        "added": after.keys() - before.keys(),
        "removed": before.keys() - after.keys(),
        "changed": {path for path in before.keys() & after.keys() if before[path] != after[path]},
    }
    return {path: kind for kind, paths in kinds.items() for path in sorted(paths)}


def changed_inputs(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> dict[str, dict[str, str]] | None:
    """What became of seeds and of raw files from one release to another, by their summaries; None where one of them
    does not say."""
    if not before or not before.get("seeds") or not after.get("seeds"):
        return None
    files = [{item["file"]: item["sha256"] for item in summary["inputs"]} for summary in (before, after)]
    return {"seeds": changed_files(before["seeds"], after["seeds"]), "raw": changed_files(*files)}


def first_lines(file: Path, n: int) -> list[list[str]]:
    """The first differences of figures in such a file: what changed first, then what went, then what came."""
    with file.open(encoding=spreadsheet.ENCODING, newline="") as handle:
        lines = [line for line in csv.reader(handle) if line[0] in CHANGES]
    return sorted(lines, key=lambda line: CHANGES.index(line[0]), reverse=True)[:n]


def _columns(connection: duckdb.DuckDBPyConnection, database: str) -> set[tuple[str, str]]:
    """Table and column of every fact table."""
    rows = connection.execute(
        "select schema_name || '.' || table_name, column_name from duckdb_columns() "
        "where database_name = ? and starts_with(schema_name || '.' || table_name, ?)",
        [database, FACTS],
    )
    return set(rows.fetchall())


def _compare_structure(
    connection: duckdb.DuckDBPyConnection, before: set[tuple[str, str]], after: set[tuple[str, str]]
) -> None:
    """A line for each fact table that only one of the two has, and for each column of a table that both have."""
    for one, other, what in ((after, before, "added"), (before, after, "removed")):
        tables = {table for table, _ in one} - {table for table, _ in other}
        rows = [(f"table_{what}", table, None) for table in tables]
        rows += [(f"column_{what}", table, column) for table, column in one - other if table not in tables]
        for row in rows:
            connection.execute('insert into differences (kind, "table", "column") values (?, ?, ?)', row)


def _compare_table(
    connection: duckdb.DuckDBPyConnection, table: str, named: Mapping[str, list[str]], shared: set[str]
) -> None:
    """A line for each figure of a table that is not the same in both; only what both know is compared."""
    columns = [column for column in named["columns"] if column in shared]
    if not columns or not {*named["key"], *EDITION} <= shared:
        return
    same = " and ".join(f'before."{column}" is not distinct from after."{column}"' for column in named["key"])
    kept = {*named["key"], *(column for column in PLACES if column in shared)}
    joined = ", ".join(
        [f'coalesce(after."{column}", before."{column}") as "{column}"' for column in sorted(kept)]
        + [f'before."{column}" as "old {column}", after."{column}" as "new {column}"' for column in columns]
    )
    differs = " or ".join(f'"old {column}" is distinct from "new {column}"' for column in columns)
    connection.execute(
        f"create or replace temp table joined as select * from (select {joined} "
        f"from before.{table} as before full join after.{table} as after on {same}) where {differs}"
    )
    places = ", ".join(f'"{column}"' if column in kept else "null" for column in PLACES)
    others = [column for column in named["key"] if column not in PLACES]
    parts = ", ".join(f"'{column}=' || \"{column}\"" for column in others)
    key = f"concat_ws(' ', {parts})" if others else "null"
    for column in columns:
        old, new = f'"old {column}"', f'"new {column}"'
        connection.execute(
            "insert into differences "
            f"select case when {old} is null then 'added' when {new} is null then 'removed' else 'changed' end, "
            f"'{table}', {places}, {key}, '{column}', "
            f"cast({old} as varchar), cast({new} as varchar) from joined where {old} is distinct from {new}"
        )
