"""What the page of a unit formed of others says first."""

from collections.abc import Sequence

from orchestration.pages.language import Language, Number


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
    code = "formed_comes_to_place" if rank else "formed_comes_to"
    details = {"place": rank, "of": n_ranked} if rank else {}
    return f"{made} {t(code, edition=edition, score=t.number(score), **details)}"
