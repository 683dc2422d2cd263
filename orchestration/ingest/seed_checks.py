"""Checks that the reference tables agree with one another, before a file is read with them.

Only what a wrong row would change silently belongs here: shares, dates, bounds, groups and breaks. Names, references
and limits have modules of their own. dbt tests keys.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from orchestration.ingest import seed_limits, seed_names, seed_references
from orchestration.reference import BREAKS, TOTAL, Reference, fold_name
from orchestration.seeds import SeedProblem

SUCCESSION, PROVINCES = "province_succession", "provinces"
EDITIONS, COMPONENTS, GROUPS, LAYOUTS = "editions", "components", "edition_score_groups", "layouts"
SHARE_TOLERANCE = Decimal("0.000002")
# Bounds of parts are widened to two decimals.
BOUNDS_TOLERANCE = Decimal("0.05")
# All editions have come out in the year after the one measured.
LATEST_YEARS_AFTER = 2


def check(reference: Reference) -> list[SeedProblem]:
    """Every row that cannot be right, with its line where one row is at fault.

    Only seeds that can be read are held against one another, and only rows that name what is there are compared.
    """
    return (
        seed_references.unreadable(reference)
        or list(seed_references.without_total(reference))
        or list(seed_references.unknown_names(reference))
        or _disagreements(reference)
    )


def _disagreements(reference: Reference) -> list[SeedProblem]:
    return [
        *seed_names.aliases(reference),
        *seed_names.province_names(reference),
        *seed_names.region_names(reference),
        *_succession(reference),
        *seed_names.successor_names(reference),
        *_editions(reference),
        *_pilots(reference),
        *_components(reference),
        *_equal_parts(reference),
        *_points(reference),
        *seed_names.component_names(reference),
        *_breaks(reference),
        *_groups(reference),
        *seed_names.group_names(reference),
        *_group_sizes(reference),
        *_layouts(reference),
        *_measures(reference),
        *_rules(reference),
        *_calendar(reference),
        *_targets(reference),
        *seed_limits.limits(reference),
        *seed_limits.acknowledgements(reference),
    ]


def _succession(reference: Reference) -> Iterator[SeedProblem]:
    """Shares that are not those of the census, and units of the older boundaries without a successor."""
    population = {
        row["province_id"]: Decimal(row["population_2019"])
        for row in reference.rows(PROVINCES)
        if row["population_2019"]
    }
    rows = [(line, row) for line, row in reference.numbered(SUCCESSION) if row["predecessor_id"] in population]
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
    for line, row in sorted(reference.numbered(EDITIONS), key=lambda item: item[1]["year"]):
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


def _pilots(reference: Reference) -> Iterator[SeedProblem]:
    """Editions taken for pilots, and pilots for editions: a pilot scores few units, before all that scored most."""
    first = {
        index_code: min((int(r["year"]) for r in rows if r["is_pilot"] == "false"), default=9999)
        for index_code in reference.indices
        for rows in [[r for r in reference.rows(EDITIONS) if r["index_code"] == index_code]]
    }
    for line, row in reference.numbered(EDITIONS):
        is_small = 2 * int(row["units_scored"]) < int(row["units_expected"])
        is_pilot = row["is_pilot"] == "true"
        if is_pilot != is_small or (is_pilot and int(row["year"]) > first[row["index_code"]]):
            details = {"edition": f"{row['index_code']} {row['year']}", "n": row["units_scored"]}
            yield SeedProblem("seed_pilot", EDITIONS, line, "is_pilot", row["is_pilot"], details)


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
        for line, row in reference.numbered(COMPONENTS)
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


def _equal_parts(reference: Reference) -> Iterator[SeedProblem]:
    """Parts of one whole that is their sum, of which one has another scale than the others."""
    reported = set()
    for index_code, year in reference.editions:
        if index_code in _sums(reference):
            scales = defaultdict(list)
            for component in reference.components_of(index_code, year).values():
                scales[component.parent_code].append((component.min_score, component.max_score))
            for line, row in reference.numbered(COMPONENTS):
                if row["index_code"] != index_code or not row["max_score"] or not row["parent_component_code"]:
                    continue
                own = (Decimal(row["min_score"]), Decimal(row["max_score"]))
                usual = max(
                    scales[row["parent_component_code"]], key=scales[row["parent_component_code"]].count, default=own
                )
                is_in = int(row["first_year"]) <= year <= int(row["last_year"] or 9999)
                if is_in and own != usual and line not in reported:
                    reported.add(line)
                    details = {"component": row["component_code"], "edition": f"{index_code} {year}"}
                    details["expected"] = f"{usual[0]}-{usual[1]}"
                    yield SeedProblem("seed_scale", COMPONENTS, line, value=f"{own[0]}-{own[1]}", details=details)


def _points(reference: Reference) -> Iterator[SeedProblem]:
    """Maxima of parts, of an index in points, that do not add up to that of the whole, as far as they are known."""
    in_points = {row["index_code"] for row in reference.rows("indices") if row["unit"] == "points"}
    reported = set()
    for index_code, year in reference.editions:
        rows = {
            row["component_code"]: (line, row)
            for line, row in reference.numbered(COMPONENTS)
            if row["index_code"] == index_code and int(row["first_year"]) <= year <= int(row["last_year"] or 9999)
        }
        divided: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        for line, row in rows.values():
            divided[row["parent_component_code"], row["level"]].append((line, row["max_score"]))
        for (parent, _), parts in divided.items():
            whole = rows[parent][1]["max_score"] if parent in rows else ""
            total = sum(Decimal(most) for _, most in parts if most)
            known = all(most for _, most in parts)
            is_apart = whole and (
                total - Decimal(whole) > BOUNDS_TOLERANCE or (known and Decimal(whole) - total > BOUNDS_TOLERANCE)
            )
            if index_code in in_points and is_apart and parts[0][0] not in reported:
                reported.add(parts[0][0])
                details = {"component": parent, "edition": f"{index_code} {year}", "expected": whole}
                yield SeedProblem("seed_points", COMPONENTS, parts[0][0], "max_score", str(total), details)


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
    for line, row in reference.numbered(GROUPS):
        if row["lower_bound"]:
            edition = (row["index_code"], int(row["year"]))
            editions[edition].append((order[row["index_code"], row["group_code"]], Decimal(row["lower_bound"]), line))
    for (index_code, year), bounds in editions.items():
        total = reference.components_of(index_code, year)[TOTAL]
        above = total.max_score
        last = max(at for (code, _), at in order.items() if code == index_code)
        for at, bound, line in sorted(bounds):
            if at == last:
                details = {"edition": f"{index_code} {year}"}
                yield SeedProblem("seed_last_group", GROUPS, line, "lower_bound", str(bound), details)
            if not total.min_score <= bound < above:
                details = {"edition": f"{index_code} {year}", "expected": above}
                yield SeedProblem("seed_group_bound", GROUPS, line, value=str(bound), details=details)
            above = bound


def _group_sizes(reference: Reference) -> Iterator[SeedProblem]:
    """Counts of groups (n_provinces_group_B_80_90) that are of another group or another bound."""
    for line, row in reference.numbered(GROUPS):
        found = re.fullmatch(r"n_provinces_group_([A-Za-z]+)_(below_)?([0-9]+).*", row["size_measure"])
        if not found:
            continue
        is_bound = found[2] or (row["lower_bound"] and Decimal(row["lower_bound"]) == int(found[3]))
        if found[1] != row["group_code"] or not is_bound:
            details = {"edition": f"{row['index_code']} {row['year']}", "found": row["group_code"]}
            details["bound"] = row["lower_bound"] or "–"
            yield SeedProblem("seed_group_size", GROUPS, line, "size_measure", row["size_measure"], details)


def _layouts(reference: Reference) -> Iterator[SeedProblem]:
    """Headings that are the code of one component and stand for another."""
    codes = {(row["index_code"], fold_name(row["component_code"])) for row in reference.rows(COMPONENTS)}
    for line, row in reference.numbered(LAYOUTS):
        heading = fold_name(row["heading"])
        if (row["index_code"], heading) in codes and fold_name(row["role"]) != heading:
            details = {"found": row["role"]}
            yield SeedProblem("seed_heading", LAYOUTS, line, value=row["heading"], details=details)


def _measures(reference: Reference) -> Iterator[SeedProblem]:
    """Tolerances beyond three roundings to two decimals; places are whole."""
    for line, row in reference.numbered("change_measures"):
        most = Decimal(0) if row["measure"] == "rank" else Decimal("0.015")
        if not 0 <= Decimal(row["tolerance"]) <= most:
            details = {"expected": most}
            yield SeedProblem("seed_tolerance", "change_measures", line, "tolerance", row["tolerance"], details)


def _rules(reference: Reference) -> Iterator[SeedProblem]:
    """Rules that do not stand in the order in which they decide, and weak ones among the strong."""
    strong = [position for position, row in enumerate(reference.rows("resolution_rules")) if row["is_strong"] == "true"]
    for position, (line, row) in enumerate(reference.numbered("resolution_rules"), start=1):
        if int(row["priority"]) != position:
            details = {"expected": position}
            yield SeedProblem("seed_priority", "resolution_rules", line, "priority", row["priority"], details)
        elif row["is_strong"] == "false" and strong and strong[0] < position - 1 < strong[-1]:
            rule = row["resolution_rule"]
            yield SeedProblem("seed_weak_rule", "resolution_rules", line, "is_strong", row["is_strong"], {"rule": rule})


def _calendar(reference: Reference) -> Iterator[SeedProblem]:
    """Months that no year has, and years in which no edition has come out."""
    for line, row in reference.numbered("publication_calendar"):
        for column, low, high in (("due_month", 1, 12), ("years_after", 0, LATEST_YEARS_AFTER)):
            if not low <= int(row[column]) <= high:
                details = {"expected": f"{low}-{high}"}
                yield SeedProblem("seed_range", "publication_calendar", line, column, row[column], details)


def _targets(reference: Reference) -> Iterator[SeedProblem]:
    """Targets off the scale of what they are for, and ranks beyond the number of units. dbt tests the rest."""
    for line, row in reference.numbered("targets"):
        index_code, year = row["index_code"], int(row["year"])
        if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,5})?", row["target_value"]):
            continue
        value, bounds = Decimal(row["target_value"]), None
        component = reference.components_of(index_code, year).get(row["component_code"] or TOTAL)
        if row["measure"] == "score" and component:
            bounds = (component.min_score, component.max_score)
        elif row["measure"] == "rank" and (sets := reference.boundary_sets_on(f"{year}-12-31")):
            edition = reference.editions.get((index_code, year))
            bounds = (Decimal(1), Decimal(len(reference.units_of(edition.boundary_set if edition else sets[0]))))
        if bounds and not bounds[0] <= value <= bounds[1]:
            details = {"expected": f"{bounds[0]}-{bounds[1]}"}
            yield SeedProblem("seed_range", "targets", line, "target_value", row["target_value"], details)
