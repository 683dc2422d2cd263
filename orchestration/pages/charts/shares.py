"""How much of a whole is held, as a step of one colour."""

FULL, NONE = "q4", "q0"
# Shares from which a step begins, the darker first.
STEPS = ((0.5, "q3"), (0.25, "q2"), (0.0, "q1"))


def step(held: int, of: int) -> str:
    """The class of a cell: all, half and more, a quarter and more, less, none."""
    if not held:
        return NONE
    if held >= of:
        return FULL
    return next(cls for least, cls in STEPS if held / of >= least)
