"""What the page of a unit formed of others says first."""

from collections.abc import Sequence

from orchestration.pages.findings.edition import End
from orchestration.pages.language import Language, Number, first_capital


def headline(
    t: Language,
    name: str,
    members: Sequence[str],
    edition: str,
    score: Number | None,
    rank: int | None,
    n_ranked: int | None,
) -> str:
    """Of what it was formed, and what its members' scores come to, if all have one; nobody has published it."""
    made = t("formed_of", name=name, members=t.list(members)) if len(members) > 1 else t("formed_same", name=name)
    if score is None:
        return f"{made} {t('formed_no_score')}"
    code = "formed_comes_to" if len(members) > 1 else "formed_scored"
    code += "_place" if rank else ""
    details = {"place": rank, "of": n_ranked} if rank else {}
    return f"{made} {t(code, edition=edition, score=t.number(score), **details)}"


def now(t: Language, known: Sequence[str], missing: Sequence[str], is_same: bool) -> str:
    """Which of the newest editions can be back-cast; a unit that did not change has its own figures."""
    if is_same:
        return t("formed_now_same" if known else "formed_now_same_none", known=t.list(known), missing=t.list(missing))
    if not known:
        return t("formed_now_none", missing=t.list(missing))
    return t("formed_now_some" if missing else "formed_now_all", known=t.list(known), missing=t.list(missing))


def members(t: Language, edition: str, ends: Sequence[End]) -> str:
    """The former units with the highest and the lowest score, and how far they are apart; or whose is not known."""
    missing = [end.name for end in ends if end.score is None]
    if missing or not ends:
        return t("formed_members_missing", edition=edition, names=t.list(missing))
    high, low = max(end.score for end in ends), min(end.score for end in ends)
    best, worst = ([end.name for end in ends if end.score == score] for score in (high, low))
    if len(ends) == 1:
        return t("formed_members_one", edition=edition, name=best[0], score=t.number(high))
    if high == low:
        return t("formed_members_level", edition=edition, score=t.number(high))
    details = {"best": t.list(best), "worst": t.list(worst), "points": t.number(high - low)}
    return first_capital(t("formed_members_apart", edition=edition, **details))


def over_time(t: Language, index: str, ranks: Sequence[tuple[int, int]]) -> str:
    """Best and worst of its back-cast ranks, each with all its years. `ranks` are pairs of a year and a rank."""
    if not ranks:
        return t("formed_years_unranked", index=index)
    best, worst = min(rank for _, rank in ranks), max(rank for _, rank in ranks)

    def years(at: int) -> str:
        return t.list(str(year) for year, rank in ranks if rank == at)

    if best == worst:
        return t("formed_years_same", index=index, rank=best, years=years(best))
    return t(
        "formed_years_range", index=index, best=best, best_years=years(best), worst=worst, worst_years=years(worst)
    )
