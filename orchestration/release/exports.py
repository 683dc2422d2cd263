"""Every published table and view as a Parquet and a CSV file, for whoever has no DuckDB.

Same rows, same bytes: rows are in the order of all their columns, left to right, and one thread writes them.
"""

from pathlib import Path

import duckdb

from orchestration.release import spreadsheet

PARQUET, CSV = "parquet", "csv"


def write(connection: duckdb.DuckDBPyConnection, tables: list[str], folder: Path) -> None:
    """Writes each of `tables` (`schema.name` in the database in use) to `parquet/` and `csv/` below `folder`.

    Parquet has the values as stored.
    """
    for kind in (PARQUET, CSV):
        (folder / kind).mkdir()
    connection.execute("set threads = 1")
    for table in tables:
        schema, name = table.split(".")
        relation = connection.sql(f'select * from "{schema}"."{name}" order by all')
        relation.write_parquet(str(folder / PARQUET / f"{table}.parquet"), compression="zstd")
        write_csv(relation, folder / CSV / f"{table}.csv")
    connection.execute("reset threads")


def write_csv(relation: duckdb.DuckDBPyRelation, target: Path) -> None:
    """UTF-8 with a byte order mark, comma and decimal point, ISO dates, decimals with all their places.

    NULL is an empty cell. All text is quoted: readers that guess the format from the first rows would miss a quote
    that comes late. No text is left that a spreadsheet would run.
    """
    texts = [column for column, dtype in zip(relation.columns, relation.types, strict=True) if dtype == "VARCHAR"]
    cells = [
        f'{spreadsheet.neutral_sql(column)} as "{column}"' if column in texts else f'"{column}"'
        for column in relation.columns
    ]
    quoted = ", ".join(f'"{column}"' for column in texts)
    options = f"format csv, header, force_quote ({quoted})" if texts else "format csv, header"
    file = str(target).replace("'", "''")
    relation.query("rows", f"copy (select {', '.join(cells)} from rows) to '{file}' ({options})")
    # DuckDB's writer has no option for the mark.
    target.write_bytes(spreadsheet.MARK + target.read_bytes())
