"""What claims ask of single words, and of those close by."""

from orchestration.reading.context import Sentence, Uncertain
from orchestration.reading.grammar import Found
from orchestration.reading.words import Token


def token_of(sentence: Sentence, form: Found, name: str) -> Token | None:
    at = form.part(name)
    return sentence.tokens[at] if at is not None else None


def has_near(sentence: Sentence, at: int, kind: str, reach: int) -> bool:
    """Whether such a word stands at most so many words before a place, in the same clause."""
    for other in range(at - 1, max(at - 1 - reach, sentence.start - 1), -1):
        if sentence.tokens[other].is_a(kind):
            return True
        if sentence.tokens[other].is_a("semicolon") or sentence.tokens[other].is_a("comma"):
            return False
    return False


def is_bound(number: Token, dash: Token) -> bool:
    return number.is_a("num") and dash.is_a("dash")


def is_up(token: Token) -> bool:
    return token.is_a("rise") or token.is_a("above")


def is_hedged(sentence: Sentence, form: Found) -> bool:
    return form.part("hedge") is not None or has_near(sentence, form.start, "about", 1)


def is_whole(token: Token) -> bool:
    return token.number is not None and not token.decimals and token.number > 0 and "unsure" not in token.marks


def place_of(token: Token) -> int:
    if token.is_a("ordinal"):
        return int(token.values("ordinal")[0])
    if not is_whole(token):
        raise Uncertain("not_understood")
    return int(token.number)


def count_of(token: Token) -> str:
    """A whole number, in digits or in words."""
    for kind in ("number", "ordinal"):
        if token.is_a(kind):
            return token.values(kind)[0]
    if token.number is None or token.decimals:
        raise Uncertain("not_understood")
    return shown(token)


def shown(token: Token) -> str:
    """A number as check-claims reads it: with the decimals of the text."""
    if token.number is None:
        raise Uncertain("not_understood")
    return f"{token.number:.{token.decimals}f}"
