"""Which way a figure moved, as it is printed: what rounds to nothing neither rose nor fell."""

from decimal import ROUND_HALF_UP, Decimal

from orchestration.pages.language import Number

_PRINTED = Decimal("0.01")


def way(change: Number) -> str:
    """`up`, `down` or `same`: the ending of a message's code."""
    shown = Decimal(str(change)).quantize(_PRINTED, ROUND_HALF_UP)
    return "up" if shown > 0 else "down" if shown < 0 else "same"
