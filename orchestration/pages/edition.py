"""One page for each edition of each index: of a full table, or of what press and portals reported."""

import itertools
from collections.abc import Iterable, Iterator

from orchestration.pages import country, sources
from orchestration.pages.charts import distribution, rows
from orchestration.pages.charts.axis import around
from orchestration.pages.contents import TOTAL, Contents, Row
from orchestration.pages.country import edition_href, href, is_derived
from orchestration.pages.findings import edition as findings
from orchestration.pages.language import Language
from orchestration.pages.page import File, Link, Page
from orchestration.reference import fold_name

LINKS = (Link("index.html#editions", "menu_editions"),)
SECTION = LINKS[0].name
# What readers of a file beside a page want of a figure; all there is of it is in the release's own CSV.
COLUMNS = (
    "index_code", "year", "province_id", "province_name_vi", "province_name_en", "component_code", "component_name_vi",
    "component_name_en", "score", "score_status", "rank", "n_ranked", "rank_status", "group_code", "score_change",
    "rank_change_same_units", "source_id",
)  # fmt: skip


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    for index, year in contents.editions:
        yield Page(edition_href(index, year), "edition.html", SECTION, _context(contents, t, index, year))


def files(contents: Contents) -> Iterator[File]:
    """Totals and dimensions of each edition."""
    for index, year in contents.editions:
        yield File(data_path(index, year), sources.table(whole(contents.parts(index, year)), COLUMNS))


def whole(parts: Iterable[Row]) -> list[Row]:
    """Without sub-dimensions, which are most of the rows and in the release's own CSV."""
    return [row for row in parts if row.level != "sub_dimension"]


def data_path(index: str, year: int) -> str:
    return f"data/{index.lower()}-{year}.csv"


def _context(contents: Contents, t: Language, index: str, year: int) -> dict[str, object]:
    board, held = contents.board(index, year), contents.coverage[(index, year)]
    of, edition = contents.indices[index], contents.editions[(index, year)]
    name = contents.edition_name(index, year)
    summary = contents.summary(index, year)
    known = [row for row in board if row.score is not None or row.rank]
    unknown = [row for row in board if row.score is None and not row.rank]
    bounds = country.bounds(contents, index, year)
    by_group = country.has_groups(board)
    conflicts = contents.grouped("bi.conflicts", "index_code", "year").get((index, year), ())
    years = contents.years(index)
    place = years.index(year)
    return {
        "name": name,
        "index": of,
        "edition": edition,
        "held": held,
        "lead": _lead(contents, t, index, year, board),
        "summary": summary,
        "mean_status": summary.summary_status if summary else None,
        "country_map": country.country_map(
            contents, t, index, year, country.ends(board, 3, 2) if held.is_complete and not edition.is_pilot else ()
        ),
        "by_group": by_group,
        "map_title": _map_title(contents, t, index, year, board),
        "table_title": _table_title(contents, t, index, year, known),
        "bounds": bounds if by_group else [],
        "narrow": _narrow(t, bounds, board) if held.is_complete else "",
        "n_none": len(unknown) if not by_group else sum(not row.group_code for row in board),
        **_spread(contents, t, index, year, board, bounds if by_group else []),
        "comparable": t("edition_pilot_apart")
        if edition.is_pilot
        else findings.comparable(
            t,
            year,
            [y for y in years if contents.editions[(index, y)].break_kind != "none"],
            min(y for y in years if not contents.editions[(index, y)].is_pilot),
        ),
        "breaks": [
            contents.editions[(index, y)] for y in reversed(years) if contents.editions[(index, y)].break_kind != "none"
        ],
        **_table(contents, t, index, year, known, held.is_complete),
        "unknown": sorted(unknown, key=lambda row: fold_name(row.province_name_vi)),
        "unknown_reasons": sorted({t.of(row, "missing_reason") for row in unknown}),
        "has_derived": any(is_derived(row) for row in known),
        "conflicts": conflicts,
        "before": years[place - 1] if place else None,
        "after": years[place + 1] if place + 1 < len(years) else None,
        "links": {y: edition_href(index, y) for y in years},
        "sources": sources.by_tier(contents, t, sources.of_edition(contents, index, year)),
        "data": data_path(index, year),
    }


def _lead(contents: Contents, t: Language, index: str, year: int, board: tuple[Row, ...]) -> str:
    """The finding of the edition, and where it is not held in full, how much is."""
    summary, before = contents.summary(index, year), contents.before(index, year)
    held, edition = contents.coverage[(index, year)], contents.editions[(index, year)]
    compares = before and edition.break_kind != "hard" and not edition.is_pilot
    previous = country.mean_of(contents, index, before) if compares else None
    move = findings.Move(*country.like_for_like(contents, index, year)) if compares and held.is_complete else None
    ends = country.first_and_last(board, held.is_complete)
    said = findings.lead(
        t,
        summary.mean if summary else None,
        (before, previous) if previous is not None else None,
        move,
        *([findings.End(t.name(row), row.score) for row in end] for end in ends),
    )
    return said if held.is_complete and not edition.is_pilot else f"{t.of(held, 'coverage')} {said}".strip()


def _map_title(contents: Contents, t: Language, index: str, year: int, board: tuple[Row, ...]) -> str:
    """Where the groups are, of an edition held in full; else how many units are known."""
    bounds = country.bounds(contents, index, year)
    if not country.has_groups(board):
        held = contents.coverage[(index, year)]
        return findings.known(t, held.units_with_score, held.units_with_rank, held.units_scored, len(board))
    if contents.coverage[(index, year)].is_complete:
        return country.map_title(contents, t, index, year)
    groups = [(t.of(bound["group"], "name"), bound["n"]) for bound in bounds]
    return findings.groups(t, groups, sum(not row.group_code for row in board))


def _table_title(contents: Contents, t: Language, index: str, year: int, known: list[Row]) -> str:
    """Who is first and who is last, as far as known, and of how many units that is said."""
    held = contents.coverage[(index, year)]
    best, worst = ([t.name(row) for row in end] for end in country.first_and_last(known, held.is_complete))
    return findings.ends(t, best, worst, len(known), held.units_scored)


def _narrow(t: Language, bounds: list[dict], board: tuple[Row, ...]) -> str:
    scored = {row.score: t.name(row) for row in board if row.score is not None}
    pairs = [
        (scored[upper["low"]], upper["low"], scored[lower["high"]], lower["high"])
        for upper, lower in itertools.pairwise(bounds)
    ]
    return findings.narrowest(t, pairs)


def _spread(
    contents: Contents, t: Language, index: str, year: int, board: tuple[Row, ...], bounds: list[dict]
) -> dict[str, object]:
    """The distribution, where every unit's score is known."""
    if not contents.coverage[(index, year)].is_complete:
        return {"distribution": None, "spread_axis": None, "bin_width": None}
    scored = [row for row in board if row.score is not None]
    axis = around(row.score for row in scored)
    units = [
        distribution.Unit(t.name(row), row.score, country.unit_class(contents, row, bool(bounds))) for row in scored
    ]
    groups = [distribution.Group(b["n"], b["low"], b["high"], b["cls"]) for b in bounds]
    label = t("edition_spread_label", index=contents.indices[index].short_name, year=year, n=len(scored))
    return {
        "distribution": distribution.distribution(
            axis, units, groups, country.mean_of(contents, index, year), t, label
        ),
        "spread_axis": axis,
        "bin_width": distribution.bin_width(axis),
    }


def _table(
    contents: Contents, t: Language, index: str, year: int, known: list[Row], is_complete: bool
) -> dict[str, object]:
    scored = [row for row in known if row.score is not None]
    mean = country.mean_of(contents, index, year)
    axis = country.axis_of(contents, index, year, *([mean] if mean is not None else [])) if scored else None
    region_order = {
        region.region_code: region.region_order
        for region in contents.regions[contents.editions[(index, year)].boundary_set]
    }

    def plot(row: Row):
        if row.score is None:
            return ""
        cls = "derived" if is_derived(row) else country.unit_class(contents, row, country.has_groups(known))
        return rows.dot_on_axis(axis, row.score, cls)

    return {
        "axis": axis,
        "axis_head": rows.axis_head(axis, t) if axis else "",
        "background": rows.background(axis, mean) if axis else "",
        "mean": mean,
        "table": [
            {
                "row": row,
                "href": href(row.province_id),
                "region_order": region_order[row.region_code],
                "cls": country.group_class(contents, index, row.group_code),
                "group": contents.groups.get((index, row.group_code)),
                "is_derived": is_derived(row),
                "plot": plot(row),
            }
            for row in known
        ],
        "rank_statuses": sorted({row.rank_status for row in known if row.rank_status}),
        "has_changes": any(row.score_change is not None for row in known),
        "previous_year": next((row.previous_year for row in known if row.previous_year), None),
        "component": contents.components[(index, year, TOTAL)],
        "is_complete": is_complete,
    }
