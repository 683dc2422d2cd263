"""What a brief says beside what the page of a province says: pure functions of plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from orchestration.pages.findings import province
from orchestration.pages.findings.moved import way
from orchestration.pages.language import Language, Number, first_small

# Parts that are named as a way to the next group; more of them are no advice.
MOST_PARTS = 4


def headline(t: Language, name: str, year: int, standings: Sequence[province.Standing]) -> str:
    """As on the page of a province, of one year."""
    return province.headline(t, name, standings) if standings else t("brief_no_place", name=name, year=year)


def moves(t: Language, changes: Sequence[tuple[str, Number | None]]) -> str:
    """Which indices rose, which fell and which stayed against their edition before, of those that compare."""
    ways: dict[str, list[str]] = {"up": [], "down": [], "same": []}
    for name, points in changes:
        if points is not None:
            ways[way(points)].append(name)
    said = [t(f"brief_moves_{code}", names=t.list(names)) for code, names in ways.items() if names]
    return t("brief_moves", said=t.list(said)) if said else t("brief_moves_unknown")


@dataclass(frozen=True)
class Place:
    """A rank of one edition."""

    year: int
    rank: int


def over_time(t: Language, index_name: str, places: Sequence[Place], year: int) -> str:
    """The best rank with its years, and the rank of the year, which may be the best or not known."""
    if not places:
        return t("brief_never_ranked", index=index_name)
    best = min(place.rank for place in places)
    years = t.list(str(place.year) for place in places if place.rank == best)
    now = next((place.rank for place in places if place.year == year), None)
    code = "brief_best_place" if now is None else "brief_best_now" if now == best else "brief_best_and_now"
    return t(code, index=index_name, best=t.ordinal(best), years=years, year=year, now=t.ordinal(now or 0))


def parts(t: Language, ranked: Sequence[province.Part]) -> str:
    """As on the page of a province, or that there are none."""
    return province.parts(t, ranked) if ranked else t("brief_parts_none")


def change(t: Language, index_name: str, points: Number, country: Number | None, previous: int) -> str:
    """How the total moved, beside the mean change over the same units; no cause is claimed."""
    said = _moved(t, "brief_score", points)
    if country is not None:
        said = t("brief_while", said=said, country=_moved(t, "brief_country", country))
    return t("brief_change", index=index_name, said=said, year=previous)


def _moved(t: Language, code: str, points: Number) -> str:
    return t(f"{code}_{way(points)}", change=t.number(abs(points)))


def next_group(t: Language, points: Number | None, group: str | None, is_best: bool, has_total: bool = True) -> str:
    """As on the page of a province; without a total there is no group."""
    if not has_total:
        return t("brief_next_no_total")
    if points is None and not is_best:
        return t("brief_next_unknown")
    return province.next_group(t, points, group, is_best)


def named(t: Language, name: str) -> str:
    """A component within a sentence; in English its long name has capitals throughout."""
    return first_small(name) if t.is_vietnamese else name


def way_up(t: Language, points: Number | None, lifts: Sequence[province.Contribution]) -> str | None:
    """The fewest parts that reach the next group when each comes to the level of the best tenth of the units.

    `lifts` are what each part would add, the most first. None where there is no next group or nothing to add.
    """
    gains = [lift for lift in lifts if lift.points > 0]
    if points is None or not gains:
        return None
    found, reached = [], Decimal(0)
    for lift in gains:
        found.append(lift)
        reached += Decimal(str(lift.points))
        if reached >= points:
            break
    if reached < points:
        return t("brief_way_not_enough", sum=t.number(reached))
    if len(found) > MOST_PARTS:
        return t("brief_way_many", n=len(found))
    told = t.list(f"{named(t, lift.name)} ({t.signed(lift.points)})" for lift in found)
    return t("brief_way_one" if len(found) == 1 else "brief_way", parts=told, sum=t.number(reached))


def backcast_title(t: Language, name: str, members: int, unscored: Sequence[str]) -> str:
    """Of how many members a figure is made, and which of them have none."""
    said = t.count("brief_backcast_title", members, name=name)
    return t("brief_backcast_without", said=said, names=t.list(unscored)) if unscored else said
