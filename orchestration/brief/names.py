"""Which unit a name means: with or without diacritics, by old and new names."""

import difflib
from collections.abc import Mapping

from orchestration.pages.contents import Contents
from orchestration.pages.language import Language
from orchestration.reference import Reference, fold_name

NEAREST = 5


def _key(name: str) -> str:
    return fold_name(name).replace(" ", "")


def spellings(contents: Contents, reference: Reference, boundary_set: str) -> dict[str, str]:
    """Units of a boundary set by folded name: their own names, else the names of the units that they took over."""
    own: dict[str, str] = {}
    for (of, folded), unit in reference.aliases.items():
        if of == boundary_set:
            own.setdefault(_key(folded), unit)
    for unit in contents.units(boundary_set):
        for name in (unit.province_name_vi, unit.province_name_en):
            own.setdefault(_key(name), unit.province_id)
    former = {}
    for (of, folded), unit in reference.aliases.items():
        successor = contents.successors.get(unit)
        if of != boundary_set and successor and successor.successor_id.startswith(f"{boundary_set}-"):
            former.setdefault(_key(folded), successor.successor_id)
    return {**former, **own}


def find(name: str, known: Mapping[str, str]) -> str | None:
    return known.get(_key(name))


def nearest(name: str, known: Mapping[str, str], contents: Contents, t: Language) -> list[str]:
    """Names of the units whose spellings come nearest, the nearest first."""
    found = difflib.get_close_matches(_key(name)[:100], list(known), n=NEAREST, cutoff=0.6)
    names = (t.name(contents.provinces[known[key]]).replace("\u00a0", " ") for key in found)
    return list(dict.fromkeys(names))
