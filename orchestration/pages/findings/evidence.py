"""How values that sources state stand to one another, and what a claim's sentence is about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from orchestration.messages import texts
from orchestration.pages.language import Language

# As fct_source_conflict lists them: "88.09 (1)", "low (2)", or the rank of another unit, "63-70: 29".
_OTHER = re.compile(r"(?:(?P<unit>\d+-\w+): )?(?P<text>[^ ,]+)(?: \((?P<n>\d+)\))?")
_MINUS = re.compile(r"(?<![\w)–-])-(?=\d)")
_PLACE = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Other:
    """A value that was not chosen, as printed; `unit` is the province that has it, where it is not the figure's own."""

    text: str
    unit: str | None = None


def others(listed: str) -> list[Other]:
    return [Other(found["text"], found["unit"]) for found in map(_OTHER.fullmatch, listed.split(", ")) if found]


def is_of(text: str, listed: Sequence[Other]) -> bool:
    """Whether a printed value is one of those not chosen: the same text, or the same number with as many decimals."""
    return any(text == other.text or _printed(text) == _printed(other.text) for other in listed if not other.unit)


def _printed(text: str) -> object:
    try:
        return Decimal(text).as_tuple()
    except InvalidOperation:
        return text


def about(explanation: str) -> tuple[str, str]:
    """What a claim is about and what is said of it: a sentence parted at its first colon."""
    subject, colon, said = explanation.partition(": ")
    return (subject, said) if colon else ("", explanation)


def claims_title(t: Language, n: int, verdicts: Mapping[str, int]) -> str:
    """How many statements hold, and how many do not."""
    right, wrong = verdicts.get("confirmed", 0), verdicts.get("contradicted", 0)
    return t("claim_title" if wrong else "claim_title_none", n=n, right=right, wrong=wrong)


def with_minus(text: str) -> str:
    """A sentence of the warehouse, with the sign that the pages write before a number."""
    return _MINUS.sub("\u2212", text)


def place(t: Language, text: str) -> str:
    """Where in a document a claim stands (part A para 2), in the words of the language."""
    known = texts.codes()

    def word(found: re.Match[str]) -> str:
        code = f"claim_place_{found.group()}"
        return t(code) if code in known else found.group()

    return _PLACE.sub(word, text)
