"""What a suite is, and the few words that suites are written with. No suite belongs here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation

KEY = "key"


@dataclass(frozen=True)
class Suite:
    """Expectations on the rows of one query. `name` is shown in Dagster and Data Docs."""

    name: str
    query: str
    expectations: "list[Expectation]"

    @property
    def key(self) -> list[str]:
        """The columns that name a row, as its first expectation of uniqueness has them; empty without one."""
        return next((e.meta[KEY] for e in self.expectations if e.meta and KEY in e.meta), [])


def no_rows(description: str, query: str, meta: dict[str, Any] | None = None) -> "Expectation":
    """Fails with the rows that `query` returns; `{batch}` in it stands for the suite's rows.

    Great Expectations gives the batch an alias of its own in a query without a join and none in one with a
    join: wrapped, it can be written the same way in both.
    """
    import great_expectations.expectations as gxe

    wrapped = query.replace("{batch}", "(select * from {batch})")
    return gxe.UnexpectedRowsExpectation(description=description, unexpected_rows_query=wrapped, meta=meta)


def unique(*columns: str) -> "Expectation":
    """Fails where two rows agree in all `columns`, and shows the keys that repeat."""
    key = ", ".join(columns)
    return no_rows(
        f"One row per {key}",
        f"select {key}, count(*) as n_rows from {{batch}} as batch group by {key} having count(*) > 1",
        {KEY: list(columns)},
    )


def values_list(rows: Iterable[tuple[str | int | None, ...]]) -> str:
    """A SQL `values` list of reference rows, so that a suite needs nothing but the table it checks."""
    return ", ".join(f"({', '.join(_literal(value) for value in row)})" for row in rows)


def _literal(value: str | int | None) -> str:
    if value is None:
        return "null"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
