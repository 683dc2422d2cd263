"""What was found in a text: a figure at its place, with what it was understood as."""

from dataclasses import dataclass

CLAIM, QUESTION, OUT_OF_SCOPE, NOT_UNDERSTOOD = STATUSES = ("claim", "question", "out_of_scope", "not_understood")


@dataclass(frozen=True)
class Claim:
    """What a text states, in the columns of `check-claims`. A `doubt` is why it is shown and not judged."""

    index_code: str
    year: int
    subject_type: str
    subject: str
    measure: str
    value: str
    scope: str = ""
    component: str = ""
    of_total: str = ""
    compared_year: int | None = None
    doubt: str = ""


@dataclass(frozen=True)
class Figure:
    """A place in a paragraph (numbered from 1), what stands there, and what it was understood as."""

    paragraph: int
    start: int
    end: int
    text: str
    status: str
    reason: str = ""
    claims: tuple[Claim, ...] = ()
