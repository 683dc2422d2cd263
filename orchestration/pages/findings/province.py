"""What a province's page says: where it stands, how it moved, what it is strong in, why its total changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.pages.findings.moved import way
from orchestration.pages.language import Language, Number, first_capital, first_small

# How many of the largest contributions are named, and how many that went the other way.
NAMED, NAMED_AGAINST = 3, 2
LEAST_TOLD = 0.005


@dataclass(frozen=True)
class Standing:
    """A place in the newest edition of an index, which `subject` says in a few words."""

    index_name: str
    subject: str
    year: int
    rank: int
    n_ranked: int


def headline(t: Language, name: str, standings: Sequence[Standing]) -> str:
    """First places, then the better half, then what lags behind. Says so where no place is known."""
    if not standings:
        return t("finding_no_place", name=name)
    rows = sorted(standings, key=lambda row: (row.rank / row.n_ranked, row.index_name))
    years = {row.year for row in rows}
    firsts = [row for row in rows if row.rank == 1]
    upper = [row for row in rows if row.rank > 1 and row.rank * 2 <= row.n_ranked]
    lower = [row for row in rows if row.rank > 1 and row.rank * 2 > row.n_ranked]

    def label(row: Standing) -> str:
        index = row.index_name if len(years) == 1 else f"{row.index_name} {row.year}"
        return f"{row.subject} ({index})"

    def clause(row: Standing, code: str) -> str:
        is_last = row.rank == row.n_ranked
        words = f"finding_last_{code.replace('only', 'stood')}" if is_last else f"finding_place_{code}"
        return t(words, place=t.ordinal(row.rank), of=row.n_ranked, subject=label(row))

    good = [t("finding_led", subjects=t.list(map(label, firsts)))] if firsts else []
    good += [clause(row, "more" if i else "stood") for i, row in enumerate(upper)]
    bad = [clause(row, "more" if i else "only" if good else "stood") for i, row in enumerate(lower)]
    said = t("finding_but", good=t.list(good), bad=t.list(bad)) if good and bad else t.list(good or bad)
    if len(years) == 1:
        return t("finding_in_year", year=min(years), name=name, said=said)
    return t("finding_newest", name=name, said=said)


def move(t: Language, index_name: str, change: Number, country: Number | None, places: int | None) -> str:
    """How the score moved, beside the mean change over the same units; no cause is claimed.

    `places` are those gained among the units ranked in both editions.
    """
    said = _moved(t, change, "finding_score")
    if country is not None:
        said = t("finding_while", said=said, country=_moved(t, country, "finding_country"))
    if places is not None:
        code = "finding_places_up" if places > 0 else "finding_places_down"
        kept = t("finding_places_same") if not places else t.count(code, abs(places))
        said = f"{said}; {kept}"
    return t("finding_of_index", index=index_name, said=said)


def _moved(t: Language, change: Number, code: str) -> str:
    return t(f"{code}_{way(change)}", change=t.number(abs(change)))


@dataclass(frozen=True)
class Place:
    """A place of one edition, and whether its group is in the upper half; None where no group is known."""

    year: int
    rank: int
    is_upper: bool | None


def over_time(t: Language, index_name: str, places: Sequence[Place]) -> str:
    """In how many editions it was in the better or the worse half of groups, and its best place with all its years."""
    grouped = [place for place in places if place.is_upper is not None]
    if not places:
        return t("finding_never_ranked", index=index_name)
    best = min(place.rank for place in places)
    years = t.list(str(place.year) for place in places if place.rank == best)
    # Of one edition there is no "all".
    if len(grouped) < 2:
        return t("finding_best_place", index=index_name, best=best, years=years)
    n_upper, n = sum(place.is_upper for place in grouped), len(grouped)
    half, count = ("upper", n_upper) if n_upper * 2 >= n else ("lower", n - n_upper)
    share = "all" if count == n else "even" if count * 2 == n else "most"
    return t(f"finding_halves_{share}_{half}", index=index_name, n=count, of=n, best=best, years=years)


@dataclass(frozen=True)
class Part:
    """A part of the total: its short name and its place among the units ranked."""

    name: str
    rank: int
    n_ranked: int


def parts(t: Language, ranked: Sequence[Part]) -> str:
    """What it is strongest and weakest in; several where they tie; otherwise where all are in one half."""
    if not ranked:
        return t("finding_parts_none")
    best, worst = min(part.rank for part in ranked), max(part.rank for part in ranked)
    if best == worst:
        return t("finding_parts_even", rank=best)

    def named(rank: int) -> str:
        return t.list(first_small(part.name) for part in ranked if part.rank == rank)

    details = {"strong": named(best), "best": best, "weak": named(worst), "worst": worst}
    if best * 2 > max(part.n_ranked for part in ranked):
        return t("finding_parts_lower", **details)
    return t("finding_parts", **details)


@dataclass(frozen=True)
class Share:
    """A part of an index that is known by itself, and its score as a share of the most it can have."""

    name: str
    share: Number


def known_parts(t: Language, edition: str, shares: Sequence[Share], n: int) -> str:
    """Nearest to and farthest from the most, of the parts of an edition where that is known; else how many are known.

    Nothing is said of the others: what is not known may be better or worse.
    """
    # What prints as the same figure is no difference.
    if len({t.percent(share.share) for share in shares}) < 2:
        return t.count("finding_known_plain", n, edition=edition)
    high, low = max(share.share for share in shares), min(share.share for share in shares)

    def named(share: Number) -> str:
        return t.list(first_small(part.name) for part in shares if part.share == share)

    details = {"high": named(high), "high_share": t.percent(high), "low": named(low), "low_share": t.percent(low)}
    return t("finding_known", edition=edition, n=len(shares), **details)


def peers(t: Language, region: str, rank: int | None, n_ranked: int | None, nearest: str | None) -> str:
    """Its rank within the region, and whose profile is nearest; either may be unknown."""
    said = []
    if rank:
        said.append(t("finding_in_region", rank=rank, n=n_ranked, region=region))
    if nearest:
        said.append(t("finding_nearest", name=nearest))
    return first_capital("; ".join(said)) or t("peers_title")


@dataclass(frozen=True)
class Contribution:
    """What a part of the total added to its change."""

    name: str
    points: Number


def why_title(t: Language, index_name: str, year: int, change: Number) -> str:
    return t(f"finding_why_{way(change)}", index=index_name, year=year, change=t.number(abs(change)))


def why(t: Language, change: Number, contributions: Sequence[Contribution], country: Number | None) -> str:
    """How many parts went the way of the total, the largest of them by name, and what went against it."""
    sign = 1 if change >= 0 else -1
    ordered = sorted(contributions, key=lambda part: -sign * part.points)
    along = [part for part in ordered if sign * part.points > 0]
    # What prints as nothing made up for nothing.
    against = [part for part in ordered if -sign * part.points >= LEAST_TOLD][::-1]

    def told(named: Sequence[Contribution]) -> str:
        return t.list(f"{first_small(part.name)} ({t.signed(part.points)})" for part in named)

    along_way = "up" if sign > 0 else "down"
    details = {"n": len(along), "of": len(ordered), "parts": told(along[:NAMED])}
    said = []
    if along:
        said.append(t(f"finding_parts_{'all' if len(along) == len(ordered) else 'some'}_{along_way}", **details))
    if against:
        said.append(t(f"finding_against_{along_way}", parts=first_capital(told(against[:NAMED_AGAINST]))))
    if country is not None:
        said.append(t("finding_same_year", country=_moved(t, country, "finding_country")))
    return " ".join(said)


def next_group(t: Language, points: Number | None, group: str | None, is_best: bool) -> str:
    """What the next group takes; nothing to reach in the best one; not known where no bound is."""
    if points is not None:
        return t("finding_next", points=t.number(points), group=first_small(group or ""))
    return t("finding_next_best" if is_best else "finding_next_unknown")


def disputes(t: Language, n_conflicts: int, n_claims: int) -> str:
    said = []
    if n_conflicts:
        said.append(t.count("finding_disputed", n_conflicts))
    if n_claims:
        said.append(t.count("finding_claims", n_claims))
    return first_capital("; ".join(said))
