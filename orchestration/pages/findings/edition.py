"""What an edition says in its first sentences: of its scores where it is held in full, else of what is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.pages.findings.moved import way
from orchestration.pages.language import Language, Number, first_small


@dataclass(frozen=True)
class Move:
    """The mean change over the units with a score in both editions, and how many of them rose."""

    change: Number
    n: int
    n_up: int


@dataclass(frozen=True)
class End:
    """A unit at an end of the table; the score is None where only its place is known."""

    name: str
    score: Number | None


def lead(
    t: Language,
    mean: Number | None,
    before: tuple[int, Number] | None,
    move: Move | None,
    best: Sequence[End],
    worst: Sequence[End],
) -> str:
    """Mean (and that of the edition before), how far it moved over the same units, and the two ends."""
    parts = []
    if mean is not None:
        parts.append(
            t("finding_mean_before", mean=t.number(mean), year=before[0], before=t.number(before[1]))
            if before
            else t("finding_mean", mean=t.number(mean))
        )
    if move and move.n:
        code = f"finding_same_units_{way(move.change)}"
        parts.append(t(code, n=move.n, change=t.number(abs(move.change)), n_up=move.n_up))
    if best and worst:
        parts.append(t("finding_best_and_worst", best=_told(t, best), worst=_told(t, worst)))
    elif best or worst:
        parts.append(t("finding_best" if best else "finding_worst", units=_told(t, best or worst)))
    return " ".join(parts)


def _told(t: Language, ends: Sequence[End]) -> str:
    """Units that tie are all named, each with its score where it is known."""
    return t.list(end.name if end.score is None else f"{end.name} ({t.number(end.score)})" for end in ends)


def narrowest(t: Language, groups: Sequence[tuple[str, Number, str, Number]]) -> str:
    """How thin a bound can be. `groups` are pairs at a bound: the unit above, its score, the unit below, its score."""
    if not groups:
        return ""
    above, upper, below, lower = min(groups, key=lambda pair: pair[1] - pair[3])
    return t("finding_narrow", above=above, below=below, points=t.exact(upper - lower))


def comparable(t: Language, year: int, breaks: Sequence[int], first: int) -> str:
    """With which editions this one compares without a mark. `breaks` are years of breaks, `first` the first edition."""
    past = [b for b in breaks if b <= year]
    since = max(past, default=first)
    if since == year and past:
        return t("finding_break_here", year=year)
    later = min((b for b in breaks if b > year), default=None)
    last = t("finding_until", year=later) if later else ""
    return t("finding_comparable", since=since, last=last)


def known(t: Language, n_scores: int, n_ranks: int, n_scored: int, n: int) -> str:
    """How many of all units have a known score, and how many a known rank where that is not as many; or that no more
    of them were scored."""
    if n_scores == n_scored < n:
        return t("finding_only_scored", n_scores=n_scores, n=n)
    code = "finding_known_scores" if n_scores == n_ranks else "finding_known_both"
    return t(code, n_scores=n_scores, n_ranks=n_ranks, n=n)


def groups(t: Language, sizes: Sequence[tuple[str, int]], n_unknown: int) -> str:
    """How many units are known to be in each group. `sizes` are pairs of a group's name and its units."""
    told = "; ".join(t.count("finding_group_size", n, group=group) for group, n in sizes)
    return f"{told}; {t('finding_group_unknown', n=n_unknown)}" if n_unknown else told


def ends(t: Language, best: Sequence[str], worst: Sequence[str], n: int, of: int) -> str:
    """Who is first and who is last where that is known, then how many units that is said of."""
    said = [t("finding_first", names=t.list(best))] if best else []
    said += [t("finding_last", names=t.list(worst))] if worst else []
    count = t("edition_table" if n == of else "edition_table_known", n=n, of=of)
    return f"{', '.join(said)}; {first_small(count)}" if said else count
