"""A paragraph as sentences: what stands before a figure, and what counts for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from orchestration.reading.grammar import Found
from orchestration.reading.words import STOP, Token

# What has more words without a full stop is a list or a table, and is read in pieces.
_LONGEST_SENTENCE = 250
_DEEPEST_BRACKETS = 9


@dataclass
class Sentence:
    """The tokens from one place to another of a paragraph, the forms among them, and the brackets around each."""

    tokens: list[Token]
    start: int
    end: int
    forms: list[Found]
    brackets: list[tuple[int, ...]]
    covered: set[int] = field(default_factory=set)

    def before(self, at: int, *kinds: str) -> Iterator[int]:
        """Tokens of these kinds that count for a figure there, the nearest first."""
        for other in range(at - 1, self.start - 1, -1):
            if any(self.tokens[other].is_a(kind) for kind in kinds) and self.counts(other, at):
                yield other

    def counts(self, other: int, at: int) -> bool:
        mine, its = self.brackets[at] if at < self.end else (), self.brackets[other]
        # A short name in brackets stands for the long one before it.
        return its == mine[: len(its)] or self._is_alone(other)

    def _is_alone(self, at: int) -> bool:
        is_name = self.tokens[at].is_a("index") or self.tokens[at].is_a("component")
        return (
            is_name
            and 0 < at < len(self.tokens) - 1
            and self.tokens[at - 1].is_a("open")
            and self.tokens[at + 1].is_a("close")
        )

    def has(self, kind: str, start: int, end: int) -> bool:
        return any(self.tokens[at].is_a(kind) for at in range(max(start, self.start), min(end, self.end)))


def sentences(tokens: list[Token], forms: list[Found]) -> list[Sentence]:
    """The sentences of a paragraph, none longer than people write them."""
    brackets: list[tuple[int, ...]] = []
    opened: list[int] = []
    found: list[Sentence] = []
    start = 0
    left = iter([*forms, None])
    form = next(left)
    for at in range(len(tokens) + 1):
        if at == len(tokens) or tokens[at].is_a(STOP) or at - start >= _LONGEST_SENTENCE:
            mine = []
            while form is not None and form.start < at:
                mine += [form] if form.start >= start and form.end <= at else []
                form = next(left)
            if at > start:
                covered = {place for one in mine for place in range(one.start, one.end)}
                found.append(Sentence(tokens, start, at, mine, brackets, covered))
            is_stop = at < len(tokens) and tokens[at].is_a(STOP)
            start, opened = at + is_stop, []
        if at < len(tokens):
            if tokens[at].is_a("open") and len(opened) < _DEEPEST_BRACKETS:
                opened.append(at)
            brackets.append(tuple(opened))
            if tokens[at].is_a("close") and opened:
                opened.pop()
    return found
