"""What an edition says of the country: regions on the map, the ends of the table, risers and fallers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestration.pages.language import Language, Number


@dataclass(frozen=True)
class RegionTally:
    """A region of an edition: units with a place, and of them those in the best and in the worst group."""

    name: str
    n: int
    n_best: int
    n_worst: int


def map_title(t: Language, regions: Sequence[RegionTally], worst_group: str, best_group: str) -> str:
    """The region with the largest share of its units in the worst group; where the best group is found.

    Two regions with the same share are both named.
    """
    told = [region for region in regions if region.n]
    most = max((region.n_worst / region.n for region in told), default=0)
    if not most:
        return t("finding_map_plain")
    lowest = [region for region in told if region.n_worst / region.n == most]
    parts = t.list(t("finding_map_region", name=region.name, n_worst=region.n_worst, n=region.n) for region in lowest)
    with_best = sum(1 for region in told if region.n_best)
    if with_best == len(told):
        where = t("finding_map_everywhere", of=len(told))
    else:
        where = t("finding_map_where", n=with_best, of=len(told))
    return t("finding_map", regions=parts, worst=worst_group, best=best_group, where=where)


def ends_title(
    t: Language, leaders: Sequence[str], last: Sequence[str], riser: str | None = None, rise: Number | None = None
) -> str:
    """Who leads and who is last, several of them where they tie, and who rose most."""
    ends = t("finding_ends", leaders=named(t, leaders), last=named(t, last))
    return t("finding_ends_rise", ends=ends, name=riser, change=t.number(rise)) if riser else ends


def named(t: Language, names: Sequence[str], limit: int = 3) -> str:
    """Units by their names, or how many they are where they are more than `limit`."""
    return t.list(names) if len(names) <= limit else t("finding_units", n=len(names))


def tied(rows: Sequence, place: int) -> list:
    """All rows at the place of the one at `place`."""
    rank = rows[place].rank
    return [row for row in rows if row.rank == rank]


def coverage_title(t: Language, is_full: Mapping[str, bool]) -> str:
    """Of which indices every edition is held, and of which only a part; by name, whether each edition of it is."""
    full, part = ([name for name, each in is_full.items() if each == wanted] for wanted in (True, False))
    if not part:
        return t("finding_coverage_all")
    if not full:
        return t("finding_coverage_none", part=t.list(part))
    return t("finding_coverage", full=t.list(full), part=t.list(part))
