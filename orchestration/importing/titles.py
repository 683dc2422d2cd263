"""Which year and which index a title says that a table is of. Pure: it says nothing of the cells below it."""

import re
from collections.abc import Collection, Mapping

from orchestration.reference import fold_name

OTHER_YEAR, OTHER_INDEX = "other_year", "other_index"
# Of a decision, its publication, a programme or a comparison, not of the figures; in folded text.
_OTHER_DATES = re.compile(
    r"\b(?:[0-9]{1,2} )?[0-9]{1,2} 20[0-9]{2}\b|\bthang [0-9]{1,2} (?:nam )?20[0-9]{2}\b|\b20[0-9]{2} 20[0-9]{2}\b"
    r"|\b(?:cong bo|ban hanh|phat hanh|cap nhat|published|released|issued|updated)(?: [a-z]+){0,3} 20[0-9]{2}\b"
    r"|\b(?:so voi|compared (?:to|with)|tu|den|toi|from|to|since|until)(?: [a-z]+){0,2} 20[0-9]{2}\b"
    r"|\b(?:nghi quyet|quyet dinh|nghi dinh|thong tu|ke hoach|chi thi|luat|cong van)\b.{0,40}?\b20[0-9]{2}\b"
)
# A line without any of these is a note of something else.
_OF_FIGURES = re.compile(
    r"\b(?:chi so|ket qua|diem|bang|xep hang|thu hang|so lieu|khao sat|index|scores?|ranks?|rankings?|results?|survey"
    r"|figures|table)\b"
)
_OF_YEAR = r"\b(?:nam|year|edition|ky) (20[0-9]{2})\b"
_ANY_YEAR = re.compile(r"\b20[0-9]{2}\b")


def contradicts(text: str, year: int, index_code: str, names: Mapping[str, str]) -> str:
    """`OTHER_YEAR` or `OTHER_INDEX` where the title names another one and not this one, else blank.

    `names` has the code of an index by each folded name.
    """
    folded = fold_name(text)
    named = {code for name, code in names.items() if _has(folded, name)}
    if named and index_code not in named:
        return OTHER_INDEX
    if str(year) in folded or not (named or _OF_FIGURES.search(folded)):
        return ""
    rest = _OTHER_DATES.sub(" ", folded)
    years = set(re.findall(_OF_YEAR, rest))
    if named and not years:
        years = set(_ANY_YEAR.findall(rest))
    return OTHER_YEAR if years else ""


def _has(folded: str, name: str) -> bool:
    return f" {name} " in f" {folded} "


def only_years(cells: Collection[str]) -> bool:
    """Whether what stands there are years: no score, rank or size of a sample lies among them throughout."""
    return bool(cells) and all(re.fullmatch(r"20[0-9]{2}", cell) for cell in cells)
