"""The reference tables as Python values, for the reader and the expectations.

They are the seeds of the dbt project and are read from there: a rule that differs by index, year or province
is a row in a seed, and is written down once.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from orchestration import seeds
from orchestration.file_bytes import sha256_of

PROVINCE_ROLE = "province"
RANK_ROLE = "rank"
IGNORED_ROLE = "ignored"
TOTAL = "total"
# Days of documents, editions and alerts are those of Vietnam, wherever the machine is.
VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
ALL_COMPONENTS = ALL = "all"
BREAKS = "component_breaks"
# Kind of a row that says: looked at, and found to be no break.
NO_BREAK = "none"
ONE_SIGN_SHIFT = "one_sign_shift"
# Kind of a limit that says: the check is not asked, for the reason that its note gives.
OFF = "off"


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
    units_scored: int = 0


@dataclass(frozen=True)
class Component:
    """One row of `components`, with its bounds in points or percent. `last_year` None means still in use.

    Where the publisher's maximum of a part is not known, its bounds are those of the total."""

    index_code: str
    code: str
    parent_code: str
    first_year: int
    last_year: int | None
    min_score: Decimal
    max_score: Decimal
    names: tuple[str, ...] = ()
    level: str = ""

    def is_in(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True)
class Limit:
    """One row of `plausibility_limits`: how far a measure of real editions goes. Below `min_units` it is not asked."""

    limit: float
    is_upper: bool
    is_share: bool
    most_extreme: float
    min_units: int

    def is_passed(self, value: float) -> bool:
        return value > self.limit if self.is_upper else value < self.limit

    def shown(self, value: float) -> str:
        """A value or a limit as a person reads it."""
        if self.is_share:
            return f"{100 * value:.3g} %"
        return f"{value:.3g}" if abs(value) >= 0.001 else f"{value:.3f}"


@dataclass(frozen=True)
class ReportedMeasure:
    """One row of `reported_measures`: what its value counts or measures, and the set that its counts belong to.

    `compared_year` is the year at the end of its name, where it has one."""

    value_kind: str
    adds_up_to: str
    compared_year: int | None = None


@dataclass(frozen=True)
class Layout:
    """Which columns a file may have and which it must: role by folded heading, and a heading to show by role.

    `headings` holds the first heading of every role of a full table, in the order of its columns."""

    roles: dict[str, str]
    required: dict[str, str]
    headings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Succession:
    """One row of `province_succession`: what became of a unit, on an ISO date, and its share of the new one."""

    predecessor_id: str
    successor_id: str
    effective_date: str
    population_share: float


@dataclass(frozen=True)
class Publication:
    """One row of `publication_calendar`: the month by whose end an index's edition is out, `years_after` its year."""

    index_code: str
    short_name: str
    years_after: int
    due_month: int
    note_vi: str
    note_en: str


class Reference:
    """All seeds of one folder. Raises `seeds.SeedsRefused` where one cannot be read."""

    def __init__(self, seeds_dir: Path) -> None:
        self._seeds_dir = seeds_dir
        self._read_seeds: dict[str, list[dict[str, str]]] = {}
        self._layouts: dict[tuple[str, int], Layout] = {}

    def _read(self, seed: str) -> list[dict[str, str]]:
        return seeds.read(self._seeds_dir, seed)

    def _rows(self, seed: str) -> list[dict[str, str]]:
        if seed not in self._read_seeds:
            self._read_seeds[seed] = self._read(seed)
        return self._read_seeds[seed]

    def rows(self, seed: str) -> list[dict[str, str]]:
        """Rows of a seed as they stand, in their order."""
        return self._rows(seed)

    def numbered(self, seed: str) -> Iterator[tuple[int, dict[str, str]]]:
        """The same rows with their lines; no seed has a row of several lines."""
        yield from enumerate(self._rows(seed), start=2)

    @cached_property
    def digest(self) -> str:
        """Hash of all seeds, by which two readings of them are known to be the same."""
        found = sorted(path for path in self._seeds_dir.glob("*.csv") if path.is_file())
        return sha256_of(b"".join(path.name.encode() + path.read_bytes() for path in found))

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
                int(r["units_scored"]),
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
                Decimal(r["min_score"]) if r["min_score"] else self._widest(r["index_code"], "min_score", min),
                Decimal(r["max_score"]) if r["max_score"] else self._widest(r["index_code"], "max_score", max),
                (r["name_vi"], r["name_en"]),
                r["level"],
            )
            for r in self._rows("components")
        ]

    def _widest(self, index_code: str, bound: str, choose: Callable[[list[Decimal]], Decimal]) -> Decimal:
        return choose(
            [
                Decimal(r[bound])
                for r in self._rows("components")
                if r["index_code"] == index_code and r["component_code"] == TOTAL
            ]
        )

    def components_of(self, index_code: str, year: int) -> dict[str, Component]:
        """Components of one edition by code."""
        return {c.code: c for c in self.components if c.index_code == index_code and c.is_in(year)}

    def layout(self, index_code: str, year: int) -> Layout:
        """Columns of the full table of one edition. Roles are `province`, `rank`, `ignored` or a component code.

        Beside the headings of the layout seed, a component's names stand for it, with or without its code.
        """
        key = (index_code, year)
        if key not in self._layouts:
            rows = [
                r
                for r in self._rows("layouts")
                if r["index_code"] == index_code
                and int(r["first_year"]) <= year
                and (not r["last_year"] or year <= int(r["last_year"]))
            ]
            roles: dict[str, str] = {}
            components = self.components_of(index_code, year)
            for code in [code for code in dict.fromkeys(r["role"] for r in rows) if code in components]:
                for name in components[code].names:
                    roles.setdefault(fold_name(name), code)
                    roles.setdefault(fold_name(f"{code} {name}"), code)
            roles |= {fold_name(r["heading"]): r["role"] for r in rows}
            required: dict[str, str] = {}
            headings: dict[str, str] = {}
            # The first heading of a role is the one written, and its place that of the column.
            for r in rows:
                headings.setdefault(r["role"], r["heading"])
                if r["is_required"] == "true":
                    required.setdefault(r["role"], r["heading"])
            self._layouts[key] = Layout(roles, required, headings)
        return self._layouts[key]

    def reported_layout(self, kind: str) -> Layout:
        """Columns of a file of reported figures of one kind. Roles are the columns of its raw table."""
        rows = [r for r in self._rows("reported_layouts") if r["kind"] == kind]
        return Layout(
            {fold_name(r["heading"]): r["role"] for r in rows},
            {r["role"]: r["heading"] for r in reversed(rows) if r["is_required"] == "true"},
        )

    def unscored(self, index_code: str, year: int) -> dict[str, set[str]]:
        """Component codes without a score by province, as stated for one edition; `all` stands for every one."""
        stated: dict[str, set[str]] = {}
        for r in self._rows("unscored_units"):
            if r["index_code"] == index_code and int(r["year"]) == year:
                stated.setdefault(r["province_id"], set()).add(r["component_code"])
        return stated

    @cached_property
    def summary_rows(self) -> set[str]:
        """Folded names of rows below a full table that are no province: the whole country, the mean."""
        return {fold_name(r["name"]) for r in self._rows("summary_row_names")}

    @cached_property
    def reported_subjects(self) -> set[str]:
        """What reported figures may be of, besides a province, as written in the files."""
        return {r["subject"] for r in self._rows("reported_subjects")}

    def reported_measure(self, kind: str, measure: str) -> ReportedMeasure | None:
        """What a measure of a file of reported figures is; None where no row of the seed names it."""
        row, year = self._reported_measures.get((kind, measure)), None
        if row is None and re.fullmatch("[0-9]{4}", measure[-4:]):
            row, year = self._reported_measures.get((kind, f"{measure[:-4]}{{year}}")), int(measure[-4:])
        return row and ReportedMeasure(row["value_kind"], row["adds_up_to"], year)

    def reported_measures(self, kind: str) -> list[str]:
        """Names of the measures that a kind of file may have; `{year}` stands for a year."""
        return [measure for of, measure in self._reported_measures if of == kind]

    @cached_property
    def _reported_measures(self) -> dict[tuple[str, str], dict[str, str]]:
        return {(r["kind"], r["measure"]): r for r in self._rows("reported_measures")}

    @cached_property
    def source_tiers(self) -> dict[str, list[str]]:
        """Tiers that a source may have, by its kind."""
        tiers: dict[str, list[str]] = {}
        for r in self._rows("source_kinds"):
            tiers.setdefault(r["kind"], []).append(r["trust_tier"])
        return tiers

    @cached_property
    def other_scales(self) -> set[tuple[str, int, str, str]]:
        """Index, year, province and component of figures that their source states on another scale."""
        return {
            (r["index_code"], int(r["year"]), r["province_id"], r["component_code"])
            for r in self._rows("stated_scales")
        }

    @cached_property
    def claim_measures(self) -> dict[str, str]:
        """Kind of value (number, rank, count, group, move) by measure of a claim."""
        return {r["measure"]: r["value_kind"] for r in self._rows("claim_measures")}

    @cached_property
    def claim_measure_names(self) -> dict[str, tuple[str, str]]:
        """Name in Vietnamese and in English by measure of a claim."""
        return {r["measure"]: (r["name_vi"], r["name_en"]) for r in self._rows("claim_measures")}

    @cached_property
    def index_codes(self) -> dict[str, str]:
        """Index by folded code or name in sentences."""
        return {
            # The full names end with the short one in parentheses.
            fold_name(re.sub(r"\(.*\)", "", r.get(column) or "") or r["index_code"]): r["index_code"]
            for r in self._rows("indices")
            for column in ("name_vi", "name_en", "short_name", "index_code")
        }

    @cached_property
    def score_groups(self) -> dict[tuple[str, str], str]:
        """Group code by index and folded code or name."""
        return {
            (r["index_code"], fold_name(r[column])): r["group_code"]
            for r in self._rows("score_groups")
            for column in ("name_vi", "name_en", "group_code")
        }

    @cached_property
    def regions(self) -> set[tuple[str, str]]:
        """Boundary set and folded name or code of every region."""
        return {
            (r["boundary_set"], fold_name(r[column]))
            for r in self._rows("regions")
            for column in ("name_vi", "name_en", "region_code")
        }

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

    @cached_property
    def successions(self) -> list[Succession]:
        return [
            Succession(r["predecessor_id"], r["successor_id"], r["effective_date"], float(r["population_share"]))
            for r in self._rows("province_succession")
        ]

    @cached_property
    def breaks(self) -> dict[tuple[str, str, int], str]:
        """Kind of break (`soft`, `hard`) by index, component and year of the edition that it leads into.

        The same rule in SQL is the model `int_breaks_judged`.
        """
        kinds: dict[tuple[str, str, int], str] = {}
        for r in self._rows(BREAKS):
            key = (r["index_code"], r["component_code"], self._edition_from(r["index_code"], int(r["year"])))
            if r["break_kind"] != NO_BREAK and kinds.get(key) != "hard":
                kinds[key] = r["break_kind"]
        return kinds

    def _edition_from(self, index_code: str, year: int) -> int:
        """Year of the first edition in or after a year, pilots left out; the year itself after the latest."""
        pilots = {(r["index_code"], int(r["year"])) for r in self._rows("editions") if r["is_pilot"] == "true"}
        later = [of for code, of in self.editions.keys() - pilots if code == index_code and of >= year]
        return min(later, default=year)

    @cached_property
    def limits(self) -> dict[tuple[str, str], Limit | None]:
        """Limits by check and index code, or `all` for indices without a row of their own; None where it is off."""
        return {
            (r["check_name"], r["index_code"]): Limit(
                float(r["limit_value"]),
                r["kind"] == "at_most",
                r["unit"] == "share",
                float(r["most_extreme"] or r["limit_value"]),
                int(r["min_units"]),
            )
            if r["kind"] != OFF
            else None
            for r in self._rows("plausibility_limits")
        }

    @property
    def switched_off(self) -> list[dict[str, str]]:
        """Rows of `plausibility_limits` by which a check is not asked, each with its reason as note."""
        return [r for r in self._rows("plausibility_limits") if r["kind"] == OFF]

    @property
    def exceptions(self) -> list[dict[str, str]]:
        """What is not checked or excused, of what, and why: limits that are off, anomalies acknowledged, coverage."""
        found = []
        for row in self.switched_off:
            found.append((row["check_name"], [row["index_code"]], row["note_vi"], row["note_en"]))
        for seed, name in (("acknowledged_anomalies", ""), ("coverage_reductions", "coverage")):
            for row in self._rows(seed):
                of = [f"{row['index_code']} {row['year']}", row["province_id"], row.get("component_code", "")]
                found.append((name or row["check_name"], of, row["reason_vi"], row["reason_en"]))
        return [
            {"what": what, "of": ", ".join(filter(None, dict.fromkeys(of))), "reason_vi": vi, "reason_en": en}
            for what, of, vi, en in found
        ]

    def limit(self, check: str, index_code: str) -> Limit | None:
        own = (check, index_code)
        return self.limits.get(own if own in self.limits else (check, ALL))

    @cached_property
    def acknowledged(self) -> set[tuple[str, str, int, str, str]]:
        """Check, index, year, province and component of what a person has looked at; the last two may be `all`.

        A row of `component_breaks` that says no break is the word on a shift of one sign.
        """
        looked_at = {
            (r["check_name"], r["index_code"], int(r["year"]), r["province_id"], r["component_code"])
            for r in self._rows("acknowledged_anomalies")
        }
        return looked_at | {
            (
                ONE_SIGN_SHIFT,
                r["index_code"],
                self._edition_from(r["index_code"], int(r["year"])),
                ALL,
                r["component_code"],
            )
            for r in self._rows(BREAKS)
            if r["break_kind"] == NO_BREAK
        }

    @cached_property
    def publication_calendar(self) -> list[Publication]:
        short_names = {r["index_code"]: r["short_name"] or r["index_code"] for r in self._rows("indices")}
        return [
            Publication(
                r["index_code"],
                short_names[r["index_code"]],
                int(r["years_after"]),
                int(r["due_month"]),
                r["note_vi"],
                r["note_en"],
            )
            for r in self._rows("publication_calendar")
        ]

    def boundary_sets_on(self, date: str) -> list[str]:
        """Boundary sets with units that are valid on an ISO date."""
        valid = {
            r["boundary_set"]
            for r in self._rows("provinces")
            if r["valid_from"] <= date and (not r["valid_to"] or date <= r["valid_to"])
        }
        return sorted(valid)

    def units_of(self, boundary_set: str) -> set[str]:
        """Provinces of a boundary set."""
        return {r["province_id"] for r in self._rows("provinces") if r["boundary_set"] == boundary_set}
