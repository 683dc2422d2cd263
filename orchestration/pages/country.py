"""An edition on the map of the country and on its tiles: what home, editions and components share."""

from collections.abc import Mapping, Sequence

from orchestration.pages.charts import map as outlines
from orchestration.pages.charts import trend
from orchestration.pages.charts.axis import Axis, around
from orchestration.pages.contents import TOTAL, Contents, Row
from orchestration.pages.findings import country as findings
from orchestration.pages.language import NONE, Language

NO_GROUP = "g0"
# Of a map that shows how much is known: a score, only a place, neither.
KNOWN, PLACE_ONLY = "k1", "k2"


def href(province: str) -> str:
    return f"{province}.html"


def edition_href(index: str, year: int) -> str:
    return f"{index.lower()}-{year}.html"


def group_class(contents: Contents, index: str, group: str | None) -> str:
    """The class of a group's colour: g1 for the best, g0 for none."""
    return f"g{contents.groups[(index, group)].group_order}" if group else NO_GROUP


def has_groups(rows: Sequence[Row]) -> bool:
    return any(row.group_code for row in rows)


def is_derived(row: Row) -> bool:
    """Whether the score follows from other figures: it is marked as such and has no rank."""
    return row.score_status == "derived"


def axis_of(contents: Contents, index: str, year: int, *more: float) -> Axis:
    """The stated range of an edition's totals, with some more values to take in."""
    return around([*(row.score for row in contents.board(index, year) if row.score is not None), *more])


def unit_class(contents: Contents, row: Row, by_group: bool) -> str:
    if by_group:
        return group_class(contents, row.index_code, row.group_code)
    return KNOWN if row.score is not None else PLACE_ONLY if row.rank else NO_GROUP


def figure_of(t: Language, row: Row) -> str:
    """Score, place and group of a unit in a few words, each as far as it is known."""
    parts = []
    if row.score is not None:
        parts.append(t("map_derived" if is_derived(row) else "map_score", score=t.number(row.score)))
    if row.rank:
        parts.append(t("map_place", rank=row.rank))
    if row.group_code:
        parts.append(t.of(row, "group_name"))
    return ", ".join(parts) or t.of(row, "missing_reason") or NONE


def titles(contents: Contents, t: Language, index: str, year: int) -> dict[str, str]:
    """What a unit says on the map, by its id."""
    return {row.province_id: f"{t.name(row)}: {figure_of(t, row)}" for row in contents.board(index, year)}


def country_map(contents: Contents, t: Language, index: str, year: int, marked: Sequence[Row] = ()):
    """The edition on the map: by its groups where any is known, else by what is known of each unit."""
    rows = contents.board(index, year)
    boundary_set = contents.editions[(index, year)].boundary_set
    by_group, said = has_groups(rows), titles(contents, t, index, year)
    units = {
        row.province_id: outlines.Shown(
            unit_class(contents, row, by_group), said[row.province_id], href(row.province_id)
        )
        for row in rows
    }
    return outlines.country(
        boundary_set,
        units,
        {unit.official_code: t.name(unit) for unit in contents.units(boundary_set)},
        [outlines.Callout(row.province_id, f"{row.rank} {t.name(row)}", t.number(row.score)) for row in marked],
        t(
            "map_label_groups" if by_group else "map_label_known",
            index=contents.indices[index].short_name,
            year=year,
            n=len(rows),
        ),
    )


def ends(rows: Sequence[Row], first: int, last: int) -> list[Row]:
    """The first and the last of the units whose place and score are known, best first."""
    ranked = [row for row in rows if row.rank and row.score is not None and not is_derived(row)]
    return ranked[:first] + ranked[max(first, len(ranked) - last) :]


def first_and_last(rows: Sequence[Row], is_complete: bool) -> tuple[list[Row], list[Row]]:
    """All units of the first rank and all of the last, each where it is known who they are; some may have no score."""
    ranked = [row for row in rows if row.rank]
    last = [row for row in ranked if row.rank == max(row.rank for row in ranked)]
    # Units that share a rank take up as many ranks.
    is_last = is_complete or (bool(last) and last[0].rank + len(last) - 1 == last[0].n_ranked)
    return [row for row in ranked if row.rank == 1], last if is_last else []


def tiles(contents: Contents, t: Language, index: str, year: int) -> dict[str, object]:
    """One tile a unit, and the archipelagos, with the size of the grid."""
    rows, said = contents.board(index, year), titles(contents, t, index, year)
    boundary_set = contents.editions[(index, year)].boundary_set
    by_group = has_groups(rows)
    found = []
    for row in rows:
        unit = contents.provinces[row.province_id]
        found.append(
            {
                "row": unit.tile_row,
                "column": unit.tile_column,
                "cls": unit_class(contents, row, by_group),
                "href": href(row.province_id),
                "title": said[row.province_id],
                "label": t.of(unit, "tile_name"),
                "rank": row.rank,
            }
        )
    owners = {unit.official_code: t.name(unit) for unit in contents.units(boundary_set)}
    islands = [
        {
            "row": group["tile"][boundary_set][0],
            "column": group["tile"][boundary_set][1],
            "name": group["name"],
            "owner": owners[group["official_code"]],
        }
        for group in outlines.geometry(boundary_set)["archipelagos"]
    ]
    return {
        "tiles": sorted(found, key=lambda tile: (tile["row"], tile["column"])),
        "islands": islands,
        "columns": max(tile["column"] for tile in [*found, *islands]),
    }


def bounds(contents: Contents, index: str, year: int) -> list[dict[str, object]]:
    """Size, lowest and highest score of each group of an edition, best first; none where no group is known."""
    rows = contents.board(index, year)
    found = []
    for (code, group), row in contents.groups.items():
        members = [r for r in rows if r.group_code == group] if code == index else []
        scores = [r.score for r in members if r.score is not None]
        if members:
            found.append(
                {
                    "code": group,
                    "group": row,
                    "cls": group_class(contents, index, group),
                    "n": len(members),
                    "low": min(scores, default=None),
                    "high": max(scores, default=None),
                    "status": members[0].group_status,
                }
            )
    return found


def map_title(contents: Contents, t: Language, index: str, year: int) -> str:
    """Where the best and the worst group of an edition held in full are found; the index may have no groups."""
    found = bounds(contents, index, year)
    if not found:
        return t("finding_map_plain")
    best, worst = found[0], found[-1]
    tallies = []
    for region in contents.regions[contents.editions[(index, year)].boundary_set]:
        members = [row for row in contents.board(index, year) if row.region_code == region.region_code and row.rank]
        in_group = [sum(row.group_code == group["code"] for row in members) for group in (best, worst)]
        tallies.append(findings.RegionTally(t.of(region, "name"), len(members), *in_group))
    return findings.map_title(t, tallies, *(t.of(group["group"], "name") for group in (worst, best)))


def like_for_like(contents: Contents, index: str, year: int) -> tuple[float | None, int, int]:
    """Mean change over the units with a score in both editions, how many they are, and how many of them rose.

    The means of two editions are of different units.
    """
    changes = [r.score_change for r in contents.board(index, year) if r.score_change is not None]
    mean = sum(changes) / len(changes) if changes else None
    return mean, len(changes), sum(change > 0 for change in changes)


def mean_of(contents: Contents, index: str, year: int, component: str = TOTAL):
    """The mean of the country, as computed or as stated; None where nobody states it."""
    summary = contents.summary(index, year, component)
    return summary.mean if summary else None


def locator(contents: Contents, unit: Row) -> dict[str, object]:
    """The tiles of the unit's boundary set, each by the middle of its left edge, and the corner of its own."""
    units = contents.units(unit.boundary_set)
    return {
        "tiles": [(u.tile_column * 10 - 9.3, u.tile_row * 10 - 5) for u in units],
        "x": unit.tile_column * 10 - 9.3,
        "y": unit.tile_row * 10 - 9.3,
        "width": max(u.tile_column for u in units) * 10,
        "height": max(u.tile_row for u in units) * 10,
    }


def panel_names(
    contents: Contents, t: Language, index: str, years: Sequence[int], breaks: Mapping[int, str]
) -> dict[int, str]:
    """What each run of editions between hard breaks is called, by its first year; nothing where there is one run."""
    runs = trend.panels(range(years[0], years[-1] + 1), breaks)
    if len(runs) == 1:
        return {}
    editions = [contents.editions[(index, next(year for year in run if year in years))] for run in runs]
    # A scale that stays the same needs no words, for which small panels have no room.
    has_one_scale = len({(edition.min_score, edition.max_score) for edition in editions}) == 1
    found = {}
    for run, edition in zip(runs, editions, strict=True):
        span = f"{run[0]}–{run[-1]}"
        scale = {"low": t.number(edition.min_score, 0), "high": t.number(edition.max_score, 0)}
        found[run[0]] = span if has_one_scale else t("trend_panel", years=span, **scale)
    return found
