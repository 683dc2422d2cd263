"""What pages tell that the database does not hold, as plain values: whoever has the pages written hands it over.

One field for each subject; without it the pages say that it is not known.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


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
    """`comparison` is None for a first release.

    `columns` are the columns of every published table in the order of the data dictionary, each with `table`,
    `subject`, `table_description`, `name`, `type`, `unit`, `description` and `is_key`.
    """

    comparison: Comparison | None = None
    columns: Sequence[Any] = ()
