"""Units formed of others: what their members' figures come to, marked as back-cast and apart from published ones."""

from collections.abc import Sequence

from orchestration.pages import country
from orchestration.pages.charts import rows, trend
from orchestration.pages.charts.axis import around
from orchestration.pages.contents import Contents, Row
from orchestration.pages.country import edition_href, href
from orchestration.pages.findings import formed as findings
from orchestration.pages.findings import territory
from orchestration.pages.findings.edition import End
from orchestration.pages.findings.province import Part, parts
from orchestration.pages.language import Language, first_capital, unbroken

TOTALS = "select * from bi.backcast where component_code = 'total'"
DIMENSIONS = "select * from bi.backcast where level = 'dimension' and score is not null"


def totals(contents: Contents, index: str, province: str) -> tuple[Row, ...]:
    """Back-cast totals of a unit, in the order of time."""
    found = contents.grouped(TOTALS, "index_code", "province_id").get((index, province), ())
    return tuple(sorted(found, key=lambda row: row.year))


def of_member(contents: Contents, t: Language, province: str) -> dict[str, object] | None:
    """What today's unit would have scored in the newest edition, for the page of one that went into it."""
    succession = contents.successors.get(province)
    index, year = contents.lead
    if not succession or len(contents.members[succession.successor_id]) == 1:
        return None
    row = next((r for r in totals(contents, index, succession.successor_id) if r.year == year), None)
    if row is None or row.score is None:
        return None
    unit = contents.provinces[succession.successor_id]
    return {
        "row": row,
        "name": t.name(unit),
        "href": href(unit.province_id),
        "edition": contents.edition_name(index, year),
    }


def context(contents: Contents, t: Language, province: str) -> dict[str, object]:
    """The page of a unit that no edition has scored."""
    unit, members = contents.provinces[province], contents.members.get(province, ())
    index, year = contents.lead
    succession = contents.successors[members[0]] if members else None
    newest = {code: held[-1] for code in contents.indices if (held := totals(contents, code, province))}
    told = next((row for row in reversed(totals(contents, index, province)) if row.score is not None), None)

    def edition(row: Row) -> str:
        return contents.edition_name(row.index_code, row.year)

    return {
        "unit": unit,
        "name": t.name(unit),
        "kind": t.of(unit, "unit_type_name"),
        "members": [(href(member), t.name(contents.provinces[member])) for member in members],
        "is_continuing": len(members) == 1,
        "day": succession.effective_date if succession else unit.valid_from,
        "act": territory.act(t, succession.legal_basis) if succession and succession.legal_basis else None,
        "headline": findings.headline(
            t,
            t.name(unit),
            [t.name(contents.provinces[member]) for member in members],
            edition(told) if told else "",
            told.score if told else None,
            told.rank if told else None,
            told.n_ranked if told else None,
        ),
        "locator": country.locator(contents, unit),
        "cards": [_card(contents, t, row) for row in newest.values()],
        "now_title": findings.now(
            t,
            [edition(row) for row in newest.values() if row.score is not None],
            [edition(row) for row in newest.values() if row.score is None],
            len(members) == 1,
        ),
        "backcasts": over_time(contents, t, province),
        "told": told,
        "edition": edition(told) if told else "",
        **_members(contents, t, members, index, told.year if told else year, told),
        **_dimensions(contents, t, province, told),
    }


def _card(contents: Contents, t: Language, row: Row) -> dict[str, object]:
    index = contents.indices[row.index_code]
    return {
        "title": contents.edition_name(row.index_code, row.year),
        "href": edition_href(row.index_code, row.year),
        "subject": first_capital(t.of(index, "subject")),
        "row": row,
    }


def over_time(contents: Contents, t: Language, province: str) -> dict[str, object] | None:
    """What a unit's former figures come to: the lead index large, or the first that has any; None where none has."""
    held = [
        index for index in contents.indices if any(row.score is not None for row in totals(contents, index, province))
    ]
    if not held:
        return None
    index = contents.lead[0] if contents.lead[0] in held else held[0]
    ranks = [(row.year, row.rank) for row in totals(contents, index, province) if row.rank]
    return {
        "title": findings.over_time(t, unbroken(contents.indices[index].short_name), ranks),
        "trends": _trends(contents, t, province, index),
    }


def _trends(contents: Contents, t: Language, province: str, lead: str) -> list[dict[str, object]]:
    found = []
    for index in sorted(contents.indices, key=lambda index: index != lead):
        held = totals(contents, index, province)
        if not any(row.score is not None for row in held):
            continue
        points = [trend.Point(row.year, row.score, row.rank, "backcast") for row in held]
        breaks = {row.year: contents.editions[(index, row.year)].break_kind for row in held}
        means = {row.year: country.mean_of(contents, index, row.year) for row in held}
        short = unbroken(contents.indices[index].short_name)
        known = sum(point.score is not None for point in points)
        names = country.panel_names(contents, t, index, list(breaks), breaks)
        series = trend.Series(
            points, breaks, {year: mean for year, mean in means.items() if mean is not None}, {}, names
        )
        label = t(
            "trend_label",
            index=short,
            name=t.name(contents.provinces[province]),
            first=points[0].year,
            last=points[-1].year,
        )
        found.append(
            {
                "title": t("trend_known", index=short, held=known, of=len(points)),
                "chart": trend.trend(series, t, label, 200 if index == lead else 158, 5),
                "rows": held,
                "is_lead": index == lead,
            }
        )
    return found


def _members(
    contents: Contents, t: Language, members: Sequence[str], index: str, year: int, told: Row | None
) -> dict[str, object]:
    """The former units beside what they come to together."""
    board = [contents.standing(index, year, member) for member in members]
    board = [row for row in board if row]
    scores = [row.score for row in board if row.score is not None] + ([told.score] if told else [])
    if not scores:
        return {"member_rows": [], "members_axis": None, "members_head": "", "members_title": ""}
    axis = country.axis_of(contents, index, year)
    mean = country.mean_of(contents, index, year)
    found = [
        {
            "row": row,
            "share": contents.successors[row.province_id].population_share * 100,
            "plot": rows.dot_on_axis(axis, row.score, country.group_class(contents, index, row.group_code))
            if row.score is not None
            else "",
        }
        for row in sorted(board, key=lambda row: (row.score is None, -(row.score or 0)))
    ]
    return {
        "member_rows": found,
        "members_title": findings.members(
            t,
            contents.edition_name(index, year),
            [End(t.name(row), row.score) for row in board],
        ),
        "members_axis": axis,
        "members_head": rows.axis_head(axis, t),
        "members_background": rows.background(axis, mean),
        "total_plot": rows.dot_on_axis(axis, told.score, "ring") if told else "",
        "mean": mean,
    }


def _dimensions(contents: Contents, t: Language, province: str, told: Row | None) -> dict[str, object]:
    """Each dimension, from the lowest to the highest member."""
    held = contents.grouped(DIMENSIONS, "index_code", "year", "province_id")
    found = held.get((told.index_code, told.year, province), ()) if told else ()
    if not found:
        return {"dimensions": []}
    axis = around(edge for row in found for edge in (row.lowest_member_score, row.highest_member_score, row.score))
    return {
        "dimensions": [
            {
                "row": row,
                "short": t.of(contents.components[(row.index_code, row.year, row.component_code)], "short_name"),
                "plot": rows.dot_and_range(
                    axis, row.score, row.lowest_member_score, row.highest_member_score, cls="ring"
                ),
            }
            for row in sorted(found, key=lambda row: row.component_code)
        ],
        "parts_title": parts(
            t,
            [
                Part(
                    t.of(contents.components[(row.index_code, row.year, row.component_code)], "short_name"),
                    row.rank,
                    row.n_ranked,
                )
                for row in found
                if row.rank
            ],
        ),
        "parts_n": found[0].n_ranked,
        "parts_axis": axis,
        "parts_head": rows.axis_head(axis, t),
    }
