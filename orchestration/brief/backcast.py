"""The brief of a unit that no edition of the year has scored: back-casts, called so at every figure."""

import datetime
from collections.abc import Sequence

from orchestration.brief import charts, findings, province
from orchestration.brief.document import Block, Document, Note, Paragraph, Section, Table
from orchestration.brief.province import DIMENSION, Brief, cited, framed, in_order, of_ranked, status
from orchestration.pages import country
from orchestration.pages.charts import trend
from orchestration.pages.charts.axis import around
from orchestration.pages.contents import TOTAL, Contents, Row
from orchestration.pages.findings import province as page_findings
from orchestration.pages.findings import territory
from orchestration.pages.language import NONE, Language, Number, first_small


class BackcastBrief(Brief):
    """One unit in one year, in one language, by the units that it was formed from."""

    def __init__(self, contents: Contents, t: Language, unit: str, year: int) -> None:
        self.members = contents.members[unit]
        super().__init__(contents, t, unit, year)
        self.name = t.name(self.unit)
        query = f"select * from bi.backcast where province_id = '{unit}'"
        self.figures = contents.keyed(query, "index_code", "year", "component_code")
        self.totals = {code: self.figures.get((code, year, TOTAL)) for code in self.indices}
        self.totals = {code: row for code, row in self.totals.items() if row}

    def _has(self, edition: Row) -> bool:
        """Whether an edition is of the units that this one was formed from."""
        return any(self.contents.provinces[member].boundary_set == edition.boundary_set for member in self.members)

    def document(self) -> Document:
        t = self.t
        n_old = len({row.province_id for code in self.indices for row in self.contents.board(code, self.year)})
        code = "brief_backcast_lead" if len(self.members) > 1 else "brief_backcast_lead_same"
        lead = t(code, year=self.year, old=n_old, name=self.name)
        first = [self.side_by_side(), *self.over_time(), self.parts()]
        second = [self.formed_from(), self.not_said(), self.sources(), cited(self, t("brief_cite_backcast"))]
        return framed(self, lead, [first, second], when=self._when())

    def _when(self) -> str:
        return self.t("brief_since_day", day=self.t.day(self._formed_on))

    @property
    def _formed_on(self) -> datetime.date:
        return self.contents.successors[self.members[0]].effective_date

    @property
    def title(self) -> str:
        """Apart from that of the unit whose name it has."""
        return self.t("brief_backcast_name", name=self.name, when=self._when(), year=self.year)

    def side_by_side(self) -> Section:
        t, codes = self.t, list(self.totals)
        rows = [
            [label, *(cell(self.totals[code]) for code in codes)]
            for label, cell in (
                (t("brief_backcast_score"), lambda row: t.number(row.score)),
                (t("brief_row_status"), lambda row: status(t, row.score_status) if row.score is not None else NONE),
                (t("brief_backcast_rank"), lambda row: of_ranked(t, row.rank, row.n_ranked)),
                (
                    t("brief_backcast_members"),
                    lambda row: t("brief_backcast_of", n=row.n_members_scored, of=row.n_members),
                ),
                (t("brief_backcast_share"), lambda row: _share(t, row.population_share_covered)),
                (t("brief_backcast_low"), lambda row: self._member(row, "lowest")),
                (t("brief_backcast_high"), lambda row: self._member(row, "highest")),
            )
        ]
        head = ["", *(self.title_of(code) for code in codes)]
        table = Table(t("brief_backcast_indices"), head, rows, "l" + "r" * len(codes), [1.2, *[1.1] * len(codes)])
        without = [(code, row) for code, row in self.totals.items() if row.score is None]
        missing = [f"{self.title_of(code)}: {province.inner(t, row)}." for code, row in without]
        notes = [Note(" ".join(missing))] if missing else []
        n = len(self.members)
        title = findings.backcast_title(t, self.name, n, self._unscored())
        return Section(title, [table, *notes, Note(t("badge_backcast_title"))])

    def _unscored(self) -> list[str]:
        """Members without a total of the main index."""
        t, found = self.t, []
        for member in self.members:
            row = self.contents.standing(self.main, self.year, member)
            if row is None or row.score is None:
                found.append(t.name(self.contents.provinces[member]))
        return found

    def _member(self, row: Row, which: str) -> str:
        name, score = self.t.of(row, f"{which}_member_name"), getattr(row, f"{which}_member_score")
        return f"{name} {self.t.number(score)}" if score is not None else NONE

    def over_time(self) -> list[Section]:
        t, code = self.t, self.main
        rows = [
            row
            for (index, year, part), row in sorted(self.figures.items())
            if index == code and part == TOTAL and year <= self.year
        ]
        if not any(row.score is not None for row in rows):
            return []
        points = [trend.Point(row.year, row.score, row.rank, row.score_status) for row in rows]
        years = [point.year for point in points]
        breaks = {year: self.contents.editions[code, year].break_kind for year in years}
        panels = country.panel_names(self.contents, t, code, years, breaks)
        # Without groups and means: they are of other units.
        chart = province.trend_chart(self, code, trend.Series(points, breaks, panel_names=panels))
        note = Note(province.trend_note(self, code, years, t("brief_backcast_trend_note")))
        return [Section(t("brief_backcast_trend", index=self.index_name(code)), [chart, note])]

    def parts(self) -> Section:
        t, code = self.t, self.main
        rows = [
            row
            for (index, year, _), row in self.figures.items()
            if index == code and year == self.year and row.level == DIMENSION and row.score is not None
        ]
        rows.sort(key=lambda row: in_order(row.component_code))
        ranked = [
            page_findings.Part(self.part_name(row.component_code), row.rank, row.n_ranked) for row in rows if row.rank
        ]
        heading = findings.parts(t, ranked)
        if not rows:
            return Section(heading, [])
        heading = t("brief_backcast_parts", said=first_small(heading))
        axis = around([edge for row in rows for edge in (row.lowest_member_score, row.highest_member_score)])
        lines = []
        for row in rows:
            name = self.part_name(row.component_code)
            low, high = row.lowest_member_score, row.highest_member_score
            details = {"name": name, "score": t.number(row.score), "low": t.number(low), "high": t.number(high)}
            lines.append(
                [
                    f"{row.component_code}. {name}",
                    details["score"],
                    of_ranked(t, row.rank, row.n_ranked),
                    self._member(row, "lowest"),
                    self._member(row, "highest"),
                    charts.on_axis(axis, row.score, low, high, t("brief_backcast_part_chart", **details), cls="ring"),
                ]
            )
        ends = {"low": t.number(axis.low, axis.decimals), "high": t.number(axis.high, axis.decimals)}
        head = [
            t("brief_part", index=self.index_name(code)),
            *map(t, ("brief_backcast_score", "brief_backcast_rank", "brief_backcast_low", "brief_backcast_high")),
            charts.axis_head(axis, t, t("brief_axis_label", **ends)),
        ]
        label = t("brief_parts_table", index=self.index_name(code), year=self.year)
        component = self.contents.components[code, self.year, rows[0].component_code]
        scale = {"least": t.number(component.min_score, 0), "most": t.number(component.max_score, 0)}
        note = Note(t("brief_backcast_parts_note", **ends, **scale))
        return Section(heading, [Table(label, head, lines, "lrrrrc", [2.5, 0.95, 0.95, 2.1, 2.1, 2.15]), note])

    def formed_from(self) -> Section:
        t = self.t
        shares = {member: self.contents.successors[member].population_share for member in self.members}
        lines = []
        for member in sorted(self.members, key=lambda member: -shares[member]):
            standings = [self.contents.standing(code, self.year, member) for code in self.totals]
            name = province.dated_name(self.contents, t, self.main, self.year, member)
            lines.append([name, t.percent(shares[member] * 100), *(self._published(row) for row in standings)])
        head = [t("brief_member_unit"), t("brief_member_share"), *(self.title_of(code) for code in self.totals)]
        title = t("brief_members_title", name=self.name, year=self.year)
        n = len(self.totals)
        return Section(title, [Table(title, head, lines, "lr" + "r" * n, [1.7, 0.9, *[1.4] * n])])

    def _published(self, row: Row | None) -> str:
        """What was published or reported of a member."""
        t = self.t
        if row is None or (row.score is None and not row.rank):
            return NONE
        if row.score is None:
            return t("brief_member_rank", rank=row.rank)
        score = t.number(row.score)
        return t("brief_member_figure", score=score, rank=row.rank) if row.rank else score

    def not_said(self) -> Section:
        t = self.t
        names = [province.dated_name(self.contents, t, self.main, self.year, member) for member in self.members]
        plain = (name.replace("\u00a0", " ") for name in names)
        commands = ", ".join(f'governance brief "{name}" --year {self.year}' for name in plain)
        blocks: list[Block] = [Paragraph(t("brief_backcast_not_text", commands=commands))]
        act = territory.act(t, self.contents.successors[self.members[0]].legal_basis)
        return Section(t("brief_backcast_not"), [*blocks, Note(f"{act}.")])

    def sources(self) -> Section:
        used: dict[str, list[str]] = {}
        for code in self.totals:
            for member in self.members:
                row = self.contents.standing(code, self.year, member)
                if row and row.source_id and code not in used.setdefault(row.source_id, []):
                    used[row.source_id].append(code)
        ordered: Sequence[tuple[str, list[str]]] = list(used.items())
        return province.sources(self, ordered)


def _share(t: Language, share: Number | None) -> str:
    return NONE if share is None else t.percent(share * 100)
