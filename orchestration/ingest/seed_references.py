"""Whether every seed can be read, and names only rows that other seeds have: before anything else is asked of them."""

from collections.abc import Iterator

from orchestration import seeds
from orchestration.reference import ALL, BREAKS, TOTAL, Reference
from orchestration.seeds import SeedProblem, SeedsRefused

PROVINCES, EDITIONS, COMPONENTS, GROUPS = "provinces", "editions", "components", "edition_score_groups"


def unreadable(reference: Reference) -> list[SeedProblem]:
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


def without_total(reference: Reference) -> Iterator[SeedProblem]:
    """Editions, and indices with components, of which no total is declared with its maximum."""
    totals = [row for row in reference.rows(COMPONENTS) if row["component_code"] == TOTAL and row["max_score"]]
    for line, row in reference.numbered(COMPONENTS):
        if row["index_code"] not in {total["index_code"] for total in totals}:
            yield SeedProblem("seed_no_total", COMPONENTS, line, value=row["index_code"])
    for line, row in reference.numbered(EDITIONS):
        own = (total for total in totals if total["index_code"] == row["index_code"])
        is_held = any(int(r["first_year"]) <= int(row["year"]) <= int(r["last_year"] or 9999) for r in own)
        if row["index_code"] in reference.indices and not is_held:
            yield SeedProblem("seed_no_total", EDITIONS, line, value=f"{row['index_code']} {row['year']}")


def unknown_names(reference: Reference) -> Iterator[SeedProblem]:
    """Cells that name what no other seed has."""
    known = {column: {row[of] for row in reference.rows(seed)} for column, (seed, of) in _NAMED.items()}
    groups = {(row["index_code"], row["group_code"]) for row in reference.rows("score_groups")}
    components = {(row["index_code"], row["component_code"]) for row in reference.rows(COMPONENTS)}
    editions = reference.editions
    for seed in seeds.COLUMNS:
        for line, row in reference.numbered(seed):
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
