"""Whether the names in the reference tables are those of what they name: aliases, translations, abbreviations.

What names mean apart from one another is up to `seed_checks`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from orchestration.reference import Reference, fold_name
from orchestration.seeds import SeedProblem

ALIASES, SUCCESSION, PROVINCES, COMPONENTS = "province_aliases", "province_succession", "provinces", "components"
# Words about a unit that are no part of its name.
_UNIT_WORDS = re.compile(r"^(tinh|thanh pho|tp|province of|t p) | (province|city)$")
_ONE_SOUND = str.maketrans("ky", "ci")
# Two names that share so many of their pairs of letters are spellings of one; abbreviations share few with any.
SAME_NAME = 0.75


def _letters(name: str) -> str:
    """The letters of a name without words about the unit; k counts as c and y as i, since both spellings occur."""
    return _UNIT_WORDS.sub("", fold_name(name)).replace(" ", "").translate(_ONE_SOUND)


def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[i : i + 2] for i in range(len(name) - 1))


def _likeness(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def aliases(reference: Reference) -> Iterator[SeedProblem]:
    """Aliases that are the code or a spelling of another unit than the one they name."""
    names: dict[str, dict[str, set[frozenset[str]]]] = defaultdict(lambda: defaultdict(set))
    codes = {}
    for row in reference.rows(PROVINCES):
        codes[row["boundary_set"], row["official_code"]] = row["province_id"]
        for name in (row["name_vi"], row["name_en"]):
            names[row["boundary_set"]][row["province_id"]].add(_pairs(_letters(name)))
    for line, row in reference.numbered(ALIASES):
        units, alias, province = row["boundary_set"], row["alias"], row["province_id"]
        if alias.isdigit():
            meant = codes.get((units, alias.zfill(2)))
        else:
            pairs = _pairs(_letters(alias))
            own = max((_likeness(pairs, name) for name in names[units].get(province, ())), default=0.0)
            # Most are the name itself, with a word about the unit or without accents.
            if own == 1:
                continue
            nearest, meant = max(
                (max(_likeness(pairs, name) for name in of), unit) for unit, of in names[units].items()
            )
            if nearest <= own or nearest < SAME_NAME:
                continue
        if meant != province:
            expected = reference.province_names.get(meant, "–")
            yield SeedProblem(
                "seed_alias", ALIASES, line, value=alias, details={"found": province, "expected": expected}
            )


def province_names(reference: Reference) -> Iterator[SeedProblem]:
    """Names in English, in text and on the map that are a spelling of another unit's name."""
    names: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    units: dict[str, str] = {}
    for row in reference.rows(PROVINCES):
        names[row["boundary_set"]].setdefault(row["province_id"], _pairs(_letters(row["name_vi"])))
        units[row["province_id"]] = row["boundary_set"]
    for seed in (PROVINCES, "map_tiles"):
        for line, row in reference.numbered(seed):
            unit = row["province_id"]
            own_name = _pairs(_letters(row["name_vi"])) if seed == PROVINCES else names[units[unit]][unit]
            for column in ("name_en", "text_name_vi", "text_name_en", "tile_name_vi", "tile_name_en"):
                pairs = _pairs(_letters(row.get(column) or ""))
                others = names[units[unit]].items()
                nearest, meant = max(
                    ((_likeness(pairs, name), other) for other, name in others if other != unit), default=(0.0, unit)
                )
                if nearest >= SAME_NAME and nearest > _likeness(pairs, own_name):
                    details = {"found": row["province_id"], "expected": reference.province_names[meant]}
                    yield SeedProblem("seed_name", seed, line, column, row[column], details)


def region_names(reference: Reference) -> Iterator[SeedProblem]:
    """Names of regions that their codes do not abbreviate, or of which the two languages part in another set."""
    first: dict[str, str] = {}
    for line, row in reference.numbered("regions"):
        letters = iter(row["name_en"].lower())
        code = row["region_code"].rpartition("-")[2].lower()
        is_short_for = row["name_en"].lower().startswith(code[:1]) and all(letter in letters for letter in code)
        if not is_short_for:
            details = {"found": row["region_code"]}
            yield SeedProblem("seed_region", "regions", line, "name_en", row["name_en"], details)
        elif first.setdefault(row["name_en"], row["name_vi"]) != row["name_vi"]:
            details = {"found": row["region_code"], "expected": first[row["name_en"]]}
            yield SeedProblem("seed_region_pair", "regions", line, "name_vi", row["name_vi"], details)


def successor_names(reference: Reference) -> Iterator[SeedProblem]:
    """Units formed without the one whose name they bear."""
    names: dict[str, set[str]] = defaultdict(set)
    sets = {}
    for row in reference.rows(PROVINCES):
        names[row["province_id"]] |= {_letters(row["name_vi"]), _letters(row["name_en"])}
        sets[row["province_id"]] = row["boundary_set"]
    members: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for line, row in reference.numbered(SUCCESSION):
        members[row["successor_id"]].append((line, row["predecessor_id"]))
    for successor, formed_from in members.items():
        former = {sets[unit] for _, unit in formed_from}
        namesakes = {unit for unit, own in names.items() if sets[unit] in former and own & names[successor]}
        is_one = len(formed_from) == 1
        if (namesakes or is_one) and not namesakes & {unit for _, unit in formed_from}:
            line, unit = formed_from[0]
            details = {"found": reference.province_names[unit], "expected": reference.province_names[successor]}
            yield SeedProblem("seed_successor", SUCCESSION, line, "successor_id", successor, details)


def component_names(reference: Reference) -> Iterator[SeedProblem]:
    """Names of parts whose two languages go with others elsewhere, or that their short names do not shorten."""
    in_english: dict[tuple[str, str, str], str] = {}
    # Names of parts of one whole by each of their words.
    named_by: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for row in reference.rows(COMPONENTS):
        for language in ("vi", "en"):
            for word in fold_name(row[f"name_{language}"]).split():
                key = (row["index_code"], row["parent_component_code"], language, word)
                named_by[key].add(row[f"name_{language}"])
    for line, row in reference.numbered(COMPONENTS):
        code = row["component_code"]
        expected = in_english.setdefault((row["index_code"], row["level"], row["name_vi"]), row["name_en"])
        if row["name_en"] != expected:
            details = {"component": code, "expected": expected}
            yield SeedProblem("seed_pair", COMPONENTS, line, "name_en", row["name_en"], details)
            continue
        for language in ("vi", "en"):
            short, name = f"short_name_{language}", f"name_{language}"
            own = set(fold_name(row[name]).split())
            for word in set(fold_name(row[short]).split()) - own:
                others = named_by[row["index_code"], row["parent_component_code"], language, word]
                if len(others) == 1:
                    details = {"component": code, "expected": row[name]}
                    yield SeedProblem("seed_short_name", COMPONENTS, line, short, row[short], details)
                    break


# Words of which no name of a group has both: the first in Vietnamese, the second in English.
_OPPOSITES = (("cao", "low"), ("thap", "high"), ("thap", "upper"), ("nhat", "middle"), ("trung binh", "highest"))
_OPPOSITES += (("trung binh", "lowest"),)


def group_names(reference: Reference) -> Iterator[SeedProblem]:
    """Names of groups that are those of another: by the letter that is its code, or by what the other language says."""
    codes = {(row["index_code"], fold_name(row["group_code"])) for row in reference.rows("score_groups")}
    for line, row in reference.numbered("score_groups"):
        code, vi, en = (fold_name(row[column]) for column in ("group_code", "name_vi", "name_en"))
        for column, name in (("name_vi", vi), ("name_en", en)):
            named = {word for word in name.split() if len(word) == 1 and (row["index_code"], word) in codes}
            if named and code not in named:
                yield SeedProblem("seed_group_name", "score_groups", line, column, row[column], {"found": code})
        padded = f" {vi} "
        first = en.split()[0] if en else ""
        others = {of for index_code, of in codes if index_code == row["index_code"] and of != code}
        is_opposite = any(f" {word} " in padded and opposite in en for word, opposite in _OPPOSITES)
        is_of_another = not en.startswith(code) and any(first.startswith(of.split()[0]) for of in others if len(of) > 1)
        if is_opposite or is_of_another:
            yield SeedProblem(
                "seed_group_name", "score_groups", line, "name_en", row["name_en"], {"found": row["name_vi"]}
            )
