"""Finds in the words of a text the forms of `forms.yml`, from left to right.

Each word is written as its kinds (`:rank:places: `), so that a form is a regular expression over them. What a figure
is a figure of is in `context`.
"""

import bisect
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from orchestration.reading.words import Token

# What may stand between the parts of a form: anything but another figure or the end of the clause.
_GAP = r"(?:(?![^ ]*:(?:stop|num|semicolon|goal):)[^ ]*[ ])"
_FORMS = Path(__file__).with_name("forms.yml")
_WORD = re.compile(r"<(\w+):([\w|]+)>|~|\(\??[!=]?|[a-z_]+")


def _compile(form: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """The form over kinds in colons, a blank behind each word: `:rank:places: :num: `."""
    for name, part in parts.items():
        form = form.replace(f"${name}", f"({part})")
    names = itertools.count()

    def of_word(found: re.Match[str]) -> str:
        if found[0][0] == "(":
            return "(?:" if found[0] == "(" else found[0]
        if found[0] == "~":
            return _GAP
        # A name may stand in several branches, and a pattern has each but once.
        name = f"?P<{found[1]}__{next(names)}>" if found[1] else "?:"
        return rf"({name}[^ ]*:(?:{found[2] or found[0]}):[^ ]*[ ])"

    return re.compile(_WORD.sub(of_word, form), re.VERBOSE)


# Forms that are lists: of figures that follow a list of what they are of.
_IN_TURN = ("ranks_listed", "scores_listed")
LISTED = ("index", "province", "year", "component")
_BETWEEN = ("comma", "and", "open", "close", "self", "year_word")
# How many words away a list may stand.
_REACH = 120


def _is_in_turn(tokens: list[Token], start: int, end: int) -> bool:
    """Whether the text says so, or the figures stand right behind a list of provinces that is as long."""
    first, last = start, end
    while first > max(start - _REACH, 0) and not tokens[first - 1].is_a("stop"):
        first -= 1
    while last < min(end + _REACH, len(tokens)) and not tokens[last].is_a("stop"):
        last += 1
    if any(token.is_a("respectively") for token in tokens[first:last]):
        return True
    numbers = sum(
        token.is_a("num") or token.is_a("ordinal")
        for at, token in enumerate(tokens[start:end], start)
        if not tokens[at - 1].is_a("slash")
    )
    named = list_before(tokens, start, "province")
    return len(named) == numbers and start - named[-1] <= 2


def list_before(tokens: list[Token], at: int, kind: str) -> list[int]:
    """The nearest list of one kind before a place in its sentence: `Hải Phòng, Hà Nội và Đà Nẵng lần lượt đạt`."""
    found: dict[tuple[str, ...], int] = {}
    for other in range(at - 1, max(at - _REACH, -1), -1):
        token = tokens[other]
        if token.is_a("stop"):
            break
        if token.is_a(kind):
            # A long name and its short one in brackets are one.
            found[tuple(token.values(kind))] = other
        elif found and not any(token.is_a(join) for join in _BETWEEN):
            if len(found) > 1:
                break
            found = {}
    return sorted(found.values()) if len(found) > 1 else []


@dataclass(frozen=True)
class Found:
    """A form in a paragraph: from one token up to another, and the tokens that it names."""

    form: str
    start: int
    end: int
    parts: dict[str, int]

    def part(self, *names: str) -> int | None:
        """The token that has the first of these names that is there."""
        return next((self.parts[name] for name in names if name in self.parts), None)


class Grammar:
    """The forms, compiled once."""

    @cached_property
    def written(self) -> dict[str, Any]:
        """The file of forms as it stands."""
        return yaml.load(_FORMS.read_text(encoding="utf-8"), yaml.CSafeLoader)

    @cached_property
    def _forms(self) -> list[tuple[str, re.Pattern[str]]]:
        written = self.written
        return [(name, _compile(form["form"], written["parts"])) for name, form in written["forms"].items()]

    def find(self, tokens: list[Token]) -> Iterator[Found]:
        """Forms from left to right, none within another."""
        words = [":" + ":".join(meaning.kind for meaning in token.meanings) + ": " for token in tokens]
        places = [0]
        for word in words:
            places.append(places[-1] + len(word))
        encoded = "".join(words)
        at = 0
        while at < len(tokens):
            found = self._first(tokens, encoded, places, at)
            if found is None:
                at += 1
            else:
                yield found
                at = found.end

    def _first(self, tokens: list[Token], encoded: str, places: list[int], at: int) -> Found | None:
        for name, pattern in self._forms:
            match = pattern.match(encoded, places[at])
            if match and match.end() > match.start():
                if name in _IN_TURN and not _is_in_turn(tokens, at, bisect.bisect_left(places, match.end())):
                    continue
                parts = {
                    key.split("__")[0]: bisect.bisect_right(places, match.start(key)) - 1
                    for key, value in match.groupdict().items()
                    if value is not None
                }
                return Found(name, at, bisect.bisect_left(places, match.end()), parts)
        return None
