"""How close the real editions come to each limit, each judged as on the day it arrived."""

from orchestration.ingest.plausibility import limits
from orchestration.ingest.plausibility.table_measures import Finding
from orchestration.reference import Limit
from tests.mutation.harness import REFERENCE, real_figures


def closest() -> dict[tuple[str, str], tuple[Finding, Limit]]:
    """The furthest finding of the real editions by check and index, with its limit."""
    found: dict[tuple[str, str], tuple[Finding, Limit]] = {}
    for finding, limit in limits.limited(limits.measure(real_figures(), REFERENCE), REFERENCE):
        key = (finding.check, finding.index_code)
        sign = 1 if limit.is_upper else -1
        if key not in found or sign * finding.value > sign * found[key][0].value:
            found[key] = (finding, limit)
    return found


def table() -> str:
    lines = [f"{'check':<20} {'index':<6} {'limit':>9} {'furthest':>9}  edition, unit, component"]
    for (check, index_code), (finding, limit) in sorted(closest().items()):
        place = ", ".join(part for part in (str(finding.year), finding.unit, finding.component) if part != "all")
        bound = f"{'≤' if limit.is_upper else '≥'} {limit.limit:g}"
        lines.append(f"{check:<20} {index_code:<6} {bound:>9} {finding.value:>9.4f}  {place}")
    return "\n".join(lines)
