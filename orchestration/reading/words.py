"""The words that the reader knows, and a text as tokens of them. What a sentence of them means is in `grammar`.

A word is written in `text_words`, or is a name in another seed: provinces, regions, groups, components.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from orchestration.reference import Reference

NUMBER, YEAR, DATE, TIME, DOCUMENT, NAME, NUMBERING = "num", "year", "date", "time", "document", "name", "numbering"
WORD, STOP = "w", "stop"
FIRST_YEAR, LAST_YEAR = 1990, 2099
# Forms of names that mean a province in a column of provinces only.
_NOT_IN_A_SENTENCE = {"official_code", "gso_code_unpadded", "ascii_joined"}
_SHORTEST_NAME = 3
_TONES = dict(zip("\u0300\u0301\u0303\u0309\u0323", "fsxrj", strict=True))
# In their order: what looks like several is the first.
_PIECES = re.compile(
    r"""
    (?P<link>https?://\S+|www\.\S+|\b[\w.+-]{1,64}@[\w.-]{1,99})
    | (?P<document>(?:số\s*)?\b\d+(?:/\d{4})?/[A-ZĐ][\w/Đ-]{0,40}[A-ZĐ]|\b\d+-[A-ZĐ]{2}[\w/Đ-]{0,40})
    | (?P<date>\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/-](?:19|20)\d\d\b)
    | (?P<time>\b\d{1,2}(?::\d{2}|h\d{2}|\s*giờ\s*\d{2})\b)
    | (?P<num>\b\d+(?:st|nd|rd|th)\b|[-−–](?<![\w)%]\W)\d+[.,]\d+
        | \b\d{1,3}(?:\.\d{3})+,\d+\b|\b\d+(?:[.,]\d+){0,9}(?![\w]))
    | (?P<name>\b[^\W_]*\d[\w/]*)
    | (?P<mark>/|%|[-–—−]|\(|\)|,|;|:|“|”|"|\||\.{3}|…|[.!?]|[^\w\s])
    | (?P<w>[^\W\d_]+?(?=['’]s\b)|[^\W\d_]+(?:['’][^\W\d_]+)?)
    """,
    re.VERBOSE,
)
_MARKS = {"/": "slash", "%": "percent", "(": "open", ")": "close", ",": "comma", ";": "semicolon", ":": "colon"}
# A number that opens a paragraph: `1. `, `2) `, `3 Kết quả`.
_HEADS_A_LINE = re.compile(r"[.)]\s|[.)]?\s+[A-ZĐ]")
_MARGIN = 40
_ABBREVIATIONS = re.compile(r"(?:^|\W)(?:TP|Tp|tp|T|P|Q|TT|Mr|Mrs|Dr|No|no|St|vs|v\.v|GS|TS|ThS|PGS|[A-ZĐ])$")


@dataclass(frozen=True)
class Meaning:
    """One of the things that a word may stand for, by kind and value of the seed."""

    kind: str
    value: str = ""


@dataclass
class Token:
    """A piece of a text between two places in it, with all that it may stand for."""

    start: int
    end: int
    text: str
    meanings: tuple[Meaning, ...]
    number: Decimal | None = None
    decimals: int = 0
    marks: set[str] = field(default_factory=set)

    def values(self, kind: str) -> list[str]:
        return [meaning.value for meaning in self.meanings if meaning.kind == kind]

    def is_a(self, kind: str) -> bool:
        return any(meaning.kind == kind for meaning in self.meanings)


@cache
def spelling(word: str) -> str:
    """A word in lower case, its tone behind its letters: `hoà` and `hòa`, composed or not, are one."""
    letters, tone = [], ""
    for character in unicodedata.normalize("NFD", word.lower()):
        if character in _TONES:
            tone = _TONES[character]
        else:
            letters.append(character)
    return "".join(letters) + (f"\u0300{tone}" if tone else "")


class Lexicon:
    """All phrases by their spelling, and how long the longest is that begins with a word."""

    def __init__(self, reference: Reference) -> None:
        self._phrases: dict[tuple[str, ...], list[Meaning]] = {}
        self._longest: dict[str, int] = {}
        # Names, which begin with a capital.
        self._names: set[tuple[str, ...]] = set()
        for row in reference.rows("text_words"):
            self._add(row["words"], Meaning(row["kind"], row["stands_for"]))
        for row in reference.rows("indices"):
            for name in (row["index_code"], row["short_name"], *(row[f"name_{language}"] for language in ("vi", "en"))):
                if name:
                    self._add(_without_brackets(name), Meaning("index", row["index_code"]))
        for row in reference.rows("components"):
            if row["component_code"] != "total":
                for column in ("name_vi", "name_en"):
                    self._add(row[column], Meaning("component", f"{row['index_code']}:{row['component_code']}"))
        for row in reference.rows("regions"):
            for column in ("name_vi", "name_en"):
                self._add(row[column], Meaning("region", row["region_code"]))
        for row in reference.rows("province_aliases"):
            alias = row["alias"]
            if row["kind"] not in _NOT_IN_A_SENTENCE and len(alias) >= _SHORTEST_NAME:
                self._names.add(self._add(alias, Meaning("province", row["province_id"])))
                if row["kind"] == "official":
                    self._names.add(self._add(_unaccented(alias), Meaning("province", row["province_id"])))

    def _add(self, phrase: str, meaning: Meaning) -> tuple[str, ...]:
        key = tuple(spelling(piece) for piece in _pieces(phrase))
        known = self._phrases.setdefault(key, [])
        if meaning not in known:
            known.append(meaning)
        self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))
        return key

    def find(self, pieces: list[str], at: int) -> tuple[int, tuple[Meaning, ...]]:
        """How many pieces the longest known phrase from there has, and its meanings; 0 where none is known."""
        first = spelling(pieces[at])
        for length in range(min(self._longest.get(first, 0), len(pieces) - at), 0, -1):
            key = tuple(spelling(piece) for piece in pieces[at : at + length])
            meanings = self._phrases.get(key)
            if meanings and key in self._names and not pieces[at][0].isupper():
                meanings = [meaning for meaning in meanings if meaning.kind != "province"]
            if meanings:
                return length, tuple(meanings)
        return 0, ()


def _without_brackets(name: str) -> str:
    """`Chỉ số Cải cách hành chính (PAR INDEX)`: the short name has a row of its own."""
    return name.partition(" (")[0]


def _unaccented(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _pieces(text: str) -> list[str]:
    return [found[0] for found in _PIECES.finditer(unicodedata.normalize("NFC", text))]


# Letters that no English word has.
_VIETNAMESE = re.compile(r"[ăâđêôơưà-ỹ]", re.IGNORECASE)


def scan(text: str, lexicon: Lexicon) -> list[Token]:
    """The tokens of a paragraph, which is in NFC."""
    decimal_mark = "," if _VIETNAMESE.search(text) else "."
    found = list(_PIECES.finditer(text))
    pieces = [piece[0] for piece in found]
    tokens: list[Token] = []
    at = 0
    while at < len(found):
        piece, kind = found[at], found[at].lastgroup
        length, meanings = (0, ()) if kind in ("num", "document", "date", "time", "link") else lexicon.find(pieces, at)
        if length:
            last = found[at + length - 1]
            tokens.append(Token(piece.start(), last.end(), text[piece.start() : last.end()], meanings))
            at += length
            continue
        tokens += _single(piece, kind, text, decimal_mark)
        at += 1
    return tokens


def _single(piece: re.Match[str], kind: str, text: str, decimal_mark: str) -> Iterator[Token]:
    start, end, shown = piece.start(), piece.end(), piece[0]
    if kind == "num":
        yield _number(start, end, shown, text, decimal_mark)
    elif kind == "mark":
        yield Token(start, end, shown, (Meaning(_mark(shown, start, text)),))
    else:
        yield Token(start, end, shown, (Meaning({"link": NAME}.get(kind, kind)),))


def _mark(shown: str, start: int, text: str) -> str:
    if shown in _MARKS:
        return _MARKS[shown]
    if shown in "-–—−":
        return "dash"
    if shown in (".", "!", "?", "...", "…", "|"):
        behind = start + len(shown)
        before, after = text[max(0, start - 6) : start], text[behind : behind + 2]
        if shown == "." and (_ABBREVIATIONS.search(before) or (after and not after[0].isspace())):
            return "dot"
        return STOP
    return "mark"


def _number(start: int, end: int, shown: str, text: str, decimal_mark: str) -> Token:
    digits = shown.replace("−", "-").replace("–", "-")
    if suffix := re.fullmatch(r"(\d+)(st|nd|rd|th)", digits):
        return Token(start, end, shown, (Meaning("ordinal", suffix[1]),), Decimal(suffix[1]))
    number, decimals, is_sure = _value(digits, decimal_mark)
    if re.fullmatch(r"\d{4}", digits) and FIRST_YEAR <= int(digits) <= LAST_YEAR:
        return Token(start, end, shown, (Meaning(YEAR, digits),), number)
    if start < _MARGIN and not text[:start].strip() and len(digits) <= 4 and _HEADS_A_LINE.match(text, end):
        return Token(start, end, shown, (Meaning(NUMBERING),), number)
    return Token(start, end, shown, (Meaning(NUMBER),), number, decimals, set() if is_sure else {"unsure"})


def _value(digits: str, decimal_mark: str) -> tuple[Decimal | None, int, bool]:
    """A number as written, with its decimals; whether its marks can mean one thing only.

    A comma or dot before three digits parts thousands or decimals: decimals where it is the mark of the language.
    """
    if re.fullmatch(r"-?\d+", digits):
        return Decimal(digits), 0, len(digits) < 4
    if match := re.fullmatch(r"(-?\d+)([.,])(\d+)", digits):
        is_sure = len(match[3]) != 3 or match[2] == decimal_mark
        return Decimal(f"{match[1]}.{match[3]}"), len(match[3]), is_sure
    if match := re.fullmatch(r"(\d{1,3}(?:\.\d{3})+),(\d+)|(\d{1,3}(?:,\d{3})+)\.(\d+)", digits):
        whole = re.sub("[.,]", "", match[1] or match[3])
        return Decimal(f"{whole}.{match[2] or match[4]}"), len(match[2] or match[4]), True
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        return Decimal(re.sub("[.,]", "", digits)), 0, True
    return None, 0, False
