"""One page for each unit: those that editions scored, and those formed of them, which have back-cast figures only."""

import math
from collections.abc import Iterator, Sequence

from orchestration.pages import backcast, country, sources
from orchestration.pages.charts import map as outlines
from orchestration.pages.charts import rows, trend
from orchestration.pages.charts.axis import around
from orchestration.pages.contents import TOTAL, Contents, Row
from orchestration.pages.country import edition_href, href, is_derived
from orchestration.pages.edition import COLUMNS, whole
from orchestration.pages.findings import province as findings
from orchestration.pages.findings import territory
from orchestration.pages.language import Language, first_capital, unbroken
from orchestration.pages.page import File, Link, Page

LINKS = (Link("index.html#provinces", "menu_provinces"),)
SECTION = LINKS[0].name
# The same in every row of a unit's file, which is named after it.
_OWN = ("province_name_vi", "province_name_en")
# Of the last years, which are looked through for the largest move.
WHY_YEARS = 3
# Two charts stand side by side.
WHY_INTERVALS = 4
HEADROOM = 8
# A claim that is right needs no line of its own.
TOLD_VERDICTS = ("contradicted", "missed", "met", "conflicting", "new")
VERDICTS = ("confirmed", "contradicted", "unverifiable", "conflicting", "met", "missed", "new", "out_of_scope")

DECOMPOSITION = """
    select index_code, province_id, year, previous_year, component_code, contribution, national_shift, n_compared,
        total_change, is_method_change, break_note_vi, break_note_en
    from bi.change_decomposition
    where level = 'dimension'
"""
HEADROOM_ROWS = """
    select index_code, year, province_id, gap_to_best, component_code, component_name_vi, component_name_en
    from bi.component_headroom
    where level = 'sub_dimension' and gap_to_best < 0
"""
PEERS = """
    select index_code, year, province_id, peer_kind, peer_kind_name_vi, peer_kind_name_en, peer_order, peer_province_id,
        n_components
    from bi.peers
"""


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    for province in contents.provinces:
        if is_scored(contents, province):
            yield Page(href(province), "province.html", SECTION, _scored(contents, t, province))
        else:
            yield Page(href(province), "formed.html", SECTION, backcast.context(contents, t, province))


def files(contents: Contents) -> Iterator[File]:
    """Totals and dimensions of each unit that editions scored."""
    for province in contents.provinces:
        if is_scored(contents, province):
            held = [row for index in contents.indices for row in whole(contents.parts_of(index, province))]
            yield File(data_path(province), sources.table(held, [column for column in COLUMNS if column not in _OWN]))


def data_path(province: str) -> str:
    return f"data/{province}.csv"


def is_scored(contents: Contents, province: str) -> bool:
    return any(contents.history(index, province) for index in contents.indices)


def _scored(contents: Contents, t: Language, province: str) -> dict[str, object]:
    unit = contents.provinces[province]
    newest = {index: history[-1] for index in contents.indices if (history := contents.history(index, province))}
    lead = contents.lead[0] if contents.lead[0] in newest else next(iter(newest))
    # The newest edition with a score of its own: what the sections on parts, reasons and peers are about.
    told = next((row for row in reversed(contents.history(lead, province)) if row.score is not None), None)
    conflicts = contents.grouped("bi.conflicts", "province_id").get(province, ())
    context = {
        "unit": unit,
        "name": t.name(unit),
        "kind": t.of(unit, "unit_type_name"),
        "headline": _headline(contents, t, t.name(unit), newest.values()),
        "move": _move(contents, t, newest[lead]),
        "cards": [_card(contents, t, row) for row in newest.values()],
        "locator": country.locator(contents, unit),
        "went": went_into(contents, t, province),
        "members": [
            (href(member), t.name(contents.provinces[member])) for member in contents.members.get(province, ())
        ],
        "told": told,
        "is_older": bool(told) and told.year != newest[lead].year,
        "newest": newest[lead],
        "title_of_told": contents.edition_name(lead, told.year) if told else "",
        **_trends(contents, t, province, lead),
        **(_parts(contents, t, told) if told else {"dimensions": []}),
        **_known(contents, t, province, lead),
        **_why(contents, t, told, lead, province),
        **(_next(contents, t, told) if told else {"ladder": [], "headroom": []}),
        **(_peers(contents, t, told) if told else {"peers": []}),
        **_claims(contents, t, province, conflicts),
        "backcasts": backcast.over_time(contents, t, province),
        "after": backcast.of_member(contents, t, province),
        "sources": sources.by_index(contents, t, province),
        "data": data_path(province),
    }
    present = {
        "now": True,
        "years": bool(context["trends"]),
        "parts": context["dimensions"],
        "known": context["known"],
        "why": context["falls"],
        "next": context["ladder"] or context["headroom"],
        "peers": context["peers"],
        "claims": context["conflicts"] or context["verdicts"],
        "backcasts": context["backcasts"],
        "after": context["after"],
        "sources": True,
    }
    return context | {"toc": [section for section, is_there in present.items() if is_there]}


def went_into(contents: Contents, t: Language, province: str) -> dict[str, object] | None:
    """What became of a unit that ended, with whom, when and by which act."""
    succession = contents.successors.get(province)
    if not succession:
        return None
    successor = contents.provinces[succession.successor_id]
    others = [member for member in contents.members[succession.successor_id] if member != province]
    return {
        "href": href(successor.province_id),
        "name": t.name(successor),
        "id": successor.province_id,
        "others": [(href(member), t.name(contents.provinces[member])) for member in others],
        "day": succession.effective_date,
        "act": territory.act(t, succession.legal_basis) if succession.legal_basis else None,
    }


def _headline(contents: Contents, t: Language, name: str, newest: Sequence[Row]) -> str:
    standings = [
        findings.Standing(
            unbroken(contents.indices[row.index_code].short_name),
            t.of(contents.indices[row.index_code], "subject"),
            row.year,
            row.rank,
            row.n_ranked,
        )
        for row in newest
        if row.rank
    ]
    return findings.headline(t, name, standings)


def _move(contents: Contents, t: Language, row: Row) -> str:
    if row.score_change is None:
        return ""
    mean, n, _ = country.like_for_like(contents, row.index_code, row.year)
    index = unbroken(contents.indices[row.index_code].short_name)
    held = contents.coverage[(row.index_code, row.year)]
    return findings.move(
        t, index, row.score_change, mean if n and held.is_complete else None, row.rank_change_same_units
    )


def _card(contents: Contents, t: Language, row: Row) -> dict[str, object]:
    """A unit in the newest edition of an index."""
    index, edition = contents.indices[row.index_code], contents.editions[(row.index_code, row.year)]
    strip = share = None
    if row.score is not None:
        summary = contents.summary(row.index_code, row.year)
        known = [r.score for r in contents.board(row.index_code, row.year) if r.score is not None]
        ends = (
            min([*known, *([summary.min] if summary and summary.min is not None else [])]),
            max([*known, *([summary.max] if summary and summary.max is not None else [])]),
        )
        scale = (edition.min_score, edition.max_score)
        strip = rows.scale_strip(scale, row.score, ends, row.national_mean, t)
        share = (
            t("province_percent")
            if index.unit == "percent"
            else t(
                "province_share",
                share=t.percent(row.score / edition.max_score * 100),
                most=t.number(edition.max_score, 0),
            )
        )
    return {
        "title": contents.edition_name(row.index_code, row.year),
        "href": edition_href(row.index_code, row.year),
        "subject": first_capital(t.of(index, "subject")),
        "row": row,
        "is_derived": is_derived(row),
        "share": share,
        "strip": strip,
        "group": contents.groups.get((row.index_code, row.group_code)),
        "group_class": country.group_class(contents, row.index_code, row.group_code),
        "has_groups": any(code == row.index_code for code, _ in contents.groups),
        "before": contents.before(row.index_code, row.year),
        # Of a kind of which there are few, a place says something.
        "is_rare_kind": bool(row.unit_type_rank) and row.unit_type_n_ranked * 2 < row.n_ranked,
    }


def series_of(contents: Contents, t: Language, index: str, points: Sequence[trend.Point]) -> trend.Series:
    """Points of an index with what the country did in each of their years."""
    years = [point.year for point in points]
    bands = {}
    for year in years:
        if contents.coverage[(index, year)].is_complete:
            bounds = country.bounds(contents, index, year)
            # Without gaps: each group up to the lowest score of the better one.
            tops = [bounds[0]["high"], *(b["low"] for b in bounds)] if bounds else []
            bands[year] = [(b["cls"], b["low"], top) for b, top in zip(bounds, tops, strict=False)]
    means = {year: mean for year in years if (mean := country.mean_of(contents, index, year)) is not None}
    breaks = {year: contents.editions[(index, year)].break_kind for year in years}
    return trend.Series(points, breaks, means, bands, country.panel_names(contents, t, index, years, breaks))


def _trends(contents: Contents, t: Language, province: str, lead: str) -> dict[str, object]:
    """The lead index large over its groups, the others small; none for an index without any score."""
    found, name = [], t.name(contents.provinces[province])
    for index in sorted(contents.indices, key=lambda index: index != lead):
        history = contents.history(index, province)
        if not any(row.score is not None for row in history):
            continue
        points = [trend.Point(row.year, row.score, row.rank, row.score_status) for row in history]
        short = unbroken(contents.indices[index].short_name)
        series = series_of(contents, t, index, points)
        held = sum(point.score is not None for point in points)
        label = t("trend_label", index=short, name=name, first=points[0].year, last=points[-1].year)
        breaks = [contents.editions[(index, year)] for year, kind in series.breaks.items() if kind != "none"]
        found.append(
            {
                "is_lead": index == lead,
                "title": t("trend_known", index=short, held=held, of=len(points)),
                "chart": trend.trend(series, t, label, 260 if index == lead else 158, 6 if index == lead else 4),
                "has_bands": any(series.bands.values()),
                "history": history,
                "breaks": breaks,
                "has_gaps": held < len(points),
                "statuses": sorted({row.score_status for row in history if row.score_status} - {"published"}),
            }
        )
    ranked = [row for row in contents.history(lead, province) if row.rank]
    n_groups = sum(code == lead for code, _ in contents.groups)
    places = [
        findings.Place(
            row.year,
            row.rank,
            contents.groups[(lead, row.group_code)].group_order * 2 <= n_groups if row.group_code else None,
        )
        for row in ranked
    ]
    return {
        "trends": found,
        "trend_title": findings.over_time(t, unbroken(contents.indices[lead].short_name), places),
        "groups": [
            (row, country.group_class(contents, lead, group))
            for (code, group), row in contents.groups.items()
            if code == lead
        ],
    }


def short_name(contents: Contents, t: Language, index: str, year: int, component: str) -> str:
    return t.of(contents.components[(index, year, component)], "short_name")


def _parts(contents: Contents, t: Language, told: Row) -> dict[str, object]:
    """The dimensions against the country and the region's best."""
    index, year = told.index_code, told.year
    held = [
        row
        for row in contents.parts_of(index, told.province_id)
        if row.year == year and row.level == "dimension" and row.score is not None
    ]
    country_of = {row.component_code: contents.summary(index, year, row.component_code) for row in held}
    held = [row for row in held if country_of[row.component_code] and country_of[row.component_code].min is not None]
    if not held:
        return {"dimensions": []}
    axis = around(edge for s in country_of.values() if s and s.min is not None for edge in (s.min, s.max))
    dimensions = []
    for row in held:
        summary = country_of[row.component_code]
        region = contents.summary(index, year, row.component_code, told.region_code)
        plot = rows.dot_and_range(
            axis, row.score, summary.min, summary.max, summary.mean, region.max if region else None
        )
        name = short_name(contents, t, index, year, row.component_code)
        dimensions.append({"row": row, "short": name, "plot": plot})
    ranked = [findings.Part(d["short"], d["row"].rank, d["row"].n_ranked) for d in dimensions if d["row"].rank]
    return {
        "dimensions": dimensions,
        "parts_title": findings.parts(t, ranked),
        "parts_axis": axis,
        "parts_head": rows.axis_head(axis, t),
        "parts_scale": (held[0].min_score, held[0].max_score),
        "parts_statuses": sorted({d["row"].rank_status for d in dimensions if d["row"].rank_status}),
    }


def _known(contents: Contents, t: Language, province: str, lead: str) -> dict[str, object]:
    """Parts of the other indices of which a figure is known, the newest edition first."""
    held = [
        row
        for index in contents.indices
        if index != lead
        for row in contents.parts_of(index, province)
        if row.component_code != TOTAL and (row.score is not None or row.rank)
    ]
    if not held:
        return {"known": []}
    share = {row: row.score / row.max_score * 100 for row in held if row.score is not None and row.max_score}
    # From ten to ten: of one or two parts there is no range to show.
    tens = [edge * 10 for value in share.values() for edge in (math.floor(value / 10), math.ceil(value / 10))]
    axis = around(tens) if tens else None
    by_edition: dict[tuple[str, int], list[Row]] = {}
    for row in sorted(held, key=lambda row: -row.year):
        by_edition.setdefault((row.index_code, row.year), []).append(row)
    editions = []
    for (index, year), rows_ in by_edition.items():
        mean = {row: row.national_mean / row.max_score * 100 for row in rows_ if row.national_mean and row.max_score}
        editions.append(
            {
                "title": contents.edition_name(index, year),
                "href": edition_href(index, year),
                "parts": [
                    {
                        "row": row,
                        "share": share.get(row),
                        "plot": rows.dot_on_axis(axis, share[row], "ring", mean.get(row)) if row in share else "",
                    }
                    for row in rows_
                ],
            }
        )
    # The newest edition of which the shares of two parts are known.
    (index, year), told = max(by_edition.items(), key=lambda item: (sum(r in share for r in item[1]) > 1, item[0][1]))
    shares = [
        findings.Share(short_name(contents, t, index, year, row.component_code), share[row])
        for row in told
        if row in share
    ]
    return {
        "known": editions,
        "known_title": findings.known_parts(t, contents.edition_name(index, year), shares, len(told)),
        "known_axis": axis,
        "known_head": rows.axis_head(axis, t) if axis else "",
        "known_background": rows.background(axis) if axis else "",
        "known_has_mean": any(row.national_mean for row in share),
    }


def _why(contents: Contents, t: Language, told: Row | None, lead: str, province: str) -> dict[str, object]:
    """Waterfalls of the year with the largest move of the last ones, and of the newest."""
    held = contents.grouped(DECOMPOSITION, "index_code", "province_id").get((lead, province), ())
    by_year: dict[int, list[Row]] = {}
    for row in held:
        if told and told.year - WHY_YEARS < row.year <= told.year:
            by_year.setdefault(row.year, []).append(row)
    if not by_year:
        return {"falls": []}
    years = sorted(by_year)
    main = max(years, key=lambda year: abs(by_year[year][0].total_change))
    chosen = sorted({main, years[-1]} if main != years[-1] else set(years[-2:]))
    falls = []
    for year in chosen:
        parts = sorted(by_year[year], key=lambda row: row.component_code)
        # The edition before may have been of other units.
        points = [contents.standing(lead, year, province).score - parts[0].total_change]
        for part in parts:
            points.append(points[-1] + part.contribution)
        falls.append({"year": year, "parts": parts, "points": points, "change": parts[0].total_change})
    axis = around((point for fall in falls for point in fall["points"]), WHY_INTERVALS)
    index = unbroken(contents.indices[lead].short_name)
    for fall in falls:
        parts, points = fall["parts"], fall["points"]
        shifts = [part.national_shift for part in parts]
        fall |= {
            "from_year": parts[0].previous_year,
            "title": findings.why_title(t, index, fall["year"], fall["change"]),
            "country": sum(shifts) if all(shift is not None for shift in shifts) else None,
            "opening": rows.total(axis, points[0], opens=True),
            "closing": rows.total(axis, points[-1], opens=False),
            "steps": [
                {
                    "row": part,
                    "name": short_name(contents, t, lead, fall["year"], part.component_code),
                    "plot": rows.step(axis, before, after),
                }
                for part, before, after in zip(parts, points, points[1:], strict=False)
            ],
        }
    told_fall = next(fall for fall in falls if fall["year"] == main)
    named = [findings.Contribution(step["name"], step["row"].contribution) for step in told_fall["steps"]]
    return {
        "falls": falls,
        "why_axis": axis,
        "why_head": rows.axis_head(axis, t),
        "why_background": rows.background(axis),
        "why_title": told_fall["title"],
        "why_deck": findings.why(t, told_fall["change"], named, told_fall["country"]),
        "n_compared": t.list(str(n) for n in sorted({part.n_compared for fall in falls for part in fall["parts"]})),
        "why_notes": [
            (fall["year"], t.scales(fall["parts"][0]))
            for fall in falls
            if fall["parts"][0].break_note_vi and any(part.is_method_change for part in fall["parts"])
        ],
    }


def _next(contents: Contents, t: Language, told: Row) -> dict[str, object]:
    """Points to each place and to the next group, and the parts farthest from the best."""
    key = (told.index_code, told.year, told.province_id)
    gap = contents.keyed("bi.group_gap", "index_code", "year", "province_id").get(key)
    places = contents.grouped("bi.place_gap", "index_code", "year", "province_id").get(key, ())
    board = contents.board(told.index_code, told.year)
    holders = {row.rank: row for row in board if row.rank}
    steps = [
        {
            "rank": place.target_rank,
            "points": place.points_needed,
            "name": t.name(holders[place.reached_rank]),
            "group": None,
            "cls": "",
        }
        for place in sorted(places, key=lambda place: place.places_up)
        if place.reached_rank in holders
    ]
    points = gap.points_to_next_group if gap else None
    if points is not None:
        holder = next((row for row in board if row.score == gap.next_group_bound and row.rank), None)
        # What lies beyond the group is not on the way to it.
        steps = [step for step in steps if (step["rank"] > holder.rank if holder else step["points"] < points)]
        steps.append(
            {
                "rank": holder.rank if holder else None,
                "points": points,
                "name": t.name(holder) if holder else "",
                "group": contents.groups[(told.index_code, gap.next_group_code)],
                "cls": country.group_class(contents, told.index_code, gap.next_group_code),
            }
        )
    longest = max((step["points"] for step in steps), default=0) or 1
    for step in steps:
        step["plot"] = rows.length(float(step["points"] / longest), "strong" if step["group"] else "")
    parts = contents.grouped(HEADROOM_ROWS, "index_code", "year", "province_id").get(key, ())
    parts = sorted(parts, key=lambda part: part.gap_to_best)[:HEADROOM]
    most = max((-part.gap_to_best for part in parts), default=1)
    return {
        "ladder": steps,
        "headroom": [{"row": part, "plot": rows.length(float(-part.gap_to_best / most))} for part in parts],
        "next_title": findings.next_group(
            t,
            points,
            t.of(gap, "next_group_name") if gap else None,
            bool(told.group_code) and contents.groups[(told.index_code, told.group_code)].group_order == 1,
        ),
        "next_bound": gap.bound_kind if gap and points is not None else None,
    }


def _peers(contents: Contents, t: Language, told: Row) -> dict[str, object]:
    """Units of its region, of its kind where that is rare, nearest by profile, and those at its borders."""
    key = (told.index_code, told.year, told.province_id)
    by_kind: dict[str, list[Row]] = {}
    for row in contents.grouped(PEERS, "index_code", "year", "province_id").get(key, ()):
        by_kind.setdefault(row.peer_kind, []).append(row)
    mean = country.mean_of(contents, told.index_code, told.year)
    axis = country.axis_of(contents, told.index_code, told.year).ends()

    def table(title: str, note: str, ids: Sequence[str]) -> dict[str, object]:
        found = [contents.standing(told.index_code, told.year, unit) for unit in {*ids, told.province_id}]
        found = sorted((row for row in found if row), key=lambda row: (row.rank or math.inf, row.province_id))
        lines = [
            {
                "row": row,
                "is_here": row.province_id == told.province_id,
                "plot": rows.dot_on_axis(
                    axis,
                    row.score,
                    "unit"
                    if row.province_id == told.province_id
                    else country.group_class(contents, told.index_code, row.group_code),
                )
                if row.score is not None
                else "",
            }
            for row in found
        ]
        return {"title": title, "note": note, "rows": lines}

    def ids(kind: str) -> list[str]:
        return [row.peer_province_id for row in sorted(by_kind[kind], key=lambda row: row.peer_order or 0)]

    tables = []
    if "region" in by_kind:
        tables.append(table(t.name(told, "region_name"), t("peers_region"), ids("region")))
    if "unit_type" in by_kind:
        tables.append(table(t.of(told, "unit_type_name"), t("peers_kind"), ids("unit_type")))
    if "profile" in by_kind:
        nearest = contents.provinces[ids("profile")[0]]
        tables.append(table(t("peers_profile"), t("peers_nearest", name=t.name(nearest)), ids("profile")))
    tables.append(table(t("peers_neighbours"), t("peers_border"), outlines.neighbours(told.province_id)))
    profile = by_kind.get("profile")
    return {
        "peers": tables,
        "peers_title": findings.peers(
            t,
            t.of(told, "region_name"),
            told.region_rank,
            told.region_n_ranked,
            t.name(contents.provinces[ids("profile")[0]]) if "profile" in by_kind else None,
        ),
        "peers_axis": axis,
        "peers_head": rows.axis_head(axis, t),
        "peers_background": rows.background(axis, mean),
        "n_profile": len(profile) if profile else 0,
        "n_profile_parts": profile[0].n_components if profile else 0,
    }


def _claims(contents: Contents, t: Language, province: str, conflicts: Sequence[Row]) -> dict[str, object]:
    """What documents state differently, and what articles say of the unit beside what is held."""
    claims = contents.grouped("bi.claims", "province_id").get(province, ())
    tally = {verdict: [claim for claim in claims if claim.verdict == verdict] for verdict in VERDICTS}
    told = [claim for claim in claims if claim.verdict in TOLD_VERDICTS]
    return {
        "conflicts": sorted(conflicts, key=lambda row: (-row.year, row.index_code, row.measure)),
        "claims": sorted(told, key=lambda row: (-row.year, row.index_code, row.claim_id)),
        "verdicts": [
            (verdict, t.of(rows_[0], "verdict_name"), len(rows_)) for verdict, rows_ in tally.items() if rows_
        ],
        "claim_documents": sorted({claim.source_title for claim in claims if claim.source_title}),
        "claims_title": findings.disputes(t, len(conflicts), len(claims)) if conflicts or claims else "",
    }
