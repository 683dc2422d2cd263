"""Checks that the reference tables agree with one another, before a file is read with them.

Only what a wrong row would change silently belongs here: names and shares, dates, bounds and breaks. dbt tests keys
and references between seeds.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from orchestration import seeds
from orchestration.reference import ALL, BREAKS, TOTAL, Reference, fold_name
from orchestration.seeds import SeedProblem, SeedsRefused

ALIASES, SUCCESSION, PROVINCES = "province_aliases", "province_succession", "provinces"
EDITIONS, COMPONENTS, GROUPS, LAYOUTS = "editions", "components", "edition_score_groups", "layouts"
# Words about a unit that are no part of its name.
_UNIT_WORDS = re.compile(r"^(tinh|thanh pho|tp|province of|t p) | (province|city)$")
_ONE_SOUND = str.maketrans("ky", "ci")
# Two names that share so many of their pairs of letters are spellings of one; abbreviations share few with any.
SAME_NAME = 0.75
SHARE_TOLERANCE = Decimal("0.000002")
# Bounds of parts are widened to two decimals.
BOUNDS_TOLERANCE = Decimal("0.05")


def check(reference: Reference) -> list[SeedProblem]:
    """Every row that cannot be right, with its line where one row is at fault.

    Only seeds that can be read are held against one another, and only rows that name what is there are compared.
    """
    return (
        _unreadable(reference)
        or list(_without_total(reference))
        or list(_references(reference))
        or _disagreements(reference)
    )


def _disagreements(reference: Reference) -> list[SeedProblem]:
    return [
        *_aliases(reference),
        *_succession(reference),
        *_editions(reference),
        *_components(reference),
        *_breaks(reference),
        *_groups(reference),
        *_layouts(reference),
    ]


def _unreadable(reference: Reference) -> list[SeedProblem]:
    found: list[SeedProblem] = []
    for seed in seeds.COLUMNS:
        try:
            found += seeds.cells_refused(seed, reference.rows(seed))
        except SeedsRefused as refused:
            found += refused.problems
    return found


# Columns that name a row of another seed, and the column there.
_NAMED = {
    "index_code": ("indices", "index_code"),
    "boundary_set": (PROVINCES, "boundary_set"),
    "province_id": (PROVINCES, "province_id"),
    "predecessor_id": (PROVINCES, "province_id"),
    "successor_id": (PROVINCES, "province_id"),
    "region_code": ("regions", "region_code"),
}
# Seeds whose rows may be of all indices, all units or all components.
_OF_ALL = {
    ("plausibility_limits", "index_code"),
    *((seed, "province_id") for seed in ("acknowledged_anomalies", "coverage_reductions")),
}
# Seeds whose rows are each of an edition.
_OF_EDITIONS = (
    *("unscored_units", GROUPS, "coverage_reductions", "acknowledged_anomalies", "stated_scales"),
    "figure_corrections",
)
_OF_COMPONENTS = ("unscored_units", "acknowledged_anomalies", "stated_scales", "figure_corrections")


def _without_total(reference: Reference) -> Iterator[SeedProblem]:
    """Editions, and indices with components, of which no total is declared with its maximum."""
    totals = [row for row in reference.rows(COMPONENTS) if row["component_code"] == TOTAL and row["max_score"]]
    for line, row in _numbered(reference, COMPONENTS):
        if row["index_code"] not in {total["index_code"] for total in totals}:
            yield SeedProblem("seed_no_total", COMPONENTS, line, value=row["index_code"])
    for line, row in _numbered(reference, EDITIONS):
        own = (total for total in totals if total["index_code"] == row["index_code"])
        is_held = any(int(r["first_year"]) <= int(row["year"]) <= int(r["last_year"] or 9999) for r in own)
        if row["index_code"] in reference.indices and not is_held:
            yield SeedProblem("seed_no_total", EDITIONS, line, value=f"{row['index_code']} {row['year']}")


def _references(reference: Reference) -> Iterator[SeedProblem]:
    """Cells that name what no other seed has."""
    known = {column: {row[of] for row in reference.rows(seed)} for column, (seed, of) in _NAMED.items()}
    groups = {(row["index_code"], row["group_code"]) for row in reference.rows("score_groups")}
    components = {(row["index_code"], row["component_code"]) for row in reference.rows(COMPONENTS)}
    editions = reference.editions
    for seed in seeds.COLUMNS:
        for line, row in _numbered(reference, seed):
            for column in (column for column in known if column in row):
                is_all = row[column] == ALL and (seed, column) in _OF_ALL
                is_own = _NAMED[column] == (seed, column)
                if not is_all and not is_own and row[column] not in known[column]:
                    details = {"expected": f"{_NAMED[column][0]}.csv"}
                    yield SeedProblem("seed_unknown", seed, line, column, row[column], details)
            index_code = row.get("index_code")
            if seed in _OF_EDITIONS and (index_code, int(row["year"])) not in editions:
                value = f"{index_code} {row['year']}"
                yield SeedProblem("seed_unknown", seed, line, "year", value, {"expected": "editions.csv"})
            elif seed in _OF_COMPONENTS and row["component_code"] != ALL:
                if row["component_code"] not in reference.components_of(index_code, int(row["year"])):
                    value = f"{index_code} {row['year']} {row['component_code']}"
                    details = {"expected": "components.csv"}
                    yield SeedProblem("seed_unknown", seed, line, "component_code", value, details)
            if seed == GROUPS and (index_code, row["group_code"]) not in groups:
                details = {"expected": "score_groups.csv"}
                yield SeedProblem("seed_unknown", seed, line, "group_code", row["group_code"], details)
            for column in ("parent_component_code", *(("component_code",) if seed == BREAKS else ())):
                if row.get(column) and (index_code, row[column]) not in components:
                    details = {"expected": "components.csv"}
                    yield SeedProblem("seed_unknown", seed, line, column, row[column], details)


def _numbered(reference: Reference, seed: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their lines; no seed has a row of several lines."""
    yield from enumerate(reference.rows(seed), start=2)


def _letters(name: str) -> str:
    """The letters of a name without words about the unit; k counts as c and y as i, since both spellings occur."""
    return _UNIT_WORDS.sub("", fold_name(name)).replace(" ", "").translate(_ONE_SOUND)


def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[i : i + 2] for i in range(len(name) - 1))


def _likeness(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _aliases(reference: Reference) -> Iterator[SeedProblem]:
    """Aliases that are the code or a spelling of another unit than the one they name."""
    names: dict[str, dict[str, set[frozenset[str]]]] = defaultdict(lambda: defaultdict(set))
    codes = {}
    for row in reference.rows(PROVINCES):
        codes[row["boundary_set"], row["official_code"]] = row["province_id"]
        for name in (row["name_vi"], row["name_en"]):
            names[row["boundary_set"]][row["province_id"]].add(_pairs(_letters(name)))
    for line, row in _numbered(reference, ALIASES):
        units, alias, province = row["boundary_set"], row["alias"], row["province_id"]
        if alias.isdigit():
            meant = codes.get((units, alias.zfill(2)))
        else:
            pairs = _pairs(_letters(alias))
            own = max((_likeness(pairs, name) for name in names[units][province]), default=0.0)
            # Most are the name itself, with a word about the unit or without accents.
            if own == 1:
                continue
            nearest, meant = max(
                (max(_likeness(pairs, name) for name in of), unit) for unit, of in names[units].items()
            )
            if nearest <= own or nearest < SAME_NAME:
                continue
        if meant != province:
            expected = reference.province_names.get(meant, "–")
            yield SeedProblem(
                "seed_alias", ALIASES, line, value=alias, details={"found": province, "expected": expected}
            )


def _succession(reference: Reference) -> Iterator[SeedProblem]:
    """Shares that are not those of the census, and units of the older boundaries without a successor."""
    population = {
        row["province_id"]: Decimal(row["population_2019"])
        for row in reference.rows(PROVINCES)
        if row["population_2019"]
    }
    rows = [(line, row) for line, row in _numbered(reference, SUCCESSION) if row["predecessor_id"] in population]
    merged: dict[str, Decimal] = defaultdict(Decimal)
    for _, row in rows:
        merged[row["successor_id"]] += population[row["predecessor_id"]]
    for line, row in rows:
        share = population[row["predecessor_id"]] / (merged[row["successor_id"]] or 1)
        if abs(share - Decimal(row["population_share"])) > SHARE_TOLERANCE:
            details = {"expected": f"{share:.6f}", "province": row["predecessor_id"]}
            yield SeedProblem("seed_share", SUCCESSION, line, value=row["population_share"], details=details)
    for unit in sorted(population.keys() - {row["predecessor_id"] for _, row in rows}):
        yield SeedProblem("seed_no_successor", SUCCESSION, value=unit)


def _editions(reference: Reference) -> Iterator[SeedProblem]:
    """Dates out of order, boundaries that did not hold on the date, and numbers of units that are not theirs."""
    latest: dict[str, str] = {}
    for line, row in sorted(_numbered(reference, EDITIONS), key=lambda item: item[1]["year"]):
        date, index_code, year = row["as_of_date"], row["index_code"], int(row["year"])
        name = f"{index_code} {year}"
        if not f"{year}-01-01" <= date <= f"{year + 1}-12-31" or date <= latest.get(index_code, ""):
            yield SeedProblem("seed_date", EDITIONS, line, value=date, details={"edition": name})
            continue
        latest[index_code] = date
        sets = reference.boundary_sets_on(date)
        if row["boundary_set"] not in sets:
            details = {"edition": name, "expected": ", ".join(sets) or "–", "date": date}
            yield SeedProblem("seed_boundaries", EDITIONS, line, value=row["boundary_set"], details=details)
            continue
        expected = len(reference.units_of(row["boundary_set"]))
        if int(row["units_expected"]) != expected:
            details = {"edition": name, "expected": expected}
            yield SeedProblem("seed_units", EDITIONS, line, value=row["units_expected"], details=details)
        gaps = reference.unscored(index_code, year)
        if int(row["units_scored"]) != expected - len(gaps):
            details = {"edition": name, "expected": expected - len(gaps)}
            yield SeedProblem("seed_scored", EDITIONS, line, value=row["units_scored"], details=details)


def _sums(reference: Reference) -> set[str]:
    """Indices whose total is the sum of its parts."""
    return {
        row["index_code"]
        for row in reference.rows(COMPONENTS)
        if row["component_code"] == TOTAL and row["aggregation"] == "sum_of_parts"
    }


def _components(reference: Reference) -> Iterator[SeedProblem]:
    """Bounds that are not those of the parts together, in an index whose scores are sums."""
    lines = {
        (row["index_code"], row["component_code"], int(row["first_year"])): line
        for line, row in _numbered(reference, COMPONENTS)
    }
    reported = set()
    for index_code, year in reference.editions:
        if index_code not in _sums(reference):
            continue
        components = reference.components_of(index_code, year)
        for code, component in components.items():
            parts = [part for part in components.values() if part.parent_code == code]
            low, high = sum(part.min_score for part in parts), sum(part.max_score for part in parts)
            is_apart = max(abs(low - component.min_score), abs(high - component.max_score)) > BOUNDS_TOLERANCE
            line = lines[index_code, code, component.first_year]
            if parts and is_apart and line not in reported:
                reported.add(line)
                value, expected = f"{component.min_score}-{component.max_score}", f"{low}-{high}"
                details = {"component": code, "edition": f"{index_code} {year}", "expected": expected}
                yield SeedProblem("seed_bounds", COMPONENTS, line, value=value, details=details)


def _breaks(reference: Reference) -> Iterator[SeedProblem]:
    """Breaks that other rows ask for: of what is new or has another scale, of parts and their whole."""
    years: dict[str, list[int]] = defaultdict(list)
    for index_code, year in sorted(reference.editions):
        years[index_code].append(year)
    dimensions = {
        (row["index_code"], row["component_code"]) for row in reference.rows(COMPONENTS) if row["level"] == "dimension"
    }
    for index_code, of in years.items():
        for before, year in itertools.pairwise(of):
            old, new = reference.components_of(index_code, before), reference.components_of(index_code, year)
            kinds = {code: reference.breaks.get((index_code, code, year)) for code in new}
            needed: dict[str, str] = {}
            is_other_scale: set[str] = set()
            if index_code in _sums(reference):
                for code, component in new.items():
                    bounds = (component.min_score, component.max_score)
                    if code not in old or (old[code].min_score, old[code].max_score) != bounds:
                        needed[code] = code
                        is_other_scale.add(code)
            for code in new:
                parts = {c: kinds[c] for c, part in new.items() if part.parent_code == code}
                hard = [c for c, kind in parts.items() if kind == "hard"]
                broken = [c for c, kind in parts.items() if kind]
                if code == TOTAL:
                    # Blocks of points divide the total a second time.
                    parts = {c: kind for c, kind in parts.items() if (index_code, c) in dimensions}
                    broken = [c for c in broken if c in parts]
                    # The total may stay as it is where a part of a dimension changes, not where a dimension is new.
                    if hard or (broken and len(broken) == len(parts)):
                        needed[code] = (hard or broken)[0]
                elif broken:
                    needed[code] = broken[0]
                if code != TOTAL and kinds[code] and parts and not broken:
                    needed[next(iter(parts))] = code
                if kinds[code] == "hard" and code != TOTAL:
                    needed |= {c: code for c in parts if kinds[c] != "hard"}
            for code, because in needed.items():
                is_part_of_hard = new[code].parent_code == because != TOTAL and kinds[because] == "hard"
                must_be_hard = is_part_of_hard or code in is_other_scale
                if not kinds[code] or (must_be_hard and kinds[code] != "hard"):
                    details = {"edition": f"{index_code} {year}", "because": because}
                    yield SeedProblem("seed_break", BREAKS, value=code, details=details)


def _groups(reference: Reference) -> Iterator[SeedProblem]:
    """Lower bounds of groups that do not fall from the best group to the last, or lie off the scale."""
    order = {(row["index_code"], row["group_code"]): int(row["group_order"]) for row in reference.rows("score_groups")}
    editions = defaultdict(list)
    for line, row in _numbered(reference, GROUPS):
        if row["lower_bound"]:
            edition = (row["index_code"], int(row["year"]))
            editions[edition].append((order[row["index_code"], row["group_code"]], Decimal(row["lower_bound"]), line))
    for (index_code, year), bounds in editions.items():
        total = reference.components_of(index_code, year)[TOTAL]
        above = total.max_score
        for _, bound, line in sorted(bounds):
            if not total.min_score <= bound < above:
                details = {"edition": f"{index_code} {year}", "expected": above}
                yield SeedProblem("seed_group_bound", GROUPS, line, value=str(bound), details=details)
            above = bound


def _layouts(reference: Reference) -> Iterator[SeedProblem]:
    """Headings that are the code of one component and stand for another."""
    codes = {(row["index_code"], fold_name(row["component_code"])) for row in reference.rows(COMPONENTS)}
    for line, row in _numbered(reference, LAYOUTS):
        heading = fold_name(row["heading"])
        if (row["index_code"], heading) in codes and fold_name(row["role"]) != heading:
            details = {"found": row["role"]}
            yield SeedProblem("seed_heading", LAYOUTS, line, value=row["heading"], details=details)
