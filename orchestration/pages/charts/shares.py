"""How much of a whole is held, as a step of one colour."""

FULL, NONE = "h4", "h0"
# Shares from which a step begins, the darker first.
STEPS = ((0.5, "h3"), (0.25, "h2"), (0.0, "h1"))


def step(held: int, of: int) -> str:
    """The class of a cell: all, half and more, a quarter and more, less, none."""
    if not held:
        return NONE
    if held >= of:
        return FULL
    return next(cls for least, cls in STEPS if held / of >= least)
