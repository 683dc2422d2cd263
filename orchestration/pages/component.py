"""One page for each dimension and sub-dimension of the newest edition of an index that is held in full."""

from collections.abc import Iterator

from orchestration.pages import component_figures as held
from orchestration.pages import country
from orchestration.pages.charts import map as outlines
from orchestration.pages.charts import rows, spans
from orchestration.pages.charts.axis import Axis, around
from orchestration.pages.contents import Contents, Row
from orchestration.pages.country import edition_href
from orchestration.pages.findings import components as findings
from orchestration.pages.findings import country as country_findings
from orchestration.pages.language import Language, first_small
from orchestration.pages.page import Page

SECTION = "components.html"


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    for index in held.indices(contents):
        components = held.newest(contents, index)
        for place, component in enumerate(components):
            context = _context(contents, t, component)
            context["neighbours"] = [
                components[i] if 0 <= i < len(components) else None for i in (place - 1, place + 1)
            ]
            yield Page(held.href(index, component.component_code), "component.html", SECTION, context)


def _context(contents: Contents, t: Language, component: Row) -> dict[str, object]:
    index, year, code = component.index_code, component.year, component.component_code
    board = held.figures(contents, index, year, code)
    summary = contents.summary(index, year, code)
    known = [row for row in board if row.score is not None]
    moved = _since_before(contents, component)
    name = t.of(component, "name")
    lead = [t("component_mean", mean=t.number(summary.mean), most=t.exact(component.max_score, 0), n=summary.n)]
    if moved:
        lead.append(findings.changed(t, moved))
    lead.append(_standing(contents, t, component))
    leaders = [t.name(row) for row in country_findings.tied(known, 0)]
    return {
        "href": held.href,
        "edition_href": edition_href(index, year),
        "index": contents.indices[index],
        "edition": contents.edition_name(index, year),
        "component": component,
        "parent": contents.components.get((index, year, component.parent_component_code))
        if component.level == held.SUB_DIMENSION
        else None,
        "is_dimension": component.level == held.DIMENSION,
        "name": name,
        "heading": findings.title(t, name, leaders, moved),
        "lead": " ".join(filter(None, lead)),
        "summary": summary,
        **_map(contents, t, component, board),
        **_parts(contents, t, component),
        **_time(contents, t, component),
        **_measured(contents, t, component),
        **_table(contents, t, component, board),
    }


def _scores(contents: Contents, index: str, year: int, code: str) -> dict[str, object]:
    rows_ = held.figures(contents, index, year, code)
    return {row.province_id: row.score for row in rows_ if row.score is not None}


def _since_before(contents: Contents, component: Row) -> findings.Change | None:
    """Since the edition before, as the release has the changes; None where a break parts the two."""
    index, year, code = component.index_code, component.year, component.component_code
    before = contents.before(index, year)
    if before is None or held.break_of(contents, index, year, code):
        return None
    now = {row.province_id: row for row in held.figures(contents, index, year, code) if row.score_change is not None}
    return findings.change(
        before,
        {unit: row.score - row.score_change for unit, row in now.items()},
        {unit: row.score for unit, row in now.items()},
    )


def _standing(contents: Contents, t: Language, component: Row) -> str:
    """Where the mean stands among the components beside it, where they have one scale."""
    index, year = component.index_code, component.year
    beside = held.parts(contents, index, year, component.parent_component_code)
    if len(beside) < 2 or len({row.max_score for row in beside}) > 1:
        return ""
    means = [contents.summary(index, year, row.component_code).mean for row in beside]
    own = contents.summary(index, year, component.component_code).mean
    place = 1 + sum(mean > own for mean in means)
    code = {1: "component_first", len(means): "component_last"}.get(place, "component_nth")
    kind = "dimensions" if component.level == held.DIMENSION else "parts"
    return t(f"{code}_{kind}", n=len(means), place=t.ordinal(place))


def _map(contents: Contents, t: Language, component: Row, board: tuple[Row, ...]) -> dict[str, object]:
    index, year = component.index_code, component.year
    boundary_set = contents.editions[(index, year)].boundary_set
    groups = [row for (code, _), row in contents.groups.items() if code == index]
    order = {row.province_id: held.group_order(contents, row) for row in board}
    shown, bounds, tallies = {}, [], []
    for row in board:
        figure = t.of(row, "missing_reason") or ""
        if row.score is not None:
            figure = f"{t('map_score', score=t.number(row.score))}, {t('map_place', rank=row.rank)}"
        cls = f"g{order[row.province_id]}" if order[row.province_id] else country.NO_GROUP
        shown[row.province_id] = outlines.Shown(cls, f"{t.name(row)}: {figure}", country.href(row.province_id))
    for group in groups:
        members = [row for row in board if order[row.province_id] == group.group_order]
        scores = [row.score for row in members if row.score is not None]
        bounds.append(
            {
                "group": group,
                "cls": f"g{group.group_order}",
                "n": len(members),
                "low": min(scores, default=None),
                "high": max(scores, default=None),
            }
        )
    for region in contents.regions[boundary_set]:
        members = [order[row.province_id] for row in board if row.region_code == region.region_code and row.rank]
        counted = [members.count(group.group_order) for group in (groups[0], groups[-1])]
        tallies.append(country_findings.RegionTally(t.name(region, "name"), len(members), *counted))
    marked = country.ends(board, 3, 2)
    return {
        "map_title": country_findings.map_title(t, tallies, t.of(groups[-1], "name"), t.of(groups[0], "name")),
        "bounds": bounds,
        "n_none": sum(not group for group in order.values()),
        "country_map": outlines.country(
            boundary_set,
            shown,
            {unit.official_code: t.name(unit) for unit in contents.units(boundary_set)},
            [outlines.Callout(row.province_id, f"{row.rank} {t.name(row)}", t.number(row.score)) for row in marked],
            t("component_map_label", name=t.of(component, "name"), year=year, n=len(board)),
        ),
    }


def _parts(contents: Contents, t: Language, component: Row) -> dict[str, object]:
    """The parts of a dimension, if it has any; of a sub-dimension those of its dimension, itself among them."""
    index, year = component.index_code, component.year
    whole = component.component_code if component.level == held.DIMENSION else component.parent_component_code
    beside = held.parts(contents, index, year, whole)
    if not beside:
        return {"parts": []}
    figures = {row.component_code: contents.summary(index, year, row.component_code) for row in beside}
    axis = around(value for figure in figures.values() for value in (figure.min, figure.max))
    shares = [(t.of(row, "name"), figures[row.component_code].mean, row.max_score) for row in beside]
    return {
        "parts_title": findings.parts_title(t, shares),
        "parts_axis": axis,
        "parts_head": rows.axis_head(axis, t),
        "parts": [
            {
                "row": row,
                "figure": figures[row.component_code],
                "plot": rows.dot_and_range(axis, f.mean, f.min, f.max, height=30),
                "href": held.href(index, row.component_code),
            }
            for row in beside
            for f in (figures[row.component_code],)
        ],
    }


def _time(contents: Contents, t: Language, component: Row) -> dict[str, object]:
    """The subject over all editions, under whatever code: breaks of the code, and where code or scale change."""
    index = component.index_code
    codes = held.subject(contents, component)
    years = sorted(codes)
    parted = held.spans(contents, index, codes)
    breaks = {
        year: found
        for year, code in codes.items()
        if year > years[0] and (found := held.break_of(contents, index, year, code))
    }
    kinds = {year: found.break_kind for year, found in breaks.items()}
    for span in parted[1:]:
        kinds[span.years[0]] = held.HARD
    summaries = {year: contents.summary(index, year, code) for year, code in codes.items()}
    run = findings.run(years, kinds)
    moved = findings.change(
        run[0], _scores(contents, index, run[0], codes[run[0]]), _scores(contents, index, run[-1], codes[run[-1]])
    )
    names = {
        span.years[0]: t("component_span_code", code=span.code, most=t.exact(span.max_score, 0))
        if len({s.code for s in parted}) > 1
        else t("component_span", most=t.exact(span.max_score, 0))
        for span in parted
    }
    return {
        "time_title": findings.time_title(t, run, moved),
        "time_deck": t("component_time_deck", n=moved.n, up=moved.n_up) if moved and len(run) > 1 else "",
        "time": spans.ranges(
            t,
            {year: spans.Figures(s.min, s.mean, s.median, s.max) for year, s in summaries.items()},
            kinds,
            names,
            t("component_time_label", name=t.of(component, "name")),
        ),
        "measured_title": findings.measured_title(t, years, sorted(kinds)),
        "has_soft": held.SOFT in kinds.values(),
        "has_hard": held.HARD in kinds.values(),
        "time_rows": [(year, codes[year], summaries[year]) for year in reversed(years)],
        "breaks": [
            (year, kinds[year], _break_note(contents, t, component, codes, breaks, year))
            for year in sorted(kinds, reverse=True)
        ],
        "years": years,
    }


def _break_note(contents, t: Language, component: Row, codes, breaks, year: int) -> str:
    before = max(y for y in codes if y < year)
    if codes[before] != codes[year]:
        scales = [contents.components[(component.index_code, y, codes[y])].max_score for y in (before, year)]
        return t(
            "component_moved",
            before=codes[before],
            now=codes[year],
            scale=t.exact(scales[0], 0),
            scale_now=t.exact(scales[1], 0),
        )
    return t.scales(breaks[year]) if year in breaks else t("component_rescaled")


def _measured(contents: Contents, t: Language, component: Row) -> dict[str, object]:
    """What a dimension was made of by edition; what else the code of a sub-dimension has stood for."""
    index, year = component.index_code, component.year
    if component.level == held.SUB_DIMENSION:
        former = [
            (_years(years), t.of(row, "name"), _went_to(contents, t, row, year))
            for row, years in held.former_subjects(contents, component)
        ]
        return {"former": former, "subjects": []}
    all_years = contents.years(index)
    subjects = []
    for row, codes in held.subjects_of(contents, index, component.component_code):
        cells = [(y, codes.get(y), y in codes and codes.get(y) != codes.get(y - 1)) for y in all_years]
        subjects.append({"row": row, "cells": cells, "is_current": year in codes, "code": codes[max(codes)]})
    return {"former": [], "subjects": subjects, "subject_years": all_years}


def _went_to(contents: Contents, t: Language, former: Row, year: int) -> tuple[str, str] | None:
    """Where a subject stands today, as link and code; None where it is measured no more."""
    code = held.subject(contents, former).get(year)
    return (held.href(former.index_code, code), code) if code else None


def _years(years: list[int]) -> str:
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])


def _table(contents: Contents, t: Language, component: Row, board: tuple[Row, ...]) -> dict[str, object]:
    known = [row for row in board if row.score is not None]
    axis: Axis = around(row.score for row in known)
    mean = contents.summary(component.index_code, component.year, component.component_code).mean
    groups = {row.group_order: row for (code, _), row in contents.groups.items() if code == component.index_code}
    regions = {row.region_code: row.region_order for rows_ in contents.regions.values() for row in rows_}
    missing: dict[str, list[str]] = {}
    for row in board:
        if row.score is None:
            missing.setdefault(first_small(t.of(row, "missing_reason") or t("not_known")), []).append(t.name(row))
    table = []
    for row in known:
        order = held.group_order(contents, row)
        table.append(
            {
                "row": row,
                "region_order": regions[row.region_code],
                "group": groups[order],
                "cls": f"g{order}",
                "plot": rows.dot_on_axis(axis, row.score, f"g{order}"),
            }
        )
    ranked = [row for row in known if row.rank]
    return {
        "table_title": country_findings.ends_title(
            t,
            [t.name(row) for row in country_findings.tied(ranked, 0)],
            [t.name(row) for row in country_findings.tied(ranked, -1)],
        ),
        "table": table,
        "axis": axis,
        "axis_head": rows.axis_head(axis, t),
        "background": rows.background(axis, mean),
        "mean": mean,
        "missing": [t("component_missing", names=t.list(names), reason=reason) for reason, names in missing.items()],
        "previous_year": known[0].previous_year if any(row.score_change is not None for row in known) else None,
    }
