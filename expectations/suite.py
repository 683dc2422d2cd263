"""What a suite is, and how files of SQL become expectations: one each, below `sql/`. No suite belongs here."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation

SQL = Path(__file__).parent / "sql"
# Great Expectations gives the rows an alias of its own in a query without a join and none in one with a join:
# wrapped, they can be named the same way in both.
_BATCH = "(select * from {batch})"


@dataclass(frozen=True)
class Suite:
    """Expectations on the rows of one query. `name` is shown in Dagster and Data Docs.

    Reports show failing rows by the columns of `key`, which name a row, and of `origin`, which lead to its raw file.
    """

    name: str
    query: str
    expectations: "list[Expectation]"
    key: Sequence[str] = ()
    origin: Sequence[str] = ()


def from_folder(folder: Path, **values: str) -> "list[Expectation]":
    """The expectations of all files in a folder, in the order of their names."""
    return [from_file(path, **values) for path in sorted(folder.glob("*.sql"))]


def from_file(path: Path, **values: str) -> "Expectation":
    """Fails with the rows that the query of a file returns; the comment above the query is the description.

    `{{ batch }}` in the file stands for the rows of the suite, any other name in such braces for one of `values`.
    Raises `ValueError` for a file that does not begin with a comment.
    """
    text = path.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"{{{{ {name} }}}}", value)
    comment = re.match(r"(--.*\n)+", text)
    if not comment:
        raise ValueError(f"{path} must begin with a comment that describes what it expects")
    description = " ".join(line.removeprefix("--").strip() for line in comment[0].splitlines())
    return no_rows(description, text.removeprefix(comment[0]))


def no_rows(description: str, query: str) -> "Expectation":
    """Fails with the rows that `query` returns, in which `{{ batch }}` stands for the rows of the suite."""
    from expectations.no_rows import COUNT, ExpectNoRows

    # Great Expectations formats a query: braces that are part of it, as in a regular expression, are doubled.
    parts = [part.replace("{", "{{").replace("}", "}}") for part in query.split("{{ batch }}")]
    counted = f"select *, count(*) over () as {COUNT} from ({_BATCH.join(parts)}) as failing"
    return ExpectNoRows(description=description, unexpected_rows_query=counted)


def unique(*columns: str) -> "Expectation":
    """Fails where two rows agree in all `columns`, none of which may be NULL."""
    import great_expectations.expectations as gxe

    description = f"One row per {', '.join(columns)}"
    if len(columns) == 1:
        return gxe.ExpectColumnValuesToBeUnique(description=description, column=columns[0])
    return gxe.ExpectCompoundColumnsToBeUnique(
        description=description, column_list=list(columns), ignore_row_if="never"
    )


def unique_with_nulls(*columns: str) -> "Expectation":
    """As `unique`, where a part of the key may be NULL: Great Expectations finds no two rows that agree in a NULL."""
    return from_file(SQL / "one_row_per_key.sql", key=", ".join(columns))


def values_list(rows: Iterable[tuple[str | int | None, ...]]) -> str:
    """Reference rows as SQL `values`, so that a suite needs nothing but the table it checks."""
    return ", ".join(f"({', '.join(_literal(value) for value in row)})" for row in rows)


def _literal(value: str | int | None) -> str:
    if value is None:
        return "null"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
