"""What a release says of the one before: how many figures differ, and in what way."""

from collections.abc import Mapping

from orchestration.pages.language import Language, first_capital

_KINDS = ("added", "changed", "removed")


def title(t: Language, totals: Mapping[str, int], n_structure: int) -> str:
    """How many figures differ; that none does, or only tables and columns."""
    n = sum(totals.values())
    if n:
        return t.count("finding_changes", n, figures=t.whole(n))
    return t("finding_changes_structure" if n_structure else "finding_changes_none")


def summary(t: Language, totals: Mapping[str, int], n_files: int | None) -> str:
    """What kinds of differences there are, and whether any raw file is another where that is known."""
    kinds = [t(f"finding_changes_{kind}", figures=t.whole(totals[kind])) for kind in _KINDS if totals.get(kind)]
    said = [first_capital("; ".join(kinds)) + "."] if kinds else []
    if n_files:
        said.append(t.count("finding_changes_files", n_files))
    elif n_files == 0:
        said.append(t("finding_changes_no_files_but_figures" if kinds else "finding_changes_no_files"))
    return " ".join(said)
