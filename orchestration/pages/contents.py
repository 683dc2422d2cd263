"""What the pages tell: marts and bi views of a checked build file or a release, read once, as plain frozen rows.

No figure is made here that a view holds.
"""

from collections import namedtuple
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import duckdb

from orchestration.pages.circumstances import Circumstances
from orchestration.pages.language import unbroken

Row = Any
TOTAL = "total"
# The whole view takes seconds to read and to sort.
COMPONENT_SCORES = """
    select index_code, year, province_id, province_name_vi, province_name_en, region_code, component_code,
        parent_component_code, level, component_name_vi, component_name_en, min_score, max_score, score, score_status,
        is_conflicted, rank, n_ranked, rank_status, group_code, group_status, previous_year, score_change,
        rank_change_same_units, break_kind, national_mean, gap_to_national_mean, source_id
    from bi.component_scores
"""


class Contents:
    """Open until it is closed; rows are tuples with the names of their columns, in one order."""

    def __init__(self, database: Path, circumstances: Circumstances | None = None) -> None:
        self.circumstances = circumstances or Circumstances()
        self._connection = duckdb.connect(database, read_only=True)
        self.rows = cache(self._rows)
        self.grouped = cache(self._grouped)
        self.keyed = cache(self._keyed)

    def close(self) -> None:
        self._connection.close()

    def _rows(self, query: str) -> tuple[Row, ...]:
        """Rows of a view (`bi.peers`) or of a query, ordered by their columns from the first."""
        source = f"({query})" if " " in query.strip() else query
        result = self._connection.execute(f"from {source} order by all")
        row = namedtuple("Row", [column[0] for column in result.description])
        return tuple(map(row._make, result.fetchall()))

    def _grouped(self, query: str, *columns: str) -> dict[Any, tuple[Row, ...]]:
        """The same rows by the values of some columns: by a tuple, or by the bare value of one column."""
        found: dict[Any, list[Row]] = {}
        for row in self.rows(query):
            key = tuple(getattr(row, column) for column in columns)
            found.setdefault(key if len(key) > 1 else key[0], []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def _keyed(self, query: str, *columns: str) -> dict[Any, Row]:
        """The one row of each key. Raises `ValueError` where a key has two."""
        return {key: _only(rows) for key, rows in self.grouped(query, *columns).items()}

    @cached_property
    def row_counts(self) -> dict[str, int]:
        """Rows of every published table and view that the file holds, by `schema.name`."""
        tables = self.rows(
            "select schema_name || '.' || table_name as name from ("
            "select schema_name, table_name from duckdb_tables() union all "
            "select schema_name, view_name from duckdb_views()) where schema_name in ('bi', 'marts')"
        )
        counts = " union all ".join(
            f"select '{table.name}' as name, count(*) as n from {table.name}" for table in tables
        )
        return {row.name: row.n for row in self.rows(counts)}

    @cached_property
    def indices(self) -> dict[str, Row]:
        """Indices that have an edition, by code."""
        codes = {row.index_code for row in self.rows("marts.dim_edition")}
        return {code: row for code, row in self.keyed("marts.dim_index", "index_code").items() if code in codes}

    @cached_property
    def editions(self) -> dict[tuple[str, int], Row]:
        """By index and year, in the order of time."""
        return self.keyed("marts.dim_edition", "index_code", "year")

    def years(self, index: str) -> list[int]:
        """Years of an index's editions."""
        return [year for code, year in self.editions if code == index]

    def newest(self, index: str) -> int:
        return self.years(index)[-1]

    def before(self, index: str, year: int) -> int | None:
        """Year of the edition before, pilots left out."""
        return max((y for y in self.years(index) if y < year and not self.editions[(index, y)].is_pilot), default=None)

    @cached_property
    def coverage(self) -> dict[tuple[str, int], Row]:
        """How much of each edition is held, by index and year."""
        return self.keyed("bi.coverage", "index_code", "year")

    @cached_property
    def is_held_in_full(self) -> dict[str, bool]:
        """Of every index whether each edition has the score of every unit that was scored."""
        return {
            code: all(row.units_with_score == row.units_scored for (of, _), row in self.coverage.items() if of == code)
            for code in self.indices
        }

    def edition_name(self, index: str, year: int) -> str:
        """As a sentence has it, on one line: PAR INDEX 2024."""
        return unbroken(f"{self.indices[index].short_name} {year}")

    @cached_property
    def lead(self) -> tuple[str, int]:
        """The edition that the first page shows on its map: the newest held in full, of most units."""
        newest = [(index, self.newest(index)) for index in self.indices]
        return max(newest, key=lambda key: (self.coverage[key].is_complete, self.coverage[key].units_with_score))

    @cached_property
    def provinces(self) -> dict[str, Row]:
        """Units of every boundary set in their latest state, by id."""
        return self.keyed("bi.province", "province_id")

    @cached_property
    def boundary_sets(self) -> tuple[str, ...]:
        """The older first."""
        first = {row.boundary_set: row.valid_from for row in reversed(tuple(self.provinces.values()))}
        return tuple(sorted(first, key=lambda boundary_set: first[boundary_set]))

    def units(self, boundary_set: str) -> tuple[Row, ...]:
        return self.grouped("bi.province", "boundary_set")[boundary_set]

    @cached_property
    def successors(self) -> dict[str, Row]:
        """What became of a unit that ended: unit, date and act, by its id."""
        return self.keyed("marts.bridge_province_succession", "predecessor_id")

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """Ids of the units that a unit was formed from, by its id."""
        grouped = self.grouped("marts.bridge_province_succession", "successor_id")
        return {unit: tuple(row.predecessor_id for row in rows) for unit, rows in grouped.items()}

    @cached_property
    def regions(self) -> dict[str, tuple[Row, ...]]:
        """By boundary set, from north to south."""
        grouped = self.grouped("marts.dim_region", "boundary_set")
        return {key: tuple(sorted(rows, key=lambda row: row.region_order)) for key, rows in grouped.items()}

    @cached_property
    def groups(self) -> dict[tuple[str, str], Row]:
        """Groups of an index by index and code; their order is 1 for the best."""
        rows = sorted(self.rows("marts.dim_score_group"), key=lambda row: (row.index_code, row.group_order))
        return {(row.index_code, row.group_code): row for row in rows}

    @cached_property
    def _boards(self) -> dict[tuple[str, int], tuple[Row, ...]]:
        grouped = self.grouped("bi.scoreboard", "index_code", "year")
        last = float("inf")
        return {key: tuple(sorted(rows, key=lambda row: row.rank or last)) for key, rows in grouped.items()}

    def board(self, index: str, year: int) -> tuple[Row, ...]:
        """Every unit of an edition, best first, those without a place last."""
        return self._boards[(index, year)]

    def standing(self, index: str, year: int, province: str) -> Row | None:
        """A unit's row of an edition; None where the edition has other units."""
        return self.keyed("bi.scoreboard", "index_code", "year", "province_id").get((index, year, province))

    def history(self, index: str, province: str) -> tuple[Row, ...]:
        """A unit's rows of all editions of an index, in the order of time."""
        return self.grouped("bi.scoreboard", "index_code", "province_id").get((index, province), ())

    def summary(self, index: str, year: int, component: str = TOTAL, region: str = "all") -> Row | None:
        """Mean, median and range of an edition's component, over the country or a region; None where not known."""
        keyed = self.keyed("marts.fct_edition_summary", "index_code", "year", "component_code", "scope_value")
        return keyed.get((index, year, component, region))

    def parts(self, index: str, year: int) -> tuple[Row, ...]:
        """Figures of every unit and component of an edition, the total among them."""
        return self.grouped(COMPONENT_SCORES, "index_code", "year").get((index, year), ())

    def parts_of(self, index: str, province: str) -> tuple[Row, ...]:
        """Figures of a unit's components in every edition of an index."""
        return self.grouped(COMPONENT_SCORES, "index_code", "province_id").get((index, province), ())

    @cached_property
    def components(self) -> dict[tuple[str, int, str], Row]:
        """By index, year and code."""
        return self.keyed("marts.dim_component", "index_code", "year", "component_code")


def _only(rows: tuple[Row, ...]) -> Row:
    (row,) = rows
    return row
