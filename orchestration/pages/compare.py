"""The page that compares up to five units, and the figures it reads: the one page that needs JavaScript.

The figures lie in a script that assigns them, since a page opened from disk may not fetch. Rows of a unit are texts
with one field an edition, in the order of the editions of their component; a field is empty where nothing is known.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from orchestration.messages import texts
from orchestration.pages import component_figures as held
from orchestration.pages.contents import TOTAL, Contents, Row
from orchestration.pages.language import Language
from orchestration.pages.page import File, Link, Page
from orchestration.pages.rendering import json_in_page

NAME = "compare.html"
LINKS = (Link(NAME, "menu_compare"),)
DATA = "assets/compare-data.js"
MOST_UNITS = 5
FORMATS = ("csv", "svg", "png")
_BACKCASTS = """
    select index_code, component_code, year, province_id, score, score_status, rank, n_ranked, missing_reason_vi,
        missing_reason_en
    from bi.backcast"""
_WORDS = (
    "add", "remove", "full", "none", "places", "of", "since", "above", "level", "single", "mean", "range", "backcast",
    "reported", "derived", "known", "unknown", "soft", "hard", "breaks", "no_figures", "no_breaks", "letters",
    "lines", "year", "place", "score", "province", "all_years", "source", "range_34", "was", "parts",
)  # fmt: skip


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    words = {code: t(f"compare_{code}") for code in _WORDS}
    context = {
        "words": json_in_page(words),
        "most": MOST_UNITS,
        "formats": FORMATS,
        "sets": [(code, _set_name(contents, t, code)) for code in contents.boundary_sets],
        "editions": [
            (f"{index.short_name} {contents.newest(code)}", f"{code.lower()}-{contents.newest(code)}.html")
            for code, index in contents.indices.items()
        ],
    }
    yield Page(NAME, "compare.html", NAME, context)


def files(contents: Contents) -> Iterator[File]:
    yield File(DATA, f"window.GOVERNANCE={json_in_page(_figures(contents))};\n".encode())


def _set_name(contents: Contents, t: Language, boundary_set: str) -> str:
    return t.of(contents.units(boundary_set)[0], "boundary_set_name")


def _figures(contents: Contents) -> dict[str, object]:
    reasons: dict[tuple[str, str], int] = {}
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in (*held.all_figures(contents), *contents.rows(_BACKCASTS)):
        grouped.setdefault((row.index_code, row.component_code), []).append(row)
    index, year = contents.lead
    ranked = [row.province_id for row in contents.board(index, year) if row.rank]
    return {
        "indices": {code: row.short_name for code, row in contents.indices.items()},
        "sets": {code: [row.province_id for row in contents.units(code)] for code in contents.boundary_sets},
        "names": {unit: [row.province_name_vi, row.province_name_en] for unit, row in contents.provinces.items()},
        "start": {"units": [ranked[0], ranked[len(ranked) // 2], ranked[-1]], "index": index, "component": TOTAL},
        "series": [
            _series(contents, *key, grouped[key], reasons)
            for key in sorted(grouped, key=lambda key: (list(contents.indices).index(key[0]), key[1] != TOTAL, key[1]))
            if any(row.score is not None for row in grouped[key])
        ],
        "reasons": [list(reason) for reason in reasons],
    }


def _series(
    contents: Contents, index: str, code: str, rows: Sequence[Row], reasons: dict[tuple[str, str], int]
) -> dict[str, object]:
    """A component of an index: its editions with what is true of all units, then the units."""
    years = [year for year in contents.years(index) if (index, year, code) in contents.components]
    components = [contents.components[(index, year, code)] for year in years]
    summaries = [contents.summary(index, year, code) for year in years]
    by_unit: dict[str, dict[int, Row]] = {}
    previous: dict[int, int | None] = {}
    for row in rows:
        by_unit.setdefault(row.province_id, {})[row.year] = row
        if hasattr(row, "previous_year"):
            previous[row.year] = row.previous_year
    breaks = {year: held.break_of(contents, index, year, code) for year in years}
    names = [[row.name_vi, row.name_en] for row in components]
    return {
        "index": index,
        "code": code,
        "parent": components[-1].parent_component_code,
        "years": years,
        "names": names[-1] if all(name == names[-1] for name in names) else names,
        "tops": _line(row.max_score for row in components),
        "sets": _line(contents.editions[(index, year)].boundary_set for year in years),
        "previous": _line(previous.get(year) for year in years),
        "n": {
            boundary_set: _line(
                max(
                    (r.n_ranked or 0 for r in rows if r.year == year and r.province_id.startswith(f"{boundary_set}-")),
                    default=0,
                )
                or None
                for year in years
            )
            for boundary_set in contents.boundary_sets
        },
        "mean": _line(summary and summary.mean for summary in summaries),
        "low": _line(summary and summary.min for summary in summaries),
        "high": _line(summary and summary.max for summary in summaries),
        "breaks": {
            year: [found.break_kind, found.break_note_vi, found.break_note_en]
            for year, found in breaks.items()
            if found
        },
        "units": {
            unit: _unit([own.get(year) for year in years], reasons)
            for unit, own in sorted(by_unit.items())
            if any(row.score is not None or row.rank for row in own.values())
        },
    }


def _unit(rows: Sequence[Row | None], reasons: dict[tuple[str, str], int]) -> list[str]:
    """Scores, places, changes, places gained among the same units, statuses, and reasons by their number.

    The first row of reasons is for the score or its change, the second for the place.
    """

    def reason(row: Row | None, *fields: str) -> int | None:
        for field in fields:
            said = tuple(getattr(row, f"{field}_{language}", None) for language in texts.LANGUAGES)
            if said[0]:
                return reasons.setdefault(said, len(reasons))
        return None

    return [
        _line(row and row.score for row in rows),
        _line(row and row.rank for row in rows),
        _line(getattr(row, "score_change", None) for row in rows),
        _line(getattr(row, "rank_change_same_units", None) for row in rows),
        _line((row.score_status or "")[:1] if row and row.score is not None else None for row in rows),
        _line(reason(row, "missing_reason", "not_comparable_reason") for row in rows),
        _line(
            reason(row, "rank_not_comparable_reason")
            if row and getattr(row, "rank_change_same_units", None) is None
            else None
            for row in rows
        ),
    ]


def _line(values) -> str:
    """One field a value, no comma at the end of a line that is empty from there on."""
    return ",".join("" if value is None else _plain(value) for value in values).rstrip(",")


def _plain(value: Decimal | int | str) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
