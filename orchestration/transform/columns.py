"""Units of the columns of marts and views, read from dbt's manifest. Types and descriptions stand in it as they are."""

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

UNITS = "doc.governance.units"
FREE_TEXT = "text"


class UnitMissing(LookupError):
    """A column with no unit, or with several."""


class Units:
    """Units by name of column, as dbt_project/models/columns/units.md lists them."""

    def __init__(self, manifest: Mapping[str, Any]) -> None:
        listed = " ".join(manifest["docs"][UNITS]["block_contents"].split())
        self._units = {
            name: unit for unit, names in re.findall(r"- ([^:]+): (.+?)(?= - |$)", listed) for name in names.split(", ")
        }

    def of(self, column: str) -> str:
        """The unit of a column, by its own name or the one pattern that it fits. Raises `UnitMissing`."""
        if column in self._units:
            return self._units[column]
        found = {unit for pattern, unit in self._units.items() if fnmatchcase(column, pattern)}
        if len(found) != 1:
            fits = sorted(found) or "no unit"
            raise UnitMissing(f"List {column} in dbt_project/models/columns/units.md: its name fits {fits}")
        return found.pop()
