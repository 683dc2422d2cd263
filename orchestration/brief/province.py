"""The brief of a unit that the editions of a year have scored: what it says, and in which order."""

import re
import unicodedata
from collections.abc import Sequence

from orchestration.brief import charts, findings
from orchestration.brief.document import Block, Bullets, Chart, Document, Note, Paragraph, Section, Table
from orchestration.pages import country
from orchestration.pages.charts import trend
from orchestration.pages.charts.axis import Axis, around
from orchestration.pages.contents import TOTAL, Contents, Row
from orchestration.pages.findings import province as page_findings
from orchestration.pages.findings import territory
from orchestration.pages.language import NONE, Language, first_small, unbroken
from orchestration.pages.province import series_of, short_name

DIMENSION, SUB_DIMENSION = "dimension", "sub_dimension"
# Two pages hold no more.
HEADROOM, CONFLICTS, SOURCES, NAMES = 5, 4, 6, 1


class Brief:
    """One unit in one year, in one language."""

    def __init__(self, contents: Contents, t: Language, province: str, year: int) -> None:
        self.contents, self.t, self.province, self.year = contents, t, province, year
        self.unit = contents.provinces[province]
        self.indices = [
            code for (code, held), edition in contents.editions.items() if held == year and self._has(edition)
        ]
        # Whose parts are shown: the edition held in full, of most units.
        self.main = max(
            self.indices,
            key=lambda code: (
                contents.coverage[code, year].is_complete,
                contents.coverage[code, year].units_with_score,
            ),
        )
        self.rows = {code: contents.standing(code, year, province) for code in self.indices}
        self.rows = {code: row for code, row in self.rows.items() if row}
        self.name = dated_name(contents, t, self.indices[0], year, province)
        self.release = contents.rows("marts.release")[0]

    def _has(self, edition: Row) -> bool:
        """Whether an edition is of the units that this one is among."""
        return edition.boundary_set == self.unit.boundary_set

    def index_name(self, code: str) -> str:
        return unbroken(self.contents.indices[code].short_name)

    def title_of(self, code: str) -> str:
        return self.contents.edition_name(code, self.year)

    def document(self) -> Document:
        t = self.t
        first = [self.side_by_side(), *self.over_time(), self.parts()]
        # Without a total, what lifts the group says why for both.
        has_total = self.rows[self.main].score is not None
        second = [
            *(self.why() if has_total else []),
            self.lift(),
            *self.others(),
            *self.disputes(),
            *self.since(),
            self.sources(),
            self.cite(),
        ]
        when = t("brief_until", day=t.day(self.unit.valid_to)) if self.unit.valid_to else ""
        return framed(self, self.lead(), [first, second], when=when)

    @property
    def title(self) -> str:
        return self.t("brief_title", name=self.name, year=self.year)

    def lead(self) -> str:
        standings = [
            page_findings.Standing(
                self.index_name(code),
                self.t.of(self.contents.indices[code], "subject"),
                self.year,
                row.rank,
                row.n_ranked,
            )
            for code, row in self.rows.items()
            if row.rank
        ]
        return findings.headline(self.t, self.name, self.year, standings)

    def side_by_side(self) -> Section:
        t = self.t
        changes = [(self.index_name(code), row.score_change) for code, row in self.rows.items()]
        codes = list(self.rows)
        rows = [
            [label, *(cell(self, code, self.rows[code]) for code in codes)]
            for label, cell in (
                (t("brief_row_score"), lambda b, code, row: t.number(row.score)),
                (
                    t("brief_row_status"),
                    lambda b, code, row: status(t, row.score_status) if row.score is not None else NONE,
                ),
                (t("brief_row_scale"), Brief._scale),
                (t("brief_row_rank"), lambda b, code, row: ranked(t, row)),
                (t("brief_row_change"), lambda b, code, row: t.signed(row.score_change)),
                (t("brief_row_places"), lambda b, code, row: places(t, row.rank_change_same_units)),
                (t("brief_row_group"), lambda b, code, row: with_status(t, t.of(row, "group_name"), row.group_status)),
                (t("brief_row_mean"), Brief._mean),
                (t("brief_row_gap"), lambda b, code, row: t.signed(row.gap_to_national_mean)),
            )
        ]
        table = Table(
            t("brief_indices_table"),
            ["", *(self.title_of(code) for code in codes)],
            rows,
            "l" + "r" * len(codes),
            [1.2, *[1.1] * len(codes)],
        )
        return Section(findings.moves(t, changes), [table, *self._remarks(), Note(t("brief_status_note"))])

    def _scale(self, code: str, row: Row) -> str:
        unit = "\u00a0%" if self.contents.indices[code].unit == "percent" else ""
        return f"{self.t.number(row.min_score, 0)}–{self.t.number(row.max_score, 0)}{unit}"

    def _mean(self, code: str, row: Row) -> str:
        summary = self.contents.summary(code, self.year)
        value = self.t.number(row.national_mean) if row.national_mean is not None else None
        return with_status(self.t, value, summary.summary_status if summary else None)

    def _remarks(self) -> list[Note]:
        """Why a score is missing, and why a change is not there or to be read with care."""
        t, said = self.t, []
        for code, row in self.rows.items():
            note = row.break_kind != "none" and t.scales(row)
            if row.score is None:
                said.append(t("brief_missing", index=self.index_name(code), year=self.year, reason=inner(t, row)))
            elif note:
                said.append(f"{self.index_name(code)}: {note.rstrip('.')}.")
            elif row.score_change is None and row.not_comparable_reason_vi:
                said.append(f"{self.index_name(code)}: {t.of(row, 'not_comparable_reason').rstrip('.')}.")
        return [Note(" ".join(said))] if said else []

    def over_time(self) -> list[Section]:
        t, code = self.t, self.main
        history = [row for row in self.contents.history(code, self.province) if row.year <= self.year]
        if not any(row.score is not None for row in history):
            return []
        places = [findings.Place(row.year, row.rank) for row in history if row.rank]
        points = [trend.Point(row.year, row.score, row.rank, row.score_status) for row in history]
        chart = trend_chart(self, code, series_of(self.contents, t, code, points))
        note = Note(trend_note(self, code, [point.year for point in points], t("brief_trend_note")))
        return [Section(findings.over_time(t, self.index_name(code), places, self.year), [chart, note])]

    def dimensions(self) -> list[Row]:
        """Parts of the main index that have a score, in its order."""
        query = f"select * from bi.component_scores where year = {self.year} and level = '{DIMENSION}'"
        rows = self.contents.grouped(query, "index_code", "province_id").get((self.main, self.province), ())
        return sorted((row for row in rows if row.score is not None), key=lambda row: in_order(row.component_code))

    def parts(self) -> Section:
        t, code, rows = self.t, self.main, self.dimensions()
        ranked_parts = [
            page_findings.Part(self.part_name(row.component_code), row.rank, row.n_ranked) for row in rows if row.rank
        ]
        heading = findings.parts(t, ranked_parts)
        if not rows:
            return Section(heading, self._instead_of_parts())
        summaries = {r.component_code: self.contents.summary(code, self.year, r.component_code) for r in rows}
        bests = {r.component_code: self._region_best(r) for r in rows}
        axis = around([edge for s in summaries.values() for edge in (s.min, s.max)])
        lines = []
        for row in rows:
            summary, (best, holders) = summaries[row.component_code], bests[row.component_code]
            name = self.part_name(row.component_code)
            alt = t(
                "brief_part_chart",
                name=name,
                score=t.number(row.score),
                low=t.number(summary.min),
                high=t.number(summary.max),
                mean=t.number(summary.mean),
                best=t.number(best),
            )
            lines.append(
                [
                    f"{row.component_code}. {name}",
                    t.number(row.score),
                    t.signed(row.score_change) if row.is_comparable else NONE,
                    of_ranked(t, row.rank, row.n_ranked),
                    t.number(row.national_mean),
                    f"{t.number(best)} {holders}" if best is not None else NONE,
                    charts.on_axis(axis, row.score, summary.min, summary.max, alt, summary.mean, best),
                ]
            )
        ends = t("brief_axis_label", low=t.number(axis.low, axis.decimals), high=t.number(axis.high, axis.decimals))
        previous = next((row.previous_year for row in rows if row.previous_year), None)
        head = [
            t("brief_part", index=self.index_name(code)),
            t("brief_row_score"),
            t("brief_head_change", year=previous) if previous else t("head_change"),
            t("brief_head_rank"),
            t("brief_head_mean"),
            t("brief_head_best"),
            charts.axis_head(axis, t, ends),
        ]
        label = t("brief_parts_table", index=self.index_name(code), year=self.year)
        table = Table(label, head, lines, "lrrrrlc", [2.5, 0.7, 0.95, 0.85, 0.85, 1.75, 1.9])
        note = t(
            "brief_parts_note",
            low=t.number(axis.low, axis.decimals),
            high=t.number(axis.high, axis.decimals),
            least=t.number(rows[0].min_score, 0),
            most=t.number(rows[0].max_score, 0),
            name=self.name,
            region=t.of(rows[0], "region_name"),
        )
        if without := self._without_score({row.component_code for row in rows}):
            note = f"{t('brief_parts_without', names=without)} {note}"
        return Section(heading, [table, Note(note)])

    def _without_score(self, scored: set[str]) -> str:
        """Dimensions of the edition that the unit has no score of."""
        codes = [
            code
            for (index, year, code), component in self.contents.components.items()
            if (index, year, component.level) == (self.main, self.year, DIMENSION) and code not in scored
        ]
        return self.t.list(first_small(self.part_name(code)) for code in sorted(codes, key=in_order))

    def _instead_of_parts(self) -> list[Block]:
        """Why there are none, and the last edition that has a total."""
        t, row = self.t, self.rows[self.main]
        said = f"{self.title_of(self.main)}: {inner(t, row)}."
        known = [
            r for r in self.contents.history(self.main, self.province) if r.score is not None and r.year < self.year
        ]
        if known:
            last = known[-1]
            place = (
                t("brief_last_rank", rank=of_ranked(t, last.rank, last.n_ranked)) if last.rank else t("brief_no_rank")
            )
            said += " " + t(
                "brief_last_known",
                index=self.index_name(self.main),
                year=last.year,
                score=t.number(last.score),
                rank=place,
            )
        return [Paragraph(said)]

    def part_name(self, component: str) -> str:
        return short_name(self.contents, self.t, self.main, self.year, component)

    def _region_best(self, row: Row) -> tuple[object, str]:
        """The region's highest score of a part, and whose it is."""
        t, summary = self.t, self.contents.summary(self.main, self.year, row.component_code, row.region_code)
        if summary is None or summary.max is None:
            return None, ""
        query = f"select * from bi.component_scores where year = {self.year} and level = '{DIMENSION}'"
        peers = self.contents.grouped(query, "index_code", "component_code", "region_code")
        rows = peers[self.main, row.component_code, row.region_code]
        names = [t.name(peer) for peer in rows if peer.score == summary.max]
        more = len(names) - NAMES
        return summary.max, names[0] if not more else t("brief_and_more", names=names[0], n=more)

    def why(self) -> list[Section]:
        t, code, row = self.t, self.main, self.rows[self.main]
        name = self.index_name(code)
        if row.score_change is None:
            before = self.contents.before(code, self.year)
            if before is None:
                reason = t("brief_why_first")
            elif row.not_comparable_reason_vi:
                reason = t.of(row, "not_comparable_reason").rstrip(".") + "."
            else:
                reason = t("brief_why_no_total", before=before, year=self.year)
            return [Section(t("brief_why_unknown", index=name), [Paragraph(reason)])]
        mean_change, n, _ = country.like_for_like(self.contents, code, self.year)
        query = f"select * from bi.change_decomposition where year = {self.year} and level = '{DIMENSION}'"
        found = self.contents.grouped(query, "index_code", "province_id").get((code, self.province), ())
        contributions = [
            page_findings.Contribution(self._changed_part(part), part.contribution)
            for part in found
            if part.contribution is not None
        ]
        said = page_findings.why(t, row.score_change, contributions, None)
        blocks: list[Block] = [Paragraph(said)] if said else []
        if found:
            blocks.append(self._contributions(found))
        blocks.append(Note(t("brief_why_note", n=n)))
        return [Section(findings.change(t, name, row.score_change, mean_change, row.previous_year), blocks)]

    def _contributions(self, found: Sequence[Row]) -> Table:
        t = self.t
        shown = sorted((p for p in found if p.contribution is not None), key=lambda part: in_order(part.component_code))
        edges = [float(v) for part in shown for v in (part.contribution, part.national_shift) if v is not None]
        most = max(map(abs, edges)) * 1.02 or 1
        axis = Axis(-most, most, most)
        lines = []
        for part in shown:
            name = self._changed_part(part)
            details = {"own": t.signed(part.contribution), "country": t.signed(part.national_shift)}
            lines.append(
                [
                    f"{part.component_code}. {name}",
                    t.number(part.previous_score),
                    t.number(part.score),
                    details["own"],
                    details["country"],
                    t.signed(part.own_shift),
                    charts.from_zero(
                        axis, float(part.contribution), t("brief_why_chart", name=name, **details), part.national_shift
                    ),
                ]
            )
        previous = shown[0].previous_year
        head = [
            t("brief_part", index=self.index_name(self.main)),
            str(previous),
            str(self.year),
            t("head_change"),
            t("brief_head_country_change"),
            t("brief_head_own"),
            t("brief_head_why_chart"),
        ]
        label = t("brief_why_table", index=self.index_name(self.main), before=previous, year=self.year)
        return Table(label, head, lines, "lrrrrrc", [2.5, 0.8, 0.8, 0.95, 1.2, 1.2, 1.9])

    def _changed_part(self, part: Row) -> str:
        """A part that was dropped has its name from the edition before."""
        components = self.contents.components
        year = self.year if (self.main, self.year, part.component_code) in components else part.previous_year
        return short_name(self.contents, self.t, self.main, year, part.component_code)

    def lift(self) -> Section:
        t, code, row = self.t, self.main, self.rows[self.main]
        gap = self.contents.keyed("marts.fct_group_gap", "index_code", "year", "province_id").get(
            (code, self.year, self.province)
        )
        query = f"select * from bi.component_headroom where year = {self.year} and level = '{SUB_DIMENSION}'"
        rooms = self.contents.grouped(query, "index_code", "province_id").get((code, self.province), ())
        rooms = sorted(
            (room for room in rooms if room.headroom_order),
            key=lambda room: (room.headroom_order, in_order(room.component_code)),
        )
        points = gap.points_to_next_group if gap else None
        best_group = self.contents.groups[code, row.group_code].group_order == 1 if row.group_code else False
        following = self.contents.groups.get((code, gap.next_group_code)) if gap else None
        heading = findings.next_group(
            t, points, t.of(following, "name") if following else None, best_group, has_total=row.score is not None
        )
        said = [] if row.score is not None else [f"{self.title_of(code)}: {inner(t, row)}."]
        if gap and points is not None:
            # Only where the parts add up to the total does a part lift it.
            is_sum = self.contents.components[code, self.year, TOTAL].aggregation == "sum_of_parts"
            lifts = [
                page_findings.Contribution(f"{t.of(room, 'component_name')}", -room.gap_to_national_p90)
                for room in rooms
                if room.gap_to_national_p90 is not None
            ]
            way = findings.way_up(t, points, lifts) if is_sum else None
            said += [way] if way else []
            bound = {"reported_bound": "reported"}.get(gap.bound_kind, "computed")
            said.append(
                t(
                    "brief_next_bound",
                    group=first_small(t.of(following, "name")),
                    bound=t.number(gap.next_group_bound),
                    status=status(t, bound),
                )
            )
        if gap and gap.points_to_next_rank is not None:
            said.append(t("brief_next_rank", points=t.number(gap.points_to_next_rank)))
        if gap and gap.gap_to_region_best is not None:
            region = t.of(row, "region_name")
            below = -gap.gap_to_region_best
            said.append(
                t("brief_region_best", points=t.number(below), region=region)
                if below > 0
                else t("brief_is_region_best", region=region)
            )
        blocks: list[Block] = [Paragraph(" ".join(said))] if said else []
        shown = rooms[:HEADROOM]
        if shown:
            lines = [
                [
                    f"{room.component_code}. {t.of(room, 'component_name')}",
                    t.number(room.score),
                    t.number(room.max_score),
                    t.signed(room.gap_to_national_p90),
                    t.signed(room.gap_to_region_best),
                    t.signed(room.gap_to_best),
                ]
                for room in shown
            ]
            head = ["brief_row_score", "brief_head_most", "brief_head_tenth", "brief_head_region", "brief_head_country"]
            label = t("brief_headroom_table", n=len(shown))
            blocks.append(Table(label, [label, *map(t, head)], lines, "lrrrrr", [4.2, 0.8, 0.9, 1.2, 1.2, 1.2]))
        return Section(heading, blocks)

    def others(self) -> list[Section]:
        """What is known of the other indices over the years."""
        t, found = self.t, {}
        for code in self.contents.indices:
            if code == self.main:
                continue
            history = [row for row in self.contents.history(code, self.province) if row.year <= self.year]
            rows = [row for row in history if row.score is not None or row.rank]
            if rows:
                found[code] = {row.year: row for row in rows}
        if not found:
            return []
        years = sorted({year for rows in found.values() for year in rows})
        lines = []
        for code, rows in found.items():
            name = self.index_name(code)
            lines.append([t("brief_score_of", index=name), *(known(t, rows.get(year)) for year in years)])
            lines.append(
                [t("brief_rank_of", index=name), *(str(rows[y].rank or NONE) if y in rows else NONE for y in years)]
            )
        names = t.list(self.index_name(code) for code in found)
        label = t("brief_others", indices=names)
        table = Table(label, ["", *map(str, years)], lines, "l" + "r" * len(years), [3.0, *[1.0] * len(years)])
        said = []
        if any(row.score_status == "derived" for rows in found.values() for row in rows.values()):
            said.append(t("brief_derived_mark"))
        for code in found:
            hard = [str(y) for y in years if self._is_break(code, y)]
            if hard:
                said.append(t("brief_others_break", index=self.index_name(code), years=t.list(hard)))
        return [Section(label, [table, *([Note(" ".join(said))] if said else [])])]

    def _is_break(self, code: str, year: int) -> bool:
        edition = self.contents.editions.get((code, year))
        return edition is not None and edition.break_kind == "hard"

    def conflicts(self) -> list[Row]:
        rows = self.contents.grouped("bi.conflicts", "province_id", "year").get((self.province, self.year), ())
        return sorted(rows, key=lambda row: (row.index_code, row.component_code != TOTAL, row.measure != "score"))

    def disputes(self) -> list[Section]:
        t, rows = self.t, self.conflicts()
        if not rows:
            return []
        blocks: list[Block] = [Bullets([t.of(row, "explanation") for row in rows[:CONFLICTS]])]
        if len(rows) > CONFLICTS:
            blocks.append(Note(t("brief_disputed_more", n=len(rows) - CONFLICTS)))
        return [Section(t.count("brief_disputed", len(rows)), blocks)]

    def since(self) -> list[Section]:
        """What became of a unit that ended."""
        t, successor = self.t, self.contents.successors.get(self.province)
        if successor is None:
            return []
        act = territory.act(t, successor.legal_basis)
        new = self.contents.provinces[successor.successor_id]
        others = [other for other in self.contents.members[successor.successor_id] if other != self.province]
        heading = t("brief_since", day=t.day(successor.effective_date), name=t.name(new))
        if not others:
            return [Section(heading, [Paragraph(t("brief_since_alone", act=act))])]
        names = t.list(t.name(self.contents.provinces[other]) for other in others)
        return [Section(heading, [Paragraph(t("brief_since_with", others=names, act=act, old=self.name))])]

    def sources(self) -> Section:
        ids = {code: row.source_id for code, row in self.rows.items() if row.source_id}
        parts = {row.source_id for row in self.dimensions() if row.source_id}
        used = [(source, [code for code in ids if ids[code] == source]) for source in dict.fromkeys(ids.values())]
        used += [(source, [self.main]) for source in sorted(parts - set(ids.values()))]
        return sources(self, used)

    def cite(self) -> Section:
        return cited(self, self.t("brief_cite_note"))


def framed(brief: Brief, lead: str, pages: Sequence[Sequence[Section]], when: str) -> Document:
    """What every brief has around its sections; `when` is since or until when the unit has been."""
    t, release = brief.t, brief.release
    names = [brief.index_name(code) for code in brief.indices]
    subtitle = [t.of(brief.unit, "unit_type_name"), t.of(brief.unit, "region_name"), when]
    return Document(
        language=t.code,
        title=plain(brief.title),
        subject=plain(t("brief_subject_line", indices=t.list(names), name=brief.name)),
        kicker=t("brief_kicker", indices=", ".join(names), year=brief.year),
        name=brief.name,
        subtitle=" · ".join(filter(None, subtitle)),
        lead=lead,
        pages=pages,
        footer=t("brief_footer", release=release.release_id, day=t.day(release.built_at)),
        publisher=t("brief_publisher"),
        release_id=release.release_id,
        built_at=release.built_at,
    )


def plain(text: str) -> str:
    """For where no line ends: without no-break spaces."""
    return text.replace("\u00a0", " ")


def sources(brief, used: Sequence[tuple[str, Sequence[str]]]) -> Section:
    """Documents with the indices that they are for."""
    t, known = brief.t, brief.contents.keyed("bi.sources", "source_id")
    items = []
    for source, codes in used[:SOURCES]:
        row = known[source]
        said = in_latin(t.of(row, "citation")).rstrip(".")
        if row.url and row.url not in said:
            said += f". {row.url}"
        note = t.of(row, "note")
        said = f"{said}. {note.rstrip('.')}." if note and codes == [brief.main] else f"{said}."
        items.append(f"{t.list(brief.index_name(code) for code in codes)}: {said}")
    blocks: list[Block] = [Bullets(items)] if items else [Paragraph(t("brief_sources_none"))]
    if len(used) > SOURCES:
        blocks.append(Note(t("brief_sources_more", n=len(used) - SOURCES)))
    return Section(t("brief_sources"), blocks)


def in_latin(citation: str) -> str:
    """The citation without a title in another script: neither its readers nor its fonts have those letters."""

    def kept(title: re.Match[str]) -> str:
        is_latin = all("LATIN" in unicodedata.name(letter, "") for letter in title.group() if letter.isalpha())
        return title.group() if is_latin else ""

    return re.sub(r"[:,] “[^”]*”", kept, citation)


def cited(brief, note: str) -> Section:
    t, release = brief.t, brief.release
    said = t(
        "brief_cite_text",
        publisher=t("brief_publisher"),
        title=plain(brief.title),
        release=release.release_id,
        day=t.day(release.built_at),
    )
    return Section(t("brief_cite"), [Paragraph(said), Note(note)])


def trend_chart(brief: Brief, code: str, series: trend.Series) -> Chart:
    t = brief.t
    figures = "; ".join(
        t("brief_trend_point", year=point.year, score=t.number(point.score), rank=point.rank or NONE)
        for point in series.points
    )
    alt = t("brief_trend_label", index=brief.index_name(code), name=brief.name, figures=figures)
    return charts.over_time(series, t, alt)


def trend_note(brief, code: str, years: Sequence[int], first: str) -> str:
    t, said = brief.t, [first]
    for kind in ("soft", "hard"):
        marked = [str(y) for y in years[1:] if brief.contents.editions[code, y].break_kind == kind]
        if marked:
            said.append(t(f"brief_trend_{kind}", years=t.list(marked)))
    return " ".join(said)


def dated_name(contents: Contents, t: Language, index: str, year: int, province: str) -> str:
    """As the edition calls it, and as a sentence does: the city and not the man."""
    query = f"select * from marts.dim_edition_unit where year = {year}"
    row = contents.keyed(query, "index_code", "province_id").get((index, province))
    return t.name(row, "text_name") if row else t.name(contents.provinces[province])


def in_order(component: str) -> tuple:
    """2 before 10, and what is no number last."""
    return tuple((not part.isdigit(), int(part) if part.isdigit() else part) for part in component.split("."))


def status(t: Language, code: str | None) -> str:
    return t(f"badge_{code}") if code else NONE


def with_status(t: Language, value: str | None, code: str | None) -> str:
    return f"{value} ({status(t, code)})" if value and code else value or NONE


def of_ranked(t: Language, rank: int | None, n: int | None) -> str:
    return t("brief_of_ranked", rank=rank, n=n) if rank and n else str(rank) if rank else NONE


def known(t: Language, row: Row | None) -> str:
    """A score; one that follows from others is marked."""
    if row is None or row.score is None:
        return NONE
    return f"{t.number(row.score)}*" if row.score_status == "derived" else t.number(row.score)


def ranked(t: Language, row: Row) -> str:
    return with_status(t, of_ranked(t, row.rank, row.n_ranked), row.rank_status) if row.rank else NONE


def places(t: Language, n: int | None) -> str:
    """Gained above zero, as bi.scoreboard has them."""
    if n is None:
        return NONE
    return t.count("places_up" if n > 0 else "places_down", abs(n)) if n else t("places_same")


def inner(t: Language, row: Row) -> str:
    """Why a figure is missing, within a sentence."""
    return first_small((t.of(row, "missing_reason") or t("not_known")).rstrip("."))
