"""Every published table and view as a Parquet file and as a CSV file in `csv.zip`, for readers without DuckDB.

The same rows make the same bytes: rows are in the order of all their columns, left to right, one thread writes them,
and the archive has neither times, nor owners, nor the table that names the release.
"""

import tempfile
import zipfile
from pathlib import Path

import duckdb

from orchestration import spreadsheet
from orchestration.release import shelf

PARQUET, CSV_ARCHIVE = "parquet", "csv.zip"
# Told everything, DuckDB need not guess it, which takes longer than to read.
CSV_READER = (
    """read_csv(?, all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', sample_size = 1)"""
)
# Level 9 takes a sixth more time for next to nothing less.
_DEFLATE_LEVEL = 8
_MODE = 0o100644


def write(connection: duckdb.DuckDBPyConnection, tables: list[str], folder: Path) -> None:
    """Writes each of `tables` (`schema.name` in the database in use) to `parquet/` and `csv.zip` below `folder`.

    Parquet has the values as stored.
    """
    (folder / PARQUET).mkdir()
    connection.execute("set threads = 1")
    with tempfile.TemporaryDirectory(dir=folder) as scratch, zipfile.ZipFile(folder / CSV_ARCHIVE, "w") as archive:
        file = Path(scratch) / "rows.csv"
        for table in sorted(tables):
            schema, name = table.split(".")
            # Sorted once for both.
            connection.execute(f'create or replace temp table sorted as from "{schema}"."{name}" order by all')
            relation = connection.table("sorted")
            file_name = str(folder / PARQUET / f"{table}.parquet").replace("'", "''")
            connection.execute(f"copy sorted to '{file_name}' (format parquet, compression zstd, compression_level 12)")
            if table == shelf.RELEASE_TABLE:
                continue
            write_csv(relation, file)
            member = zipfile.ZipInfo(f"{table}.csv")  # of 1980, as it is given no time
            member.external_attr = _MODE << 16
            archive.writestr(member, file.read_bytes(), zipfile.ZIP_DEFLATED, _DEFLATE_LEVEL)
    connection.execute("drop table sorted")
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
