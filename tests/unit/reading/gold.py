"""What a person reads in a text, and what the reader found, both as the columns that tell one claim from another."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from orchestration.reading.figures import Figure

# Measures whose scope is part of what is claimed; of the others it is the country.
OF_A_SCOPE = {
    "rank",
    "rank_at_most",
    "rank_change",
    "rank_in_group",
    "provinces_in_group",
    "group_lower_bound",
    "mean",
    "mean_change",
}


class Stated(NamedTuple):
    index_code: str
    year: int
    subject: str
    measure: str
    value: str
    scope: str = ""
    component: str = ""
    compared_year: str = ""


def same(
    index_code: str,
    year: int,
    subject: str,
    measure: str,
    value: str,
    scope: str,
    component: str,
    compared_year: object,
) -> Stated:
    """With all that is written in more than one way in its plainest."""
    try:
        value = str(Decimal(value).normalize())
    except InvalidOperation:
        # A text may have lost the blank between two words.
        value = value.replace(" ", "")
    scope = scope.removeprefix("group_").upper() if scope.startswith("group_") else scope
    return Stated(
        index_code,
        year,
        subject,
        measure,
        value,
        scope if measure in OF_A_SCOPE and scope != "national" else "",
        "" if component == "total" else component,
        str(compared_year or ""),
    )


def found(figures: Iterable[Figure], *, with_doubted: bool) -> list[Stated]:
    return [
        same(
            claim.index_code,
            claim.year,
            claim.subject,
            claim.measure,
            claim.value,
            claim.scope,
            claim.component,
            claim.compared_year,
        )
        for figure in figures
        for claim in figure.claims
        if with_doubted or not claim.doubt
    ]


def written(line: str) -> Stated:
    """A line of tests/texts: `PAR 2023 | Hà Nội | rank | 3 | scope=region`."""
    about, subject, measure, value, *more = (part.strip() for part in line.split("|"))
    index_code, year = about.split()
    further = dict(pair.split("=") for pair in more[0].split()) if more else {}
    return same(
        index_code,
        int(year),
        "Cả nước" if subject == "-" else subject,
        measure,
        value,
        further.get("scope", ""),
        further.get("component", ""),
        further.get("compared_year"),
    )
