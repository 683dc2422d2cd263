"""The forms in which a text states a figure: patterns over the kinds of words, read from left to right.

`rank{1,2} ord? <n:num> slash <of:num>` is a word for ranks or two, maybe one before an ordinal, a number, a slash
and a number; the numbers are found again by name. Kinds are those of the seed `text_words` and of `words`; `$unit`
stands for a pattern of `_PARTS`. Of the forms that begin at a word the first that fits is taken, so those that say
more stand above. What the figure is a figure of is in `context`.
"""

import bisect
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from orchestration.reading.words import Token

# What may stand between the parts of a form: anything but another figure or the end of the clause.
_GAP = r"(?:(?![^ ]*:(?:stop|num|semicolon|goal):)[^ ]*[ ])"
_PARTS = {
    "unit": "(points|percent){1,2}",
    "year": "(year_word? <year:year>)",
    "than": "(compared (year_word|of_word|w)? (year_word? <compared:year>|<previous:previous>))",
    "hedge": "<hedge:above|below|about>",
    "filler": "(units|reach|w|points|of_word|max)",
    "scope": "(comma? (units|of_word|self|w|reach|in_group|nation){0,3} <scope:region|municipality|nation>)",
}
_FORMS = {
    "date": "day num ((slash|dash|month) num)? | month (num|date) (year_word? year)? | num month of_word? year? | month num comma year",
    "document": "document_word{1,2} (num|document|numbering) (slash num)?",
    "years": "stage year_word? year (dash year_word? year)? | year dash year | year_word? year to nation?",
    "things": "<hedge:above|below|about>? num (percent)? thing",
    "times_first": "reach? <n:num|number> times (rank|keep|reach|w|year_word){0,3} first nation?",
    "years_first": """year_word? (times? ord)? <n:num|number> year_word? consecutive (w|keep|rank|reach|units|of_word){0,4}
        first nation?
        | first nation? (of_word|index|year_word|reach|w){0,4} <n:num|number> year_word? consecutive (year_word)?
        | first nation? (of_word|index|reach|w){0,4} <n:num|number> consecutive year_word""",
    "years_above": "(year_word|times)? (times? ord)? <n:num|number> year_word? consecutive year_word? ~{0,25}"
    " above <threshold:num> (points|percent)",
    "edition": "year_word? ord <n:num> year_word? <run:consecutive>? ~{0,30} <measured:measured> ~{0,4} index"
    " | ord? <n:ordinal> <run:consecutive>? year_word ~{0,30} <measured:measured> ~{0,4} index",
    "range": "between from? <a:num> $unit? (dash|to|and) <b:num> $unit? | from <a:num> $unit (to|dash) <b:num> $unit",
    "from_to": """from rank{0,2} ord? <a:num|ordinal> (slash num)? <unit:points|percent|places>? (percent|points)?
        (open? year_word? <year_a:year> close?)? comma? (of_word|reach)? to rank{0,2} ord? reach? <b:num|ordinal>
        (slash <of:num>)? (points|percent|places)? (open? of_word? year_word? <year_b:year> close?)?""",
    "to_mean": """(rise|fall|above|below) (compared|of_word|w){0,2} mean of_word? nation? (reach|of_word){0,2} <n:num> $unit
        | (rise|fall) (above|about)? <n:num> $unit compared (of_word|w){0,2} mean of_word? nation?
        | <n:num> $unit (rise|fall) (compared|of_word){0,2} mean""",
    "to_another": """(rise|fall) (compared)? (self|reach)? province (reach|of_word)? <n:num> $unit
        | (rise|fall|behind) (above|about)? <n:num> $unit compared (self)? province
        | <n:num> $unit (rise|fall|behind|ahead) (compared|of_word)? (self)? province""",
    "change": """<sign:rise|fall> (reach|to)? (?!from) $hedge? <n:num|number> <unit:points|percent|places> (points|percent)? $than?
        | <sign:rise|fall> (compared|of_word)? (year_word|of_word)? (<compared:year>|<previous:previous>)
          (reach|of_word)? <n:num> <unit:points|percent|places> points?
        | <n:num|number> <unit:points|percent|places> <sign:rise|fall> $than?""",
    "target_words": "keep reach{1,3} w (?!num) | in_group units? (first|best)",
    "target_up": "<raise:raise> (w|of_word|parts|self|and|comma){0,2} <index:index>"
    " | <index:index|component> (open index close)? (of_word|self|w|year_word|year|reach){0,4} <raise:raise|rise> (?!num|about|above|compared|places)",
    "target_keep": "<keep:keep> (w|of_word|and|parts){0,2} <index:index>",
    "move": "<sign:rise|fall> <places:places> (w|rise){0,1} (?!num|ord|from)$than? | <raise:raise> <places:places> $than?",
    "rank_in_group": "<keep:keep>? rank{0,2} ord? <n:num|ordinal> (slash num)? of_word? in_group"
    " $filler{0,5} <group:group_word> | <keep:keep>? rank{0,2} ord? <n:num|ordinal> (of_word|w){0,2} <group:group>",
    "count_in_group": "(of_word|w){0,2} <n:num> units (w|of_word|nation|reach|units){0,4}"
    " (in_group $filler{0,4} <word:group_word>|<group:group>)",
    "best": "<best:in_group> units? <n:num> (units|w|reach){0,3} (best|group_word|first)? of_word? nation?"
    " | top <n:num|number>",
    "group_bound": "(<group:group>|in_group <group:group_word>) ~{0,10} above <n:num> $unit and_over | <group:group> open (above|from) <n:num> $unit",
    "group": "in_group $filler{0,5} <word:group_word> | <group:group>",
    "parts_side": "<n:num> (slash <of:num>)? parts (w|reach|points){0,5} <sign:rise|fall|above|below> (compared|of_word|w){0,3} mean"
    " of_word? nation?",
    "only_side": "only parts? <component:component> (reach|points|w){0,3} <sign:rise|fall|above|below> (compared|of_word|w){0,3} mean"
    " of_word? nation?",
    "parts_unimproved": "<n:num> slash <of:num> parts negation (reach|w){0,3} raise",
    "parts_all_up": "raise? (w|of_word){0,3} <n:num> parts comma",
    "subcriteria_change": "<sign:rise|fall> <n:num> subcriteria $than?",
    "subcriteria": "<n:num> subcriteria",
    "criteria": "<n:num> criteria",
    "parts_count": "(includes|of_word|above) <n:num|number> parts (?=comma|of_word|index|colon|stop|includes|w includes)",
    "max_total": "scale_is <n:num> points",
    "ranks_listed": """rank{0,2} ord? <listed:num|ordinal> (slash num)? units?
        ((comma|and|comma and|semicolon) rank{0,2} ord? (num|ordinal) (slash num)? (?!points|percent)units?){1,9}""",
    "scores_listed": """(reach|of_word){0,2} <listed:num> (slash num)? $unit?
        ((comma|and|comma and|semicolon) reach? num (slash num)? $unit?){1,9}""",
    "rank_of": """<keep:keep>? rank{0,2} (ord|of_word)? <n:num> slash <of:num> (?!points|percent)units? $scope?
        | <keep:keep>? (rank|reach){0,2} ord? <n:ordinal|num> (of_word|behind){1,2} (self|w)? <of:num>
          (?!points|percent)units? $scope?""",
    "rank": """<keep:keep>? rank{1,2} (ord|of_word|reach)? <n:num|ordinal> (?!points|percent|slash|places|times|year_word)
          places? $scope?
        | <keep:keep>? ord <n:num> (?!points|percent|slash|consecutive|times|year_word) $scope?
        | ord? <n:ordinal> (?!points|percent|slash|consecutive|times|year_word|comma) places? $scope?""",
    "first": "<first:first> nation? $scope?",
    "last": "<last:last> nation? $scope?",
    "score": """(reach|mean|median|max|min){0,2} ($hedge|of_word|year_word|year)? <n:num> ((slash|of_word) <of:num>)? $unit
        | (reach|mean|median){1,2} $hedge? <n:num> (slash <of:num>)?
          (?!slash|year_word|times|parts|thing|units|consecutive|places|index|dash)
        | <n:num> slash <of:num> (?!parts)""",
}
_WORD = re.compile(r"<(\w+):([\w|]+)>|~|\(\??[!=]?|[a-z_]+")


def _compile(form: str) -> re.Pattern[str]:
    """The form over kinds in colons, a blank behind each word: `:rank:places: :num: `."""
    for name, part in _PARTS.items():
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


def _is_in_turn(tokens: list[Token], start: int, end: int) -> bool:
    """Whether the text says so, or the figures stand right behind a list of provinces that is as long."""
    first, last = start, end
    while first > 0 and not tokens[first - 1].is_a("stop"):
        first -= 1
    while last < len(tokens) and not tokens[last].is_a("stop"):
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
    for other in range(at - 1, -1, -1):
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
    def _forms(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(name, _compile(pattern)) for name, pattern in _FORMS.items()]

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
