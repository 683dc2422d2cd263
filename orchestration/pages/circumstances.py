"""What the pages say of a release that the database does not hold: how it was checked, what is awaited, what changed.

Plain values that other rooms know, handed over by the asset that has the pages written. Without one of them the pages
say that it is not known.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Suite:
    """Expectations of one table (`marts.fct_score`), and how many failed."""

    table: str
    n_expectations: int
    n_failures: int = 0


@dataclass(frozen=True)
class Validation:
    """A published release, validated again. `at` is the day; `first_failure` is blank where all held."""

    day: datetime.date
    release_id: str
    n_suites: int
    n_expectations: int
    n_failures: int
    first_failure: str = ""


@dataclass(frozen=True)
class Awaited:
    """The edition after the newest one held: by when the calendar expects it, and whether that day has passed."""

    index_code: str
    year: int
    due: datetime.date
    is_late: bool


class Changed(NamedTuple):
    """A line of the release's diff.csv: a figure that the release before had otherwise, or one of the two has not."""

    kind: str
    table: str
    index_code: str | None
    year: int | None
    province_id: str | None
    component_code: str | None
    key: str | None
    column: str | None
    old_value: str | None
    new_value: str | None


@dataclass(frozen=True)
class Comparison:
    """With the release that this one replaces.

    `files` are the raw files that are not the same, by path, with what became of each (added, removed or changed); None
    where that is not known.
    `lines` are all lines of diff.csv, those of tables and columns that only one of the two has included.
    """

    release_id: str
    built_at: datetime.datetime
    files: Mapping[str, str] | None = None
    lines: Sequence[Changed] = ()


@dataclass(frozen=True)
class Circumstances:
    """`n_tests` are data tests of dbt by the folder of what they ask (staging, marts …); all of them passed, else
    there would be no release. `has_dbt_docs` says whether they lie beside the pages. `comparison` is None for a first
    release. `columns` are the columns of every published table in the order of the data dictionary, each with `table`,
    `subject`, `table_description`, `name`, `type`, `unit`, `description` and `is_key`.
    """

    suites: tuple[Suite, ...] = ()
    n_tests: Mapping[str, int] = field(default_factory=dict)
    validations: tuple[Validation, ...] = ()
    awaited: tuple[Awaited, ...] = ()
    has_dbt_docs: bool = False
    comparison: Comparison | None = None
    columns: Sequence[Any] = ()
