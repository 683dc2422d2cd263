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
from orchestration.ingest.plausibility.checks import AT_LEAST, CHECKS, OF_FILES
from orchestration.reference import ALL, BREAKS, OFF, TOTAL, Reference, fold_name
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
# A limit further from what real editions reach stops nothing.
MOST_TIMES = 10
# All editions have come out in the year after the one measured.
LATEST_YEARS_AFTER = 2


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
        *_province_names(reference),
        *_region_names(reference),
        *_succession(reference),
        *_successor_names(reference),
        *_editions(reference),
        *_pilots(reference),
        *_components(reference),
        *_equal_parts(reference),
        *_points(reference),
        *_component_names(reference),
        *_breaks(reference),
        *_groups(reference),
        *_group_names(reference),
        *_group_sizes(reference),
        *_layouts(reference),
        *_measures(reference),
        *_rules(reference),
        *_calendar(reference),
        *_targets(reference),
        *_limits(reference),
        *_acknowledgements(reference),
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
            elif (
                seed in _OF_COMPONENTS
                and row["component_code"] != ALL
                and row["component_code"] not in reference.components_of(index_code, int(row["year"]))
            ):
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


def _province_names(reference: Reference) -> Iterator[SeedProblem]:
    """Names in English, in text and on the map that are a spelling of another unit's name."""
    names: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    units: dict[str, str] = {}
    for row in reference.rows(PROVINCES):
        names[row["boundary_set"]].setdefault(row["province_id"], _pairs(_letters(row["name_vi"])))
        units[row["province_id"]] = row["boundary_set"]
    for seed in (PROVINCES, "map_tiles"):
        for line, row in _numbered(reference, seed):
            unit = row["province_id"]
            own_name = _pairs(_letters(row["name_vi"])) if seed == PROVINCES else names[units[unit]][unit]
            for column in ("name_en", "text_name_vi", "text_name_en", "tile_name_vi", "tile_name_en"):
                pairs = _pairs(_letters(row.get(column) or ""))
                others = names[units[unit]].items()
                nearest, meant = max((_likeness(pairs, name), other) for other, name in others if other != unit)
                if nearest >= SAME_NAME and nearest > _likeness(pairs, own_name):
                    details = {"found": row["province_id"], "expected": reference.province_names[meant]}
                    yield SeedProblem("seed_name", seed, line, column, row[column], details)


def _region_names(reference: Reference) -> Iterator[SeedProblem]:
    """Names of regions that their codes do not abbreviate, or of which the two languages part in another set."""
    first: dict[str, str] = {}
    for line, row in _numbered(reference, "regions"):
        letters = iter(row["name_en"].lower())
        code = row["region_code"].rpartition("-")[2].lower()
        is_short_for = row["name_en"].lower().startswith(code[:1]) and all(letter in letters for letter in code)
        if not is_short_for:
            details = {"found": row["region_code"]}
            yield SeedProblem("seed_region", "regions", line, "name_en", row["name_en"], details)
        elif first.setdefault(row["name_en"], row["name_vi"]) != row["name_vi"]:
            details = {"found": row["region_code"], "expected": first[row["name_en"]]}
            yield SeedProblem("seed_region_pair", "regions", line, "name_vi", row["name_vi"], details)


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


def _successor_names(reference: Reference) -> Iterator[SeedProblem]:
    """Units formed without the one whose name they bear."""
    names: dict[str, set[str]] = defaultdict(set)
    sets = {}
    for row in reference.rows(PROVINCES):
        names[row["province_id"]] |= {_letters(row["name_vi"]), _letters(row["name_en"])}
        sets[row["province_id"]] = row["boundary_set"]
    members: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for line, row in _numbered(reference, SUCCESSION):
        members[row["successor_id"]].append((line, row["predecessor_id"]))
    for successor, formed_from in members.items():
        former = {sets[unit] for _, unit in formed_from}
        namesakes = {unit for unit, own in names.items() if sets[unit] in former and own & names[successor]}
        is_one = len(formed_from) == 1
        if (namesakes or is_one) and not namesakes & {unit for _, unit in formed_from}:
            line, unit = formed_from[0]
            details = {"found": reference.province_names[unit], "expected": reference.province_names[successor]}
            yield SeedProblem("seed_successor", SUCCESSION, line, "successor_id", successor, details)


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


def _pilots(reference: Reference) -> Iterator[SeedProblem]:
    """Editions taken for pilots, and pilots for editions: a pilot scores few units, before all that scored most."""
    first = {
        index_code: min((int(r["year"]) for r in rows if r["is_pilot"] == "false"), default=9999)
        for index_code in reference.indices
        for rows in [[r for r in reference.rows(EDITIONS) if r["index_code"] == index_code]]
    }
    for line, row in _numbered(reference, EDITIONS):
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


def _equal_parts(reference: Reference) -> Iterator[SeedProblem]:
    """Parts of one whole that is their sum, of which one has another scale than the others."""
    reported = set()
    for index_code, year in reference.editions:
        if index_code in _sums(reference):
            scales = defaultdict(list)
            for component in reference.components_of(index_code, year).values():
                scales[component.parent_code].append((component.min_score, component.max_score))
            for line, row in _numbered(reference, COMPONENTS):
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
            for line, row in _numbered(reference, COMPONENTS)
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


def _component_names(reference: Reference) -> Iterator[SeedProblem]:
    """Names of parts whose two languages go with others elsewhere, or that their short names do not shorten."""
    in_english: dict[tuple[str, str, str], str] = {}
    # Names of parts of one whole by each of their words.
    named_by: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for row in reference.rows(COMPONENTS):
        for language in ("vi", "en"):
            for word in fold_name(row[f"name_{language}"]).split():
                key = (row["index_code"], row["parent_component_code"], language, word)
                named_by[key].add(row[f"name_{language}"])
    for line, row in _numbered(reference, COMPONENTS):
        code = row["component_code"]
        expected = in_english.setdefault((row["index_code"], row["level"], row["name_vi"]), row["name_en"])
        if row["name_en"] != expected:
            details = {"component": code, "expected": expected}
            yield SeedProblem("seed_pair", COMPONENTS, line, "name_en", row["name_en"], details)
            continue
        for language in ("vi", "en"):
            short, name = f"short_name_{language}", f"name_{language}"
            own = set(fold_name(row[name]).split())
            for word in set(fold_name(row[short]).split()) - own:
                others = named_by[row["index_code"], row["parent_component_code"], language, word]
                if len(others) == 1:
                    details = {"component": code, "expected": row[name]}
                    yield SeedProblem("seed_short_name", COMPONENTS, line, short, row[short], details)
                    break


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
        last = max(at for (code, _), at in order.items() if code == index_code)
        for at, bound, line in sorted(bounds):
            if at == last:
                details = {"edition": f"{index_code} {year}"}
                yield SeedProblem("seed_last_group", GROUPS, line, "lower_bound", str(bound), details)
            if not total.min_score <= bound < above:
                details = {"edition": f"{index_code} {year}", "expected": above}
                yield SeedProblem("seed_group_bound", GROUPS, line, value=str(bound), details=details)
            above = bound


# Words of which no name of a group has both: the first in Vietnamese, the second in English.
_OPPOSITES = (("cao", "low"), ("thap", "high"), ("thap", "upper"), ("nhat", "middle"), ("trung binh", "highest"))
_OPPOSITES += (("trung binh", "lowest"),)


def _group_names(reference: Reference) -> Iterator[SeedProblem]:
    """Names of groups that are those of another: by the letter that is its code, or by what the other language says."""
    codes = {(row["index_code"], fold_name(row["group_code"])) for row in reference.rows("score_groups")}
    for line, row in _numbered(reference, "score_groups"):
        code, vi, en = (fold_name(row[column]) for column in ("group_code", "name_vi", "name_en"))
        for column, name in (("name_vi", vi), ("name_en", en)):
            named = {word for word in name.split() if len(word) == 1 and (row["index_code"], word) in codes}
            if named and code not in named:
                yield SeedProblem("seed_group_name", "score_groups", line, column, row[column], {"found": code})
        padded = f" {vi} "
        first = en.split()[0] if en else ""
        others = {of for index_code, of in codes if index_code == row["index_code"] and of != code}
        is_opposite = any(f" {word} " in padded and opposite in en for word, opposite in _OPPOSITES)
        is_of_another = not en.startswith(code) and any(first.startswith(of.split()[0]) for of in others if len(of) > 1)
        if is_opposite or is_of_another:
            yield SeedProblem(
                "seed_group_name", "score_groups", line, "name_en", row["name_en"], {"found": row["name_vi"]}
            )


def _group_sizes(reference: Reference) -> Iterator[SeedProblem]:
    """Counts of groups (n_provinces_group_B_80_90) that are of another group or another bound."""
    for line, row in _numbered(reference, GROUPS):
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
    for line, row in _numbered(reference, LAYOUTS):
        heading = fold_name(row["heading"])
        if (row["index_code"], heading) in codes and fold_name(row["role"]) != heading:
            details = {"found": row["role"]}
            yield SeedProblem("seed_heading", LAYOUTS, line, value=row["heading"], details=details)


def _measures(reference: Reference) -> Iterator[SeedProblem]:
    """Tolerances beyond three roundings to two decimals; places are whole."""
    for line, row in _numbered(reference, "change_measures"):
        most = Decimal(0) if row["measure"] == "rank" else Decimal("0.015")
        if not 0 <= Decimal(row["tolerance"]) <= most:
            details = {"expected": most}
            yield SeedProblem("seed_tolerance", "change_measures", line, "tolerance", row["tolerance"], details)


def _rules(reference: Reference) -> Iterator[SeedProblem]:
    """Rules that do not stand in the order in which they decide."""
    for position, (line, row) in enumerate(_numbered(reference, "resolution_rules"), start=1):
        if int(row["priority"]) != position:
            details = {"expected": position}
            yield SeedProblem("seed_priority", "resolution_rules", line, "priority", row["priority"], details)


def _calendar(reference: Reference) -> Iterator[SeedProblem]:
    """Months that no year has, and years in which no edition has come out."""
    for line, row in _numbered(reference, "publication_calendar"):
        for column, low, high in (("due_month", 1, 12), ("years_after", 0, LATEST_YEARS_AFTER)):
            if not low <= int(row[column]) <= high:
                details = {"expected": f"{low}-{high}"}
                yield SeedProblem("seed_range", "publication_calendar", line, column, row[column], details)


def _targets(reference: Reference) -> Iterator[SeedProblem]:
    """Targets off the scale of what they are for, and ranks beyond the number of units. dbt tests the rest."""
    for line, row in _numbered(reference, "targets"):
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


def _limits(reference: Reference) -> Iterator[SeedProblem]:
    """Limits that are missing, of no check, or so wide or so rarely asked that they stop nothing."""
    seed = "plausibility_limits"
    rows: dict[str, list[tuple[int, seeds.Row]]] = defaultdict(list)
    for line, row in _numbered(reference, seed):
        rows[row["check_name"]].append((line, row))
        if row["check_name"] not in CHECKS:
            details = {"expected": ", ".join(sorted(CHECKS))}
            yield SeedProblem("seed_check", seed, line, "check_name", row["check_name"], details)
    fewest = min(len(reference.units_of(units)) for units in {row["boundary_set"] for row in reference.rows(PROVINCES)})
    for check in sorted(CHECKS):
        asked = [(line, row) for line, row in rows[check] if row["kind"] != OFF]
        torn = [(line, row) for line, row in rows[check] if (row["kind"] == OFF) == bool(row["limit_value"])]
        if torn:
            yield from (SeedProblem("seed_off", seed, line, "limit_value", row["limit_value"]) for line, row in torn)
            continue
        measured = [row for _, row in asked if row["most_extreme"]]
        is_for_all = ALL in {row["index_code"] for _, row in rows[check]}
        # Off for all others says nothing of those that had a limit of their own.
        if not is_for_all or (asked and not measured) or (len(rows[check]) == 1 and not asked):
            yield SeedProblem("seed_no_limit", seed, value=check)
            continue
        for line, row in asked:
            if int(row["min_units"]) > fewest:
                details = {"expected": fewest}
                yield SeedProblem("seed_rarely", seed, line, "min_units", row["min_units"], details)
            elif (row["kind"], row["unit"]) != (kind := (_kind(check), asked[0][1]["unit"])):
                details = {"expected": ", ".join(kind)}
                yield SeedProblem("seed_kind", seed, line, "kind", f"{row['kind']}, {row['unit']}", details)
            elif not _is_within_reach(row, measured[0]):
                details = {"extreme": row["most_extreme"] or measured[0]["limit_value"], "check": check}
                yield SeedProblem("seed_limit", seed, line, "limit_value", row["limit_value"], details)


def _kind(check: str) -> str:
    return "at_least" if check in AT_LEAST else "at_most"


def _is_within_reach(row: seeds.Row, measured: seeds.Row) -> bool:
    """Whether a limit lies beyond the furthest real edition, and near enough to it to stop anything.

    One that no edition was measured for is held against the limit of one that was."""
    limit, extreme = float(row["limit_value"]), float(row["most_extreme"] or measured["limit_value"])
    is_upper = row["kind"] == "at_most"
    if row["most_extreme"] and (limit < extreme if is_upper else limit > extreme):
        return False
    if row["unit"] == "share":
        # Three quarters of what is left up to the whole, or all of it where nothing was measured.
        room = 1 - (1 - extreme) / 4 if row["most_extreme"] else 1
        if not 0 <= limit < 1 or limit > room:
            return False
    near, far = sorted((abs(limit), abs(extreme)))
    if limit * extreme > 0:
        # Signs of a correlation matter: from -0.1 to -1 is all there is.
        return far < (MOST_TIMES if limit > 0 else MOST_TIMES / 2) * near
    return row["unit"] == "share" or abs(limit - extreme) <= MOST_TIMES / 2 * far


def _acknowledgements(reference: Reference) -> Iterator[SeedProblem]:
    """Acknowledgements of no check, and those that would let a whole edition pass."""
    seed = "acknowledged_anomalies"
    for line, row in _numbered(reference, seed):
        check = row["check_name"]
        if check not in CHECKS:
            details = {"expected": ", ".join(sorted(CHECKS))}
            yield SeedProblem("seed_check", seed, line, "check_name", check, details)
        elif check not in OF_FILES and row["province_id"] == row["component_code"] == ALL:
            yield SeedProblem("seed_all_all", seed, line, value=f"{check}, {row['index_code']} {row['year']}")
