"""Which year and which index a title says that a table is of. Pure: it says nothing of the cells below it."""

import re
from collections.abc import Collection, Mapping

from orchestration.reference import fold_name

OTHER_YEAR, OTHER_INDEX = "other_year", "other_index"
# Of a decision, its publication or a programme, not of the figures; in folded text.
_OTHER_DATES = re.compile(
    r"\b(?:[0-9]{1,2} )?[0-9]{1,2} 20[0-9]{2}\b|\bthang [0-9]{1,2} (?:nam )?20[0-9]{2}\b|\b20[0-9]{2} 20[0-9]{2}\b"
    r"|\b(?:cong bo|ban hanh|phat hanh|published|released|issued)(?: [a-z]+){0,2} 20[0-9]{2}\b"
    r"|\b(?:so voi|compared (?:to|with))(?: [a-z]+){0,2} 20[0-9]{2}\b|\b[0-9]+ 20[0-9]{2} (?:qd|nq|tt|bc|kh)\b"
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
    if str(year) in folded:
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
