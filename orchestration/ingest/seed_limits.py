"""Whether the gates can stop anything: limits that are there and near enough, acknowledgements of one thing each."""

from collections import defaultdict
from collections.abc import Iterator

from orchestration import seeds
from orchestration.ingest.plausibility.checks import AT_LEAST, CHECKS, OF_COMPONENTS, OF_UNITS
from orchestration.reference import ALL, OFF, Reference
from orchestration.seeds import SeedProblem

# A limit further from what real editions reach stops nothing.
MOST_TIMES = 10
# Where real editions reach nothing, a limit lets through what printed figures may be rounded by.
MOST_ROUNDING = 0.05


def limits(reference: Reference) -> Iterator[SeedProblem]:
    """Limits that are missing, of no check, or so wide or so rarely asked that they stop nothing."""
    seed = "plausibility_limits"
    rows: dict[str, list[tuple[int, seeds.Row]]] = defaultdict(list)
    for line, row in reference.numbered(seed):
        rows[row["check_name"]].append((line, row))
        if row["check_name"] not in CHECKS:
            details = {"expected": ", ".join(sorted(CHECKS))}
            yield SeedProblem("seed_check", seed, line, "check_name", row["check_name"], details)
    fewest = min(
        len(reference.units_of(units)) for units in {row["boundary_set"] for row in reference.rows("provinces")}
    )
    for check in sorted(CHECKS):
        asked = [(line, row) for line, row in rows[check] if row["kind"] != OFF]
        torn = [(line, row) for line, row in rows[check] if (row["kind"] == OFF) == bool(row["limit_value"])]
        if torn:
            yield from (SeedProblem("seed_off", seed, line, "limit_value", row["limit_value"]) for line, row in torn)
            continue
        measured = [row for _, row in asked if row["most_extreme"]]
        is_for_all = ALL in {row["index_code"] for _, row in rows[check]}
        # Off for all others says nothing of those that had a limit of their own.
        if not is_for_all or not measured:
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
    return row["unit"] == "share" or abs(limit) <= MOST_ROUNDING


def acknowledgements(reference: Reference) -> Iterator[SeedProblem]:
    """Acknowledgements of no check, and those that would let a whole edition pass."""
    seed = "acknowledged_anomalies"
    for line, row in reference.numbered(seed):
        check = row["check_name"]
        if check not in CHECKS:
            details = {"expected": ", ".join(sorted(CHECKS))}
            yield SeedProblem("seed_check", seed, line, "check_name", check, details)
        elif (check in OF_UNITS and row["province_id"] == ALL) or (
            check in OF_COMPONENTS and row["component_code"] == ALL
        ):
            yield SeedProblem("seed_all_all", seed, line, value=f"{check}, {row['index_code']} {row['year']}")
