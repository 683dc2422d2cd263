"""What the pages tell of a release that its figures do not hold: how it was checked, and what is awaited.

Plain values that other rooms know, handed over by the asset that has the pages written.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field


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


@dataclass(frozen=True)
class Circumstances:
    """`n_tests` are data tests of dbt by the folder of what they ask (staging, marts …); all of them passed, else
    there would be no release. `has_dbt_docs` says whether they lie beside the pages."""

    suites: tuple[Suite, ...] = ()
    n_tests: Mapping[str, int] = field(default_factory=dict)
    validations: tuple[Validation, ...] = ()
    awaited: tuple[Awaited, ...] = ()
    has_dbt_docs: bool = False
