"""Words, numbers, names and lists as each language writes them. Every word is in orchestration/messages."""

import datetime
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from orchestration.messages import texts

MINUS = "\u2212"
NONE = "–"
_SPACE = "\u00a0"
_COMPOUNDS = Path(__file__).with_name("compounds.txt")
_SCALE = re.compile(r"(?<![\d-])(\d{1,2})[-–](\d{2,3})(?![\d-])")
Number = Decimal | float | int


def _with_dash(found: re.Match[str]) -> str:
    """A scale rises from its least to its most; what does not is an id."""
    least, most = found.groups()
    return f"{least}–\u2060{most}" if int(least) < int(most) else found.group()


@lru_cache(maxsize=1)
def _compounds() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _COMPOUNDS.read_text(encoding="utf-8").split("\n")[:-1]))
    return re.compile(rf"(?<![\w-])({words})(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=10000)
def glued(text: str) -> str:
    """A Vietnamese sentence whose words of two syllables no line parts, where a syllable reads as another word."""
    return _compounds().sub(lambda found: found.group().replace(" ", _SPACE), text)


@lru_cache(maxsize=10000)
def unbroken(name: str) -> str:
    """A name on one line; one of two parts may break after its dash."""
    first, dash, second = name.partition(" - ")
    joined = first.replace(" ", _SPACE)
    return f"{joined}{_SPACE}– {second.replace(' ', _SPACE)}" if dash else joined


def first_small(text: str) -> str:
    """With a small first letter, for the middle of a sentence; what is written in capitals stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] in (" ", "") else text


def first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class Language:
    """One of the two; called with a code it gives the words, filled in with what they need."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.other = next(other for other in texts.LANGUAGES if other != code)
        self.is_vietnamese = code == texts.VI
        self._templates: dict[str, str] = {}

    def __call__(self, code: str, /, **details: object) -> str:
        """Raises `KeyError` for a code that no file has, or where a detail is missing."""
        if code not in self._templates:
            template = texts.template(code, self.code)
            self._templates[code] = glued(template) if self.is_vietnamese else template
        return texts.filled(self._templates[code], self.code, details) if details else self._plain(code)

    def _plain(self, code: str) -> str:
        template = self._templates[code]
        return texts.filled(template, self.code, {}) if "{" in template else template

    def count(self, code: str, n: int, /, **details: object) -> str:
        """The words for n things: those of `<code>_one` for one."""
        return self(f"{code}_one" if n == 1 else code, n=n, **details)

    def of(self, row: Any, field: str) -> str | None:
        """What a row says in this language: column `<field>_vi` or `<field>_en`."""
        text = getattr(row, f"{field}_{self.code}")
        return glued(text) if text and self.is_vietnamese else text

    def name(self, row: Any, field: str = "province_name") -> str:
        """A name of a place, which no line parts."""
        return unbroken(getattr(row, f"{field}_{self.code}"))

    def scales(self, row: Any, field: str = "break_note") -> str:
        """A note as `of` gives it, its scales (6-60) with a dash that no line parts."""
        return _SCALE.sub(_with_dash, self.of(row, field) or "")

    def number(self, value: Number | None, decimals: int = 2) -> str:
        if value is None:
            return NONE
        quantum = Decimal(1).scaleb(-decimals)
        text = str(Decimal(str(value)).quantize(quantum, ROUND_HALF_UP))
        text = text.removeprefix("-") if not Decimal(text) else text.replace("-", MINUS)
        return text.replace(".", ",") if self.is_vietnamese else text

    def whole(self, value: int) -> str:
        """A count, in groups of three digits."""
        return texts.number(value, ",", self.code)

    def exact(self, value: Number | None, least: int = 2) -> str:
        """With all its decimals, and `least` of them at the least."""
        if value is None:
            return NONE
        exponent = Decimal(str(value)).normalize().as_tuple().exponent
        return self.number(value, max(least, -int(exponent)))

    def signed(self, value: Number | None, decimals: int = 2) -> str:
        text = self.number(value, decimals)
        return f"+{text}" if value is not None and value > 0 and any(c in "123456789" for c in text) else text

    def percent(self, value: Number, decimals: int = 1) -> str:
        return f"{self.number(value, decimals)}{_SPACE if self.is_vietnamese else ''}%"

    def ordinal(self, n: int) -> str:
        """As the sentence needs it: the bare number in Vietnamese, whose sentence says that it is a place."""
        if self.is_vietnamese:
            return str(n)
        return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"

    def list(self, items: Iterable[str]) -> str:
        items = list(items)
        if len(items) < 2:
            return "".join(items)
        return self("listed", items=", ".join(items[:-1]), last=items[-1])

    def day(self, value: datetime.date) -> str:
        return texts.day(value, self.code)
