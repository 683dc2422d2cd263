"""The first page: newest editions, map, who leads, rose and fell, how much is held, and every unit by name."""

import csv
from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from orchestration import paths
from orchestration.pages import country
from orchestration.pages.charts import counts, rows
from orchestration.pages.contents import Contents, Row
from orchestration.pages.country import edition_href, href
from orchestration.pages.findings import country as findings
from orchestration.pages.language import Language, first_capital, unbroken
from orchestration.pages.page import Link, Page
from orchestration.pages.rendering import json_in_page
from orchestration.reference import Reference, fold_name

NAME = "index.html"
LINKS = (Link(NAME, "menu_home", is_main=False),)
ENDS = 5
# Names that no boundary set has any more, each with the units of today's oldest set that its area is in, and the act
# that ended it.
_FORMER = Path(__file__).with_name("former_names.csv")
# Codes and names with the kind of the unit before them find no more than the name does.
_NO_NAMES = {"official_code", "gso_code_unpadded", "prefix", "ascii_joined"}


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    index, year = contents.lead
    context = {
        "cards": [_card(contents, t, code) for code in contents.indices],
        **_map(contents, t, index, year),
        **_ends(contents, t, index, year),
        **_coverage(contents, t),
        "regions": _regions(contents, t, index, year),
        "names": _names(contents, t),
    }
    yield Page(NAME, "home.html", NAME, context)


def _card(contents: Contents, t: Language, index: str) -> dict[str, object]:
    year = contents.newest(index)
    board, held = contents.board(index, year), contents.coverage[(index, year)]
    edition, of, before = contents.editions[(index, year)], contents.indices[index], contents.before(index, year)
    summary = contents.summary(index, year)
    mean, change, note = summary.mean if summary else None, None, ""
    if held.is_complete and before:
        change, n_compared, _ = country.like_for_like(contents, index, year)
        note = t("home_mean_same_units", n=n_compared)
    elif before and mean is not None and edition.break_kind != "hard":
        previous = country.mean_of(contents, index, before)
        if previous is not None:
            change = mean - previous
            note = t("home_mean_from", mean=t.number(previous), year=before)
    best, worst = country.first_and_last(board, held.is_complete)
    return {
        "title": contents.edition_name(index, year),
        "href": edition_href(index, year),
        "subject": first_capital(t.of(of, "subject")),
        "mean": mean,
        "n": summary.n if summary else None,
        "mean_status": summary.summary_status if summary else None,
        "unit": "%" if of.unit == "percent" else t("home_of_points", most=t.number(edition.max_score, 0)),
        "change": change,
        "note": note,
        "best": best,
        "worst": worst,
        "squares": counts.squares(held.units_with_score, held.units_with_rank, held.units_expected),
        "held": t.of(held, "coverage"),
    }


def _map(contents: Contents, t: Language, index: str, year: int) -> dict[str, object]:
    board = contents.board(index, year)
    bounds = country.bounds(contents, index, year)
    missing = [row for row in board if row.score is None]
    title = contents.edition_name(index, year)
    deck = t("home_map_deck", edition=title, n=len(board) - len(missing))
    if missing:
        deck += " " + t("home_map_missing", names=t.list(t.name(row) for row in missing))
    return {
        "edition": title,
        "map_title": country.map_title(contents, t, index, year),
        "map_deck": deck,
        "bounds": bounds,
        "n_none": len(missing),
        "country_map": country.country_map(contents, t, index, year, country.ends(board, 3, 1)),
        "tiles": country.tiles(contents, t, index, year),
        "groups_are_computed": any(group["status"] == "computed" for group in bounds),
        "publisher": t.of(contents.indices[index], "publisher"),
    }


def _ends(contents: Contents, t: Language, index: str, year: int) -> dict[str, object]:
    board, mean = contents.board(index, year), country.mean_of(contents, index, year)
    ranked = [row for row in board if row.rank]
    moves = contents.grouped("bi.movers", "index_code", "year", "span_years").get((index, year, 1), ())
    risers = sorted((m for m in moves if m.riser_order and m.riser_order <= ENDS), key=lambda m: m.riser_order)
    fallers = sorted((m for m in moves if m.faller_order and m.faller_order <= ENDS), key=lambda m: m.faller_order)
    scores = {row.province_id: row.score for row in board}
    before = {m.province_id: scores[m.province_id] - m.span_score_change for m in [*risers, *fallers]}
    axis = country.axis_of(contents, index, year, *before.values())

    def end(row: Row) -> dict[str, object]:
        cls = country.group_class(contents, index, row.group_code)
        return {"row": row, "plot": rows.dot_on_axis(axis, row.score, cls)}

    def mover(move: Row) -> dict[str, object]:
        return {"row": move, "plot": rows.arrow(axis, before[move.province_id], scores[move.province_id])}

    most = max((m for m in risers if m.span_score_change > 0), key=lambda m: m.span_score_change, default=None)
    title = findings.ends_title(
        t,
        [t.name(row) for row in findings.tied(ranked, 0)],
        [t.name(row) for row in findings.tied(ranked, -1)],
        t.name(most) if most else None,
        most.span_score_change if most else None,
    )
    return {
        "ends_title": title,
        "ends_axis": axis,
        "ends_head": rows.axis_head(axis, t),
        "ends_background": rows.background(axis, mean),
        "ends": [
            {"title": t("home_highest", n=ENDS), "rows": [end(row) for row in ranked[:ENDS]]},
            {"title": t("home_lowest", n=ENDS), "rows": [end(row) for row in ranked[-ENDS:]]},
        ],
        "movers": [
            {"title": t(words, year=moved[0].from_year), "rows": [mover(m) for m in moved]}
            for words, moved in (("home_risers", risers), ("home_fallers", fallers))
            if moved
        ],
        "n_changes": moves[0].n_changes if moves else 0,
        "mean": mean,
        "scale": contents.editions[(index, year)],
    }


def _coverage(contents: Contents, t: Language) -> dict[str, object]:
    years = [year for _, year in contents.editions]
    held = {
        code: {
            year: (c.units_with_score, c.units_scored, c.units_expected)
            for (index, year), c in contents.coverage.items()
            if index == code
        }
        for code in contents.indices
    }
    names = {code: unbroken(row.short_name) for code, row in contents.indices.items()}
    is_full = contents.is_held_in_full
    return {
        "coverage_title": findings.coverage_title(t, {names[code]: is_full[code] for code in names}),
        "part_names": t.list(names[code] for code in names if not is_full[code]),
        "coverage": counts.coverage(
            [(contents.indices[code].short_name, counted) for code, counted in held.items()],
            range(min(years), max(years) + 1),
            t("home_coverage_label"),
        ),
        "editions": [
            {
                "name": names[code],
                "years": [(year, edition_href(code, year)) for year in contents.years(code)],
            }
            for code in contents.indices
        ],
    }


def _regions(contents: Contents, t: Language, index: str, year: int) -> list[dict[str, object]]:
    """Units of every boundary set by region: the older first, each with where it went or what it was formed from."""
    standing = {row.province_id: row for row in contents.board(index, year)}
    found = []
    for boundary_set in contents.boundary_sets:
        regions = []
        for region in contents.regions[boundary_set]:
            units = [unit for unit in contents.units(boundary_set) if unit.region_code == region.region_code]
            members = [
                {
                    "name": t.name(unit),
                    "href": href(unit.province_id),
                    "cls": country.group_class(contents, index, standing[unit.province_id].group_code)
                    if unit.province_id in standing
                    else None,
                    "rank": standing[unit.province_id].rank if unit.province_id in standing else None,
                    "note": _went_into(contents, t, unit) or _formed_from(contents, t, unit),
                }
                for unit in sorted(units, key=lambda unit: fold_name(unit.province_name_vi))
            ]
            regions.append({"name": t.name(region, "name"), "provinces": members})
        found.append(
            {
                "boundary_set": boundary_set,
                "regions": regions,
                "n": len(contents.units(boundary_set)),
                "deck": _units_deck(contents, t, boundary_set, (index, year)),
            }
        )
    return found


def _units_deck(contents: Contents, t: Language, boundary_set: str, lead: tuple[str, int]) -> str:
    """What stands beside the units of a boundary set: ranks of the lead edition where it is of that set."""
    units = [unit.province_id for unit in contents.units(boundary_set)]
    told = {
        "home_all_ranks": contents.editions[lead].boundary_set == boundary_set,
        "home_all_went": any(unit in contents.successors for unit in units),
        "home_all_formed": any(unit in contents.members for unit in units),
        "home_all_unscored": all(edition.boundary_set != boundary_set for edition in contents.editions.values()),
    }
    return " ".join(t(code, edition=contents.edition_name(*lead)) for code, is_so in told.items() if is_so)


def _went_into(contents: Contents, t: Language, unit: Row) -> str:
    """The unit that took an ended one over, unless it has its name."""
    successor = contents.successors.get(unit.province_id)
    name = t.name(contents.provinces[successor.successor_id]) if successor else ""
    return f"→ {name}" if name and name != t.name(unit) else ""


def _formed_from(contents: Contents, t: Language, unit: Row) -> str:
    members = contents.members.get(unit.province_id, ())
    return " + ".join(t.name(contents.provinces[member]) for member in members) if len(members) > 1 else ""


def _names(contents: Contents, t: Language) -> Markup:
    """For the search: name, page, folded spellings and a note of every unit, as JSON that no markup ends."""
    aliases: dict[str, set[str]] = {}
    for row in Reference(paths.seeds_dir()).rows("province_aliases"):
        if row["kind"] not in _NO_NAMES:
            aliases.setdefault(row["province_id"], set()).add(row["alias"])
    own = {
        unit: {row.province_name_vi, row.province_name_en, *aliases.get(unit, ())}
        for unit, row in contents.provinces.items()
    }
    entries = []
    for unit, row in contents.provinces.items():
        # A former member is found by its own name, and so is what it went into.
        spellings = own[unit].union(*(own[member] for member in contents.members.get(unit, ())))
        keys = sorted({fold_name(spelling).replace(" ", "") for spelling in spellings})
        label = t.name(row).replace("\u00a0", " ")
        if row.boundary_set != contents.boundary_sets[0]:
            label = t("home_name_since", name=label, month=row.valid_from.month, year=row.valid_from.year)
        note = (_went_into(contents, t, row) or _formed_from(contents, t, row)).replace("\u00a0", " ")
        entries.append([label, unit, " ".join(keys), note])
    with _FORMER.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row[f"name_{t.code}"].replace(" - ", " – ")
            for unit in row["units"].split():
                into = t.name(contents.provinces[unit]).replace("\u00a0", " ")
                key = fold_name(row["name_vi"]).replace(" ", "")
                entries.append([name, unit, key, t("home_name_former", name=into)])
    return json_in_page(entries)
