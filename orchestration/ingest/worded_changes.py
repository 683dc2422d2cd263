"""Changes as texts word them: “giảm 13 bậc”, “tăng 1,4 điểm”, “down 13 places”. Pure: words in, a signed figure out."""

import re

from orchestration.reference import fold_name

UP, DOWN, SAME = MOVES = ("up", "down", "same")
# Folded. In all of them up is better, also of places.
_WORDS = {
    UP: "tang|len|cai thien|thang|nhay|vuot|leo|cao hon|hon|up|rose|rise|gain(?:ed)?|improv(?:ed|es?)|increas(?:ed|es?)"
    "|climb(?:ed|s)?|higher|better|jump(?:ed|s)?",
    DOWN: "giam|tut|rot|ha|xuong|lui|mat|sut|thap hon|kem|down|fell|fall|drop(?:ped|s)?|lost|lose|declin(?:ed|es?)"
    "|decreas(?:ed|es?)|slid|slipped|lower|worse",
    SAME: "khong doi|khong thay doi|giu nguyen|nhu cu|same|unchanged|no change",
}
_FILL = r"(?:duoc|them|di|bot|den|thu|by|of|toi)"
# What makes a figure inexact, as the word before it.
_VAGUE = "gan|hon|tren|duoi|khoang|about|around|nearly|almost|over|more than|less than"
_UNIT = (
    "(?:diem phan tram|phan tram|diem|bac|hang|vi tri|thu bac"
    "|percentage points?|percent|points?|places?|ranks?|positions?)"
)
_NUMBER = re.compile(r"[0-9]+(?:[.,  ][0-9]+)*\s*%?")
_BEFORE = {move: re.compile(rf"(?:{words})(?: (?:thu )?hang| bac)?(?: {_FILL})*") for move, words in _WORDS.items()}
_INEXACT = [re.compile(rf"{before.pattern} (?:{_VAGUE})") for before in _BEFORE.values()]
_COMPARED = r"(?:^| )(?:so voi|compared with|compared to|from)(?: nam)? "
_AFTER = {move: re.compile(rf"(?:{_UNIT} )?(?:{words})") for move, words in _WORDS.items()}
_ONLY_UNIT = re.compile(_UNIT)


def is_inexact(text: str) -> bool:
    """Whether a move is worded with a figure that it only comes near to: “tăng gần 13 bậc”."""
    match = _NUMBER.search(text)
    before = fold_name(text[: match.start()]) if match else ""
    return any(inexact.fullmatch(before) for inexact in _INEXACT)


def plain(text: str, compared_year: str = "") -> str:
    """The figure with its sign, without words; the text as it is where it says anything else.

    The year that it is compared with may be named again.
    """
    match = _NUMBER.search(text)
    if match is None:
        return "0" if move(text) == SAME else text
    before, after = fold_name(text[: match.start()]), fold_name(text[match.end() :])
    if compared_year:
        after = re.sub(rf"{_COMPARED}{re.escape(compared_year)}$", "", after)
    mark = text[: match.start()].strip()
    number = match[0].strip()
    if mark in ("+", "-", "−", "–") and (not after or _ONLY_UNIT.fullmatch(after)):
        return number if mark == "+" else f"-{number}"
    if mark and (not before or not mark[-1].isalpha()):
        return text
    for direction, sign in ((UP, ""), (DOWN, "-")):
        is_before = before and _BEFORE[direction].fullmatch(before) and (not after or _ONLY_UNIT.fullmatch(after))
        is_after = not before and after and _AFTER[direction].fullmatch(after)
        if is_before or is_after:
            return f"{sign}{number}"
    return number if not before and after and _ONLY_UNIT.fullmatch(after) else text


def move(text: str) -> str:
    """`up`, `down` or `same`, where a word says no more than that; else the text as it is."""
    folded = fold_name(text)
    return next((direction for direction, words in _WORDS.items() if re.fullmatch(words, folded)), text)
