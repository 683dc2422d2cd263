"""The data dictionary of a release: types and comments of its tables, and the units of their columns."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import duckdb

from orchestration.release import shelf
from orchestration.release.build import RELEASE_COLUMNS, RELEASE_COMMENT
from orchestration.transform.columns import Units

INTRODUCTION = """\
# Data dictionary

Tables and views of `governance.duckdb`, views first. The same texts are comments in the file itself.
"""
HEADING = ("| column | type | unit | description |", "|---|---|---|---|")
# Type and unit of the table that only publishing adds.
_OF_RELEASE = {
    "release_id": ("varchar", "code"),
    "built_at": ("timestamp", "time"),
    "git_commit": ("varchar", "code"),
    "raw_sha256": ("varchar", "hexadecimal"),
}
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


class Column(NamedTuple):
    """A column of a published table. `subject` is the folder of the model; a key is what no two rows share."""

    table: str
    subject: str
    table_description: str
    name: str
    type: str
    unit: str
    description: str
    is_key: bool


def columns(connection: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any]) -> list[Column]:
    """Of every table of a release, from a build file that holds marts and views, and from dbt's manifest.

    Raises `transform.columns.UnitMissing` for a column whose name has no unit.
    """
    units = Units(manifest)
    models = {f"{node['schema']}.{node['name']}": node for node in manifest["nodes"].values()}
    found = []
    for table, comment, name, dtype, description in connection.sql(_COLUMNS).fetchall():
        model = models[table]
        is_key = name in model["config"]["meta"]["key"]
        found.append(Column(table, model["fqn"][2], comment, name, dtype, units.of(name), description, is_key))
    for name, description in RELEASE_COLUMNS.items():
        told = (name, *_OF_RELEASE[name], description, name == "release_id")
        found.append(Column(shelf.RELEASE_TABLE, "core", RELEASE_COMMENT, *told))
    return found


def render(described: Sequence[Column]) -> str:
    """The dictionary as Markdown."""
    blocks = [INTRODUCTION]
    tables: dict[str, list[str]] = {}
    for column in described:
        heading = [f"## {column.table}", "", _line(column.table_description), "", *HEADING]
        lines = tables.setdefault(column.table, heading)
        lines.append(f"| `{column.name}` | {column.type} | {column.unit} | {_line(column.description)} |")
    blocks += ["\n".join(lines) + "\n" for lines in tables.values()]
    return "\n".join(blocks)


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
