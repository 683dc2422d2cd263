"""What became of each unit when boundaries changed: when, by which act, and which names and codes mean two units."""

import itertools
from collections.abc import Iterator, Sequence

from orchestration.pages.charts import boundaries, rows
from orchestration.pages.charts.map import Shown
from orchestration.pages.contents import Contents, Row
from orchestration.pages.country import href
from orchestration.pages.findings import territory as findings
from orchestration.pages.language import Language
from orchestration.pages.page import Link, Page
from orchestration.reference import fold_name

NAME = "territory.html"
LINKS = (Link(NAME, "menu_territory", is_main=False),)


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    if contents.successors:
        yield Page(NAME, "territory.html", NAME, _context(contents, t))


def _context(contents: Contents, t: Language) -> dict[str, object]:
    older, newer = contents.boundary_sets[0], contents.boundary_sets[-1]
    before, after = _by_name(t, contents.units(older)), _by_name(t, contents.units(newer))
    went = list(contents.successors.values())
    same = [unit for unit in after if is_same(contents, unit)]
    formed = [unit for unit in after if not is_same(contents, unit)]
    names = [(unit, namesake) for unit in formed if (namesake := _namesake(contents, unit))]
    codes = _codes(contents, before, after)
    change = findings.Change(len(before), len(after), len(same), len(names), len(codes))
    acts = sorted({(row.effective_date, row.legal_basis) for row in went})
    return {
        "change": change,
        "lead": findings.lead(t, change, acts[0][0]),
        "acts": [
            {
                "day": day,
                "name": findings.act(t, basis),
                "n": sum((row.effective_date, row.legal_basis) == (day, basis) for row in went),
            }
            for day, basis in acts
        ],
        "map": _map(contents, t, older, newer),
        "before": [_fate(contents, t, unit, contents.successors[unit.province_id]) for unit in before],
        "formed": [_formed(contents, t, unit) for unit in formed],
        "same": [_unit(t, unit) for unit in same],
        "names": [{"after": _unit(t, unit), "before": _unit(t, namesake)} for unit, namesake in names],
        "codes": codes,
        "periods": _periods(contents, t),
        "began": min(unit.valid_from for unit in before),
    }


def is_same(contents: Contents, unit: Row) -> bool:
    """Whether a unit is one of the earlier set, taken over whole and alone."""
    return len(contents.members.get(unit.province_id, ())) == 1


def _by_name(t: Language, units: Sequence[Row]) -> list[Row]:
    return sorted(units, key=lambda unit: fold_name(t.name(unit)))


def _unit(t: Language, unit: Row) -> dict[str, object]:
    return {
        "row": unit,
        "name": t.name(unit),
        "href": href(unit.province_id),
        "code": unit.official_code,
        "kind": t.of(unit, "unit_type_name"),
        "population": unit.population_2019,
        "key": fold_name(unit.province_name_vi),
    }


def _fate(contents: Contents, t: Language, unit: Row, went: Row) -> dict[str, object]:
    successor = contents.provinces[went.successor_id]
    others = [contents.provinces[m] for m in contents.members[went.successor_id] if m != unit.province_id]
    return {
        **_unit(t, unit),
        "into": _unit(t, successor),
        "is_same": is_same(contents, successor),
        "is_namesake": unit.province_key == successor.province_key,
        "share": went.population_share,
        "plot": rows.length(float(went.population_share)),
        "with": t.list(t.name(other) for other in others),
        "day": went.effective_date,
        "act": findings.act(t, went.legal_basis),
    }


def _formed(contents: Contents, t: Language, unit: Row) -> dict[str, object]:
    members = sorted(
        (contents.provinces[member] for member in contents.members[unit.province_id]),
        key=lambda member: -contents.successors[member.province_id].population_share,
    )
    return {**_unit(t, unit), "members": [_unit(t, member) for member in members]}


def _namesake(contents: Contents, unit: Row) -> Row | None:
    """The member of a merged unit that had its name."""
    members = (contents.provinces[member] for member in contents.members[unit.province_id])
    return next((member for member in members if member.province_key == unit.province_key), None)


def _codes(contents: Contents, before: Sequence[Row], after: Sequence[Row]) -> list[dict[str, object]]:
    """Codes that name another unit than before; one that only went on under its code is the same."""
    former = {unit.official_code: unit for unit in before}
    return sorted(
        (
            {"code": unit.official_code, "before": former[unit.official_code], "after": unit}
            for unit in after
            if unit.official_code in former
            and not is_same(contents, unit)
            and former[unit.official_code].province_key != unit.province_key
        ),
        key=lambda code: code["code"],
    )


def _periods(contents: Contents, t: Language) -> list[dict[str, object]]:
    """Changes of name or kind within a boundary set, in the order of time."""
    kinds = {row.unit_type: row for row in contents.provinces.values()}
    found = []
    for periods in contents.grouped("marts.dim_province", "province_id").values():
        periods = sorted(periods, key=lambda row: row.valid_from)
        for earlier, later in itertools.pairwise(periods):
            title = findings.period_title(
                t,
                t.name(later, "text_name"),
                t.name(earlier, "text_name"),
                *(t.of(kinds[row.unit_type], "unit_type_name").lower() for row in (later, earlier)),
            )
            found.append({"day": later.valid_from, "title": title, "href": href(later.province_id)})
    return sorted(found, key=lambda period: period["day"])


def _map(contents: Contents, t: Language, older: str, newer: str):
    units, codes = {}, {}
    for unit in contents.units(newer):
        members = [t.name(contents.provinces[member]) for member in contents.members[unit.province_id]]
        same = is_same(contents, unit)
        words = t("territory_map_same") if same else " + ".join(members)
        units[unit.province_id] = Shown(
            "went-on" if same else "merged", f"{unit.official_code} {t.name(unit)}: {words}", href(unit.province_id)
        )
        codes[unit.official_code] = unit.official_code
    owners = {unit.official_code: t.name(unit) for unit in contents.units(newer)}
    label = t("territory_map_label", before=len(contents.units(older)), after=len(units))
    return boundaries.both(older, newer, units, owners, codes, label)
