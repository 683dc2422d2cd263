"""The data dictionary: every table and every name of a column, and the columns of each table by subject."""

import re
from collections import Counter
from collections.abc import Iterator

from orchestration.messages import texts
from orchestration.pages import prose
from orchestration.pages.contents import Contents
from orchestration.pages.language import Language
from orchestration.pages.page import Link, Page

NAME = "dictionary.html"
LINKS = (Link(NAME, "menu_dictionary", is_main=False),)
SECTION = "downloads.html"
START = "bi.scoreboard"
# Named beside a column; more are only counted.
MOST_TABLES = 3


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    columns = contents.circumstances.columns
    tables = _tables(contents, t)
    named: dict[str, list] = {}
    for column in columns:
        named.setdefault(column.name, []).append(column)
    context = {
        "lead": prose.inline(t("dictionary_lead"), t, links(contents)) if columns else t("dictionary_empty"),
        "n_columns": len(columns),
        "n_tables": len(tables),
        "schemas": [
            {"code": schema, "tables": [table for table in tables if table["schema"] == schema]}
            for schema in dict.fromkeys(table["schema"] for table in tables)
        ],
        "names": [_name(t, name, named[name]) for name in sorted(named)],
    }
    yield Page(NAME, "dictionary.html", SECTION, context)
    counted = Counter(column.subject for column in columns)
    keys = {(table["schema"], table["subject"]) for table in tables}
    files = sorted(keys, key=lambda key: (key[0], -counted[key[1]], key[1]))
    for schema, subject in files:
        context = {
            "schema": schema,
            "subject": subject,
            "tables": [table for table in tables if (table["schema"], table["subject"]) == (schema, subject)],
            "others": [(*key, file_name(*key)) for key in files],
        }
        yield Page(file_name(schema, subject), "dictionary_subject.html", SECTION, context)


def file_name(schema: str, subject: str) -> str:
    return f"dictionary-{schema}-{subject}.html"


def href(table: str, subject: str) -> str:
    """Where a table is described."""
    return f"{file_name(table.partition('.')[0], subject)}#{table}"


def links(contents: Contents) -> dict[str, str]:
    """Where each table is described, by its name with and without its schema."""
    found = {}
    for column in contents.circumstances.columns:
        found[column.table] = href(column.table, column.subject)
        bare = column.table.partition(".")[2]
        # Without their schema, views have names that are words of the language.
        if column.table.startswith("marts.") and "_" in bare:
            found[bare] = href(column.table, column.subject)
    return found


def unit(t: Language, name: str) -> str:
    """The unit in the language; as the dictionary has it where the language has no word for it."""
    code = "unit_" + re.sub(r"\W+", "_", name)
    return t(code) if code in texts.codes() else name


def _heading(t: Language, table: str) -> str:
    code = f"table_{table}"
    return t(code) if code in texts.codes() else ""


def _tables(contents: Contents, t: Language) -> list[dict]:
    found: dict[str, dict] = {}
    for column in contents.circumstances.columns:
        schema, _, name = column.table.partition(".")
        table = {
            "schema": schema,
            "name": name,
            "full": column.table,
            "subject": column.subject,
            "href": href(column.table, column.subject),
            "heading": _heading(t, column.table),
            "description": column.table_description,
            # The table of the release itself comes with it, and has one row.
            "rows": contents.row_counts.get(column.table, 1),
            "columns": [],
        }
        entry = found.setdefault(column.table, table)
        entry["columns"].append((column, unit(t, column.unit)))
    return list(found.values())


def _name(t: Language, name: str, columns: list) -> dict[str, object]:
    """A name of a column means one thing in every table; the one to open first is named first."""
    columns = sorted(columns, key=lambda column: column.table != START)
    first = columns[0]
    return {
        "name": name,
        "href": f"{href(first.table, first.subject)}.{name}",
        "type": first.type,
        "unit": unit(t, first.unit),
        "description": first.description,
        "tables": [column.table for column in columns[:MOST_TABLES]],
        "n_more": max(0, len(columns) - MOST_TABLES),
    }
