"""Rules that make a brief's headings and sentences from figures: pure functions of plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from orchestration.pages.language import Language, Number, first_small

# How many contributions to a change are named.
NAMED = 3
# Parts that are named as a way to the next group; more of them are no advice.
MOST_PARTS = 4


@dataclass(frozen=True)
class Standing:
    """A place in an edition of an index, which `subject` says in a few words."""

    index_name: str
    subject: str
    rank: int
    n_ranked: int


def headline(t: Language, name: str, year: int, standings: Sequence[Standing]) -> str:
    """First places, then the better half, then what lags behind. Says so where no place is known."""
    if not standings:
        return t("brief_no_place", name=name, year=year)
    ordered = sorted(standings, key=lambda row: (row.rank / row.n_ranked, row.index_name))
    firsts = [row for row in ordered if row.rank == 1]
    upper = [row for row in ordered if row.rank > 1 and row.rank * 2 <= row.n_ranked]
    lower = [row for row in ordered if row.rank > 1 and row.rank * 2 > row.n_ranked]

    def subject(row: Standing) -> str:
        return f"{row.subject} ({row.index_name})"

    def clause(row: Standing, how: str) -> str:
        if row.rank == row.n_ranked:
            how = "last_more" if how == "more" else "last"
        return t(f"brief_{how}", place=t.ordinal(row.rank), of=row.n_ranked, subject=subject(row))

    good = [t("brief_led", subjects=t.list(map(subject, firsts)))] if firsts else []
    good += [clause(row, "more" if i else "stood") for i, row in enumerate(upper)]
    bad = [clause(row, "more" if i else "only" if good else "stood") for i, row in enumerate(lower)]
    said = t("brief_but", good=t.list(good), bad=t.list(bad)) if good and bad else t.list(good or bad)
    return t("brief_in_year", year=year, name=name, said=said)


def moves(t: Language, changes: Sequence[tuple[str, Number | None]]) -> str:
    """Which indices rose, which fell and which stayed against their edition before, of those that compare."""
    ways = {
        "up": [name for name, change in changes if change is not None and change > 0],
        "down": [name for name, change in changes if change is not None and change < 0],
        "same": [name for name, change in changes if change == 0],
    }
    said = [t(f"brief_moves_{way}", names=t.list(names)) for way, names in ways.items() if names]
    return t("brief_moves", said=t.list(said)) if said else t("brief_moves_unknown")


@dataclass(frozen=True)
class Place:
    """A place of one edition."""

    year: int
    rank: int


def over_time(t: Language, index_name: str, places: Sequence[Place], year: int) -> str:
    """The best place with its years, and the place of the year, which may be the best or not known."""
    if not places:
        return t("brief_never_ranked", index=index_name)
    best = min(place.rank for place in places)
    years = t.list(str(place.year) for place in places if place.rank == best)
    now = next((place.rank for place in places if place.year == year), None)
    code = "brief_best_place" if now is None else "brief_best_now" if now == best else "brief_best_and_now"
    return t(code, index=index_name, best=t.ordinal(best), years=years, year=year, now=t.ordinal(now or 0))


@dataclass(frozen=True)
class Part:
    """A part of the total: its short name and its place among the units ranked."""

    name: str
    rank: int
    n_ranked: int


def parts(t: Language, ranked: Sequence[Part]) -> str:
    """What it is strongest and weakest in; several where they tie; otherwise that none stands out."""
    if not ranked:
        return t("brief_parts_none")
    best, worst = min(part.rank for part in ranked), max(part.rank for part in ranked)
    if best == worst:
        return t("brief_parts_even", rank=t.ordinal(best))

    def named(rank: int) -> str:
        return t.list(first_small(part.name) for part in ranked if part.rank == rank)

    return t("brief_parts", strong=named(best), best=t.ordinal(best), weak=named(worst), worst=t.ordinal(worst))


def change(t: Language, index_name: str, points: Number, country: Number | None, previous: int) -> str:
    """How the total moved, beside the mean change over the same units; no cause is claimed."""
    said = _moved(t, "brief_score", points)
    if country is not None:
        said = t("brief_while", said=said, country=_moved(t, "brief_country", country))
    return t("brief_change", index=index_name, said=said, year=previous)


def _moved(t: Language, code: str, points: Number) -> str:
    # As it is printed: a change that rounds to nothing neither rises nor falls.
    shown = Decimal(str(points)).quantize(Decimal("0.01"))
    way = "up" if shown > 0 else "down" if shown < 0 else "same"
    return t(f"{code}_{way}", change=t.number(abs(points)))


@dataclass(frozen=True)
class Contribution:
    """What a part of the total added to its change."""

    name: str
    points: Number


def why(t: Language, points: Number, contributions: Sequence[Contribution]) -> str:
    """The largest contributions that went the way of the total by name, and those that went against it."""
    sign = 1 if points >= 0 else -1
    ordered = sorted(contributions, key=lambda part: -sign * part.points)
    along = [part for part in ordered if sign * part.points > 0][:NAMED]
    against = [part for part in reversed(ordered) if sign * part.points < 0][:NAMED]

    def told(named: Sequence[Contribution]) -> str:
        return t.list(f"{first_small(part.name)} ({t.signed(part.points)})" for part in named)

    said = [t("brief_why_up" if sign > 0 else "brief_why_down", parts=told(along))] if along else []
    if against:
        said.append(t("brief_why_against", parts=told(against)))
    return " ".join(said)


def next_group(t: Language, points: Number | None, group: str | None, is_best: bool, has_total: bool = True) -> str:
    """What the next group takes; nothing to reach in the best one; not known without a total or a bound."""
    if not has_total:
        return t("brief_next_no_total")
    if points is not None:
        return t("brief_next", points=t.number(points), group=first_small(group or ""))
    return t("brief_next_best" if is_best else "brief_next_unknown")


def way_up(t: Language, points: Number | None, lifts: Sequence[Contribution]) -> str | None:
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
    told = t.list(f"{first_small(lift.name)} ({t.signed(lift.points)})" for lift in found)
    return t("brief_way_one" if len(found) == 1 else "brief_way", parts=told, sum=t.number(reached))


def disputes(t: Language, n: int) -> str:
    return t.count("brief_disputed", n) if n else t("brief_disputed_none")


def backcast_title(t: Language, name: str, members: int, unscored: Sequence[str]) -> str:
    """Of how many members a figure is made, and which of them have none."""
    said = t.count("brief_backcast_title", members, name=name)
    return t("brief_backcast_without", said=said, names=t.list(unscored)) if unscored else said
