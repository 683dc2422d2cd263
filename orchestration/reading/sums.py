"""Sums that a text states by giving a figure and all its parts: `28,68 điểm, gồm SIPAS 8,57 và khảo sát 20,11`."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from orchestration.reading.figures import Claim, Figure
from orchestration.reference import TOTAL, Reference

_SUMS = {"score": "sum_of_parts", "max_points": "sum_of_max_points"}
# Parts by origin, beside which an index is divided into dimensions too.
_BLOCK = "block"


def with_sums(figures: list[Figure], reference: Reference) -> list[Figure]:
    """The figures, with a claim more at each whose parts the text states too."""
    blocks = {
        (row["index_code"], row["component_code"]): row["parent_component_code"]
        for row in reference.rows("components")
        if row["level"] == _BLOCK
    }
    stated: dict[tuple[object, ...], dict[str, Claim]] = {}
    for claim in _claims(figures):
        if claim.measure in _SUMS:
            stated.setdefault(_whose(claim), {}).setdefault(claim.component or TOTAL, claim)
    summed = {
        id(claims[code])
        for whose, claims in stated.items()
        for code in claims
        if len(_parts(code, whose[0], claims, blocks)) > 1
    }
    return [_extended(figure, summed) for figure in figures]


def _claims(figures: Iterable[Figure]) -> Iterable[Claim]:
    return (claim for figure in figures for claim in figure.claims if not claim.doubt)


def _whose(claim: Claim) -> tuple[object, ...]:
    return claim.index_code, claim.year, claim.subject, claim.measure


def _parts(
    code: str, index_code: object, claims: dict[str, Claim], blocks: dict[tuple[str, str], str]
) -> list[Decimal]:
    """The stated parts of a component, those of a part that is not stated in its stead; none where one is missing."""
    found: list[Decimal] = []
    for (index, part), parent in blocks.items():
        if index == index_code and parent == code:
            of_part = [Decimal(claims[part].value)] if part in claims else _parts(part, index_code, claims, blocks)
            if not of_part:
                return []
            found += of_part
    return found


def _extended(figure: Figure, summed: set[int]) -> Figure:
    more = tuple(
        replace(claim, measure=_SUMS[claim.measure], component=claim.component or TOTAL, of_total="")
        for claim in figure.claims
        if id(claim) in summed
    )
    return replace(figure, claims=figure.claims + more) if more else figure
