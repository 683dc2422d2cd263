"""The data dictionary of a release: types and comments of its tables, and the units of their columns."""

import duckdb

from orchestration.release.build import RELEASE_COLUMNS, RELEASE_COMMENT
from orchestration.transform.columns import Units

INTRODUCTION = """\
# Data dictionary

Tables and views of `governance.duckdb`, views first. The same texts are comments in the file itself.
"""
HEADING = ("| column | type | unit | description |", "|---|---|---|---|")
_COLUMNS = """
    select
        schema_name || '.' || table_name as relation, relations.comment,
        column_name, lower(data_type), columns.comment
    from duckdb_columns() as columns
    inner join (
        select database_name, schema_name, table_name, comment from duckdb_tables()
        union all
        select database_name, schema_name, view_name, comment from duckdb_views()
    ) as relations using (database_name, schema_name, table_name)
    where database_name = current_database() and schema_name in ('bi', 'marts')
    order by relation, column_index
"""


def render(connection: duckdb.DuckDBPyConnection, units: Units) -> str:
    """The dictionary as Markdown, from a build file that holds marts and views.

    Raises `transform.columns.UnitMissing` for a column whose name has no unit.
    """
    blocks = [INTRODUCTION]
    described: dict[str, list[str]] = {}
    for relation, comment, column, dtype, description in connection.sql(_COLUMNS).fetchall():
        heading = [f"## {relation}", "", _line(comment), "", *HEADING]
        lines = described.setdefault(relation, heading)
        lines.append(f"| `{column}` | {dtype} | {units.of(column)} | {_line(description)} |")
    blocks += ["\n".join(lines) + "\n" for lines in described.values()]
    rows = [f"| `{column}` | {description} |" for column, description in RELEASE_COLUMNS.items()]
    heading = ["## marts.release", "", RELEASE_COMMENT, "", "| column | description |", "|---|---|"]
    return "\n".join([*blocks, "\n".join([*heading, *rows]) + "\n"])


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
