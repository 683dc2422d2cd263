"""A made edition on the 34 units, for a temporary raw folder: PAPI has not been published for them yet.

Each figure is the mean of the members in the last real edition with as much noise as provinces differ: like a survey.
"""

import csv
import random
import statistics
from decimal import Decimal

YEAR, LAST_REAL_YEAR = 2025, 2024
PUBLISHER = "made for a test: no published figures"


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def write(raw, seeds):
    """Writes `papi/2025.csv` and its row of seed `editions`; returns scores by province and component."""
    provinces = {row["province_id"]: row["name_vi"] for row in rows_of(seeds / "provinces.csv")}
    aliases = {row["alias"]: row["province_id"] for row in rows_of(seeds / "province_aliases.csv")
               if row["boundary_set"] == "63"}  # fmt: skip
    real = {aliases[row.pop("Tỉnh/Thành phố")]: row for row in rows_of(raw / "papi" / f"{LAST_REAL_YEAR}.csv")}
    members = {}
    for row in rows_of(seeds / "province_succession.csv"):
        members.setdefault(row["successor_id"], []).append(row["predecessor_id"])
    generator = random.Random(20251231)
    components = list(next(iter(real.values())))
    spread = {c: statistics.stdev(float(row[c]) for row in real.values() if row[c]) for c in components}
    made = {}
    for unit, former in sorted(members.items()):
        for component in components:
            known = [float(real[member][component]) for member in former if real[member][component]]
            score = statistics.fmean(known) + generator.gauss(0, spread[component])
            made[unit, component] = Decimal(f"{max(0.35, score):.5f}")
    with (raw / "papi" / f"{YEAR}.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["Tỉnh/Thành phố", *components])
        writer.writerows([provinces[unit], *(made[unit, c] for c in components)] for unit in sorted(members))
    with (seeds / "editions.csv").open("a", encoding="utf-8") as handle:
        handle.write(f"PAPI,{YEAR},34,{YEAR}-12-31,34,34,false,true\n")
    return made
