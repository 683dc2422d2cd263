"""The reference tables as Python values, for the reader and the expectations.

They are the seeds of the dbt project and are read from there: a rule that differs by index, year or province
is a row in a seed, and is written down once.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

PROVINCE_ROLE = "province"
ALL_COMPONENTS = "all"


def fold_name(name: str) -> str:
    """The key under which two spellings are the same: lower case, no accents, other characters one space.

    The same rule in SQL is the macro `fold_name`; a test compares the two over every alias.
    """
    decomposed = unicodedata.normalize("NFD", name.lower())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", letters.replace("đ", "d").replace("ð", "d")).strip()


@dataclass(frozen=True)
class Index:
    """One row of `indices`: an index and the folder of its raw files."""

    code: str
    raw_folder: str
    name_en: str


@dataclass(frozen=True)
class Edition:
    """One row of `editions`: an index in a year, on a set of boundaries."""

    index_code: str
    year: int
    boundary_set: str
    units_expected: int
    is_table_required: bool


@dataclass(frozen=True)
class Component:
    """One row of `components`, with its bounds in points or percent. `last_year` None means still in use."""

    index_code: str
    code: str
    parent_code: str
    first_year: int
    last_year: int | None
    min_score: Decimal
    max_score: Decimal

    def is_in(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


class Reference:
    """All seeds of one folder. Raises `FileNotFoundError` or `KeyError` where a seed or a column is missing."""

    def __init__(self, seeds_dir: Path) -> None:
        self._seeds_dir = seeds_dir

    def _rows(self, seed: str) -> list[dict[str, str]]:
        with (self._seeds_dir / f"{seed}.csv").open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    @cached_property
    def indices(self) -> dict[str, Index]:
        return {r["index_code"]: Index(r["index_code"], r["raw_folder"], r["name_en"]) for r in self._rows("indices")}

    @property
    def indices_with_editions(self) -> list[Index]:
        """Indices that have an edition declared: those that are loaded."""
        codes = {index_code for index_code, _ in self.editions}
        return [index for code, index in self.indices.items() if code in codes]

    @cached_property
    def editions(self) -> dict[tuple[str, int], Edition]:
        """Editions by index code and year."""
        return {
            (r["index_code"], int(r["year"])): Edition(
                r["index_code"],
                int(r["year"]),
                r["boundary_set"],
                int(r["units_expected"]),
                r["is_table_required"] == "true",
            )
            for r in self._rows("editions")
        }

    @cached_property
    def components(self) -> list[Component]:
        return [
            Component(
                r["index_code"],
                r["component_code"],
                r["parent_component_code"],
                int(r["first_year"]),
                int(r["last_year"]) if r["last_year"] else None,
                Decimal(r["min_score"]),
                Decimal(r["max_score"]),
            )
            for r in self._rows("components")
        ]

    def components_of(self, index_code: str, year: int) -> dict[str, Component]:
        """Components of one edition by code."""
        return {c.code: c for c in self.components if c.index_code == index_code and c.is_in(year)}

    def headings_of(self, index_code: str, year: int) -> dict[str, str]:
        """Role (`province` or a component code) by heading, for the full table of one edition."""
        return {
            r["heading"]: r["role"]
            for r in self._rows("layouts")
            if r["index_code"] == index_code
            and int(r["first_year"]) <= year
            and (not r["last_year"] or year <= int(r["last_year"]))
        }

    def unscored(self, index_code: str, year: int) -> dict[str, set[str]]:
        """Component codes without a score by province, as stated for one edition; `all` stands for every one."""
        stated: dict[str, set[str]] = {}
        for r in self._rows("unscored_units"):
            if r["index_code"] == index_code and int(r["year"]) == year:
                stated.setdefault(r["province_id"], set()).add(r["component_code"])
        return stated

    @cached_property
    def aliases(self) -> dict[tuple[str, str], str]:
        """Province by boundary set and folded name."""
        return {(r["boundary_set"], fold_name(r["alias"])): r["province_id"] for r in self._rows("province_aliases")}

    @cached_property
    def province_names(self) -> dict[str, str]:
        """Vietnamese name by province, as first valid."""
        names: dict[str, str] = {}
        for r in self._rows("provinces"):
            names.setdefault(r["province_id"], r["name_vi"])
        return names
