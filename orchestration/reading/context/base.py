"""What contexts answer with, and what was named so far in a text."""

from collections import Counter
from dataclasses import dataclass

from orchestration.reading.context.sentences import Sentence
from orchestration.reading.words import Token
from orchestration.reference import Reference

OTHER_INDEX, OWN_SURVEY, LOWER_UNIT, NO_INDEX = "other_index", "own_survey", "lower_unit", "no_index"
NATION, REGION, PROVINCE, MINISTRY = "nation", "region", "province", "ministry"
TOPICS = ("component", "index", OTHER_INDEX, OWN_SURVEY)
_LONGEST_TITLE = 40


class Uncertain(Exception):
    """Why a figure cannot be tied to what it is a figure of: the code of a question, or of another matter."""

    def __init__(self, reason: str, is_out_of_scope: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_out_of_scope = is_out_of_scope


@dataclass(frozen=True)
class Topic:
    """An index, and the component of it or its total."""

    index_code: str
    component_code: str = ""


@dataclass(frozen=True)
class Subject:
    """A province by its name, a region by its name, or the country."""

    kind: str
    name: str = ""
    province_id: str = ""


class Named:
    """What was named so far in a text, and whose text it seems to be."""

    def __init__(self, reference: Reference, paragraphs: list[list[Token]]) -> None:
        self._reference = reference
        self._names = {row["province_id"]: row["name_vi"] for row in reversed(reference.rows("provinces"))}
        self._regions = {row["region_code"]: row["name_vi"] for row in reference.rows("regions")}
        self.province_regions = {row["province_id"]: row["region_code"] for row in reference.rows("provinces")}
        self._cities = {row["province_id"] for row in reference.rows("provinces") if row["unit_type"] == "municipality"}
        named = Counter(
            token.values(PROVINCE)[0]
            for tokens in paragraphs
            for at, token in enumerate(tokens)
            if token.is_a(PROVINCE) and not (at == 0 and is_dateline(tokens, at))
        )
        self._boundary_sets: dict[int, str] = {}
        self._home = self._whose(named)
        self._titled = self._home or self._title_names(paragraphs)
        self._topics: list[Topic | str] = []
        self._subject: Subject | None = None
        self._years: dict[str, int] = {}
        self._doubted: set[str] = set()
        self._paragraph_year: int | None = None
        self._planned: dict[str, int] = {}
        self._is_new_paragraph = True

    def _boundary_set(self, year: int) -> str:
        """The set at the end of a year, by which its provinces are named; none of a year before all sets."""
        if year not in self._boundary_sets:
            self._boundary_sets[year] = (self._reference.boundary_sets_on(f"{year}-12-31") or [""])[-1]
        return self._boundary_sets[year]

    @staticmethod
    def _whose(named: Counter[str]) -> str:
        """The province that a text is of: the only one that it names, or the one named more often than all others."""
        if not named:
            return ""
        (first, n), *_ = named.most_common(1)
        return first if n > sum(named.values()) / 2 else ""

    @staticmethod
    def _title_names(paragraphs: list[list[Token]]) -> str:
        """The only province of a short first paragraph: what `tỉnh` means below it, if nothing else."""
        title = paragraphs[0] if paragraphs else []
        named = {
            token.values(PROVINCE)[0]
            for at, token in enumerate(title)
            if token.is_a(PROVINCE) and not (at == 0 and is_dateline(title, at))
        }
        return named.pop() if len(named) == 1 and len(title) <= _LONGEST_TITLE else ""


def is_dateline(tokens: list[Token], at: int) -> bool:
    """`Hà Nội (TTXVN 18/4) – `, `HANOI — `: where a report was written, at its beginning."""
    if at + 2 >= len(tokens):
        return False
    behind, then = tokens[at + 1 : at + 3]
    return behind.is_a("dash") or (behind.is_a("open") and then.is_a("w") and then.text.isupper())


def is_beside_provinces(sentence: Sentence, at: int) -> bool:
    """`của các bộ và các tỉnh, thành phố`: ministries named together with provinces."""
    if not sentence.tokens[at].is_a(OWN_SURVEY) or at + 2 >= sentence.end:
        return False
    joined, units = sentence.tokens[at + 1 : at + 3]
    return (joined.is_a("and") or joined.is_a("comma")) and (units.is_a("units") or units.is_a("self"))
