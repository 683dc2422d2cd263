"""The figures that the checks of meaning measure, of all editions at once. Doubles: none of them is published.

A unit that passed unchanged into a later boundary set keeps one key over both. A merged unit has no past before its
merger, so it is never measured against the past of another unit.
"""

from dataclasses import dataclass, field
from functools import cache, cached_property
from statistics import fmean

from orchestration.ingest import press_reports
from orchestration.ingest.official_table import SCORE, Cell
from orchestration.ingest.plausibility.numeric import spread
from orchestration.reference import TOTAL, Reference, fold_name

Rows = list[dict[str, str]]
# By component, then unit.
Columns = dict[str, dict[str, float]]


@dataclass
class Table:
    """The full table of one edition. `texts` has the figures as plain decimal text, `lines` the line of each unit."""

    index_code: str
    year: int
    file: str
    columns: Columns = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @cached_property
    def means(self) -> dict[str, float]:
        return {code: fmean(column.values()) for code, column in self.columns.items()}

    @cached_property
    def spreads(self) -> dict[str, float]:
        return {code: spread(column.values()) for code, column in self.columns.items()}

    @cached_property
    def rows(self) -> dict[str, dict[str, float]]:
        """Scores by component, by unit."""
        found: dict[str, dict[str, float]] = {unit: {} for unit in self.lines}
        for code, column in self.columns.items():
            for unit, value in column.items():
                found[unit][code] = value
        return found

    @cached_property
    def standardised(self) -> dict[str, dict[str, float]]:
        """Distance from the column's mean in standard deviations, by component, then unit."""
        return {
            code: {unit: (value - self.means[code]) / self.spreads[code] for unit, value in column.items()}
            for code, column in self.columns.items()
            if self.spreads[code] > 0
        }

    @cached_property
    def decimals(self) -> dict[tuple[str, str], int]:
        """How many decimals each figure has, zeros at its end aside."""
        return {key: len(text.partition(".")[2].rstrip("0")) for key, text in self.texts.items()}

    @cached_property
    def totals(self) -> dict[str, float]:
        """The total as the table has it, or else the sum of a row without gaps."""
        if TOTAL in self.columns:
            return self.columns[TOTAL]
        return {unit: sum(row.values()) for unit, row in self.rows.items() if len(row) == len(self.columns)}

    def figure(self, unit: str, code: str) -> float | None:
        """A unit's score of a component of the table, of the total, or of a dimension that is the sum of its parts."""
        if code == TOTAL:
            return self.totals.get(unit)
        parts = [code] if code in self.columns else [c for c in self.columns if c.rpartition(".")[0] == code]
        values = [self.columns[part].get(unit) for part in parts]
        return None if not values or None in values else sum(values)


@dataclass(frozen=True)
class Statement:
    """A score or a rank that a document reports of a unit. `code` is the component."""

    index_code: str
    year: int
    unit: str
    name: str
    code: str
    score: float | None
    rank: int | None
    source_id: str
    file: str
    line: int
    n_ranked: int | None = None


@dataclass(frozen=True)
class Summary:
    """A figure of a country or a region that a document reports. `scope` is `national` or the name of the region."""

    index_code: str
    year: int
    scope: str
    measure: str
    value: float
    source_id: str
    file: str
    line: int


@dataclass(frozen=True)
class Part:
    """Points, or points lost, of a component that a document reports of a unit, and of how many, where it says so."""

    index_code: str
    year: int
    unit: str
    name: str
    code: str
    value: float
    is_lost: bool
    most: float | None
    file: str
    line: int


@dataclass(frozen=True)
class Report:
    """One row of any file of reported figures: which document says something of which edition."""

    index_code: str
    year: int
    source_id: str
    file: str
    line: int


@dataclass(frozen=True)
class Figures:
    """Everything that was read: tables by index, in the order of their years, and what documents report."""

    tables: dict[str, list[Table]]
    statements: list[Statement]
    # Reported national means of totals with file and line, by index and year.
    means: dict[tuple[str, int], list[tuple[float, str, int]]]
    publishers: dict[str, str]
    # What a copy repeats in the end, by source.
    copies: dict[str, str]
    summaries: list[Summary] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    # The day, month or year of a document, where it is known.
    published: dict[str, str] = field(default_factory=dict)

    def voice(self, source_id: str) -> str:
        """By whom a document counts where independent ones are counted: who published it, or what it repeats."""
        original = self.copies.get(source_id, source_id)
        return self.publishers.get(original, original)


def lineage(reference: Reference) -> dict[str, str]:
    """Predecessor of every unit that went over unchanged."""
    return {link.successor_id: link.predecessor_id for link in reference.successions if link.population_share == 1}


def gather(cells: list[Cell], scores: Rows, over_editions: dict[str, Rows], reference: Reference) -> Figures:
    """Figures by index, edition, component and unit. Rows of names that no alias maps are left to the readers."""
    predecessor = lineage(reference)

    @cache
    def unit_of(index_code: str, year: int, name: str) -> str | None:
        unit = reference.aliases.get((reference.editions[index_code, year].boundary_set, fold_name(name)))
        return predecessor.get(unit, unit)

    tables: dict[tuple[str, int], Table] = {}
    for cell in cells:
        unit = unit_of(cell.index_code, cell.year, cell.province_name)
        if cell.measure != SCORE or unit is None:
            continue
        table = tables.setdefault((cell.index_code, cell.year), Table(cell.index_code, cell.year, cell.file))
        table.lines[unit], table.names[unit] = cell.line, cell.province_name
        if cell.value:
            table.columns.setdefault(cell.component_code, {})[unit] = float(cell.value)
            table.texts[cell.component_code, unit] = cell.value
    by_index: dict[str, list[Table]] = {}
    for _, table in sorted(tables.items()):
        by_index.setdefault(table.index_code, []).append(table)

    statements, parts = [], []
    for row in [*scores, *over_editions.get(press_reports.COMPONENTS, [])]:
        name = row.get("province_name") or row.get("subject", "")
        edition = (row["index_code"], int(row["year"]))
        unit = unit_of(*edition, name)
        is_part = "component_code" in row
        score = row["value"] if is_part else row["score"]
        if unit and row.get("unit", "points") == "points" and (score or row.get("rank")):
            statements.append(
                Statement(
                    *edition,
                    unit,
                    name,
                    row["component_code"] if is_part else TOTAL,
                    float(score) if score else None,
                    int(row["rank"]) if row.get("rank") else None,
                    row["source_id"],
                    row["file"],
                    int(row["line"]),
                    int(row["n_ranked"]) if row.get("n_ranked") else None,
                )
            )
        if unit and is_part and row.get("unit") in ("points", "points_lost"):
            most = float(row["max_points"]) if row.get("max_points") else None
            code, is_lost = row["component_code"], row["unit"] == "points_lost"
            parts.append(
                Part(*edition, unit, name, code, float(score), is_lost, most, row["file"], int(row["line"])),
            )
    means: dict[tuple[str, int], list[tuple[float, str, int]]] = {}
    summaries = []
    for row in over_editions.get(press_reports.SUMMARIES, []):
        edition = (row["index_code"], int(row["year"]))
        scope = "national" if row["scope"] == "national" else fold_name(row["scope_value"])
        place = (row["source_id"], row["file"], int(row["line"]))
        summaries.append(Summary(*edition, scope, row["measure"], float(row["value"]), *place))
        if scope == "national" and row["measure"] == "mean":
            means.setdefault(edition, []).append((float(row["value"]), row["file"], int(row["line"])))
    kinds = (press_reports.CHANGES, press_reports.SUMMARIES, press_reports.COMPONENTS)
    reports = [
        Report(row["index_code"], int(row["year"]), row["source_id"], row["file"], int(row["line"]))
        for row in [*scores, *(row for kind in kinds for row in over_editions.get(kind, []))]
    ]
    sources = over_editions.get(press_reports.SOURCES, [])
    return Figures(
        by_index,
        statements,
        means,
        {row["source_id"]: fold_name(row["publisher"]) for row in sources},
        {source: of for source, of in press_reports.originals(sources).items() if of != source},
        summaries,
        parts,
        reports,
        {row["source_id"]: row["published_on"] for row in sources if row.get("published_on")},
    )
