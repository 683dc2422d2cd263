"""Provinces by the dimensions of the newest full edition, and the way to the page of every component."""

import itertools
from collections.abc import Iterator

from orchestration.pages import component_figures as held
from orchestration.pages import country
from orchestration.pages.contents import TOTAL, Contents, Row
from orchestration.pages.findings import components as findings
from orchestration.pages.language import Language, first_small
from orchestration.pages.page import Link, Page
from orchestration.reference import fold_name

NAME = "components.html"
LINKS = (Link(NAME, "menu_components"),)


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    # Of indices held in full the one with most editions: its heat map stands here.
    index = max(held.indices(contents), key=lambda index: len(contents.years(index)))
    yield Page(NAME, "heat.html", NAME, _context(contents, t, index, contents.newest(index)))


def _context(contents: Contents, t: Language, index: str, year: int) -> dict[str, object]:
    dimensions = [row for row in held.newest(contents, index) if row.level == held.DIMENSION]
    codes = [row.component_code for row in dimensions]
    cells = {(row.province_id, code): row for code in codes for row in held.figures(contents, index, year, code)}
    spread = {code: contents.summary(index, year, code) for code in codes}
    table, deviations, missing = [], {}, {}
    for row in contents.board(index, year):
        own = [cells[(row.province_id, code)] for code in codes]
        if all(cell.score is None for cell in own):
            missing.setdefault(first_small(t.of(row, "missing_reason") or t("not_known")), []).append(t.name(row))
            continue
        away = [_deviation(cell, spread[cell.component_code]) for cell in own]
        deviations[t.name(row)] = away
        table.append(
            {
                "row": row,
                "key": fold_name(t.of(row, "province_name")),
                "cells": [
                    _cell(t, cell, dimension, deviation)
                    for cell, dimension, deviation in zip(own, dimensions, away, strict=True)
                ],
            }
        )
    n_missing = sum(map(len, missing.values()))
    return {
        "href": held.href,
        "edition": contents.edition_name(index, year),
        "edition_href": country.edition_href(index, year),
        "heading": findings.heat_title(t, deviations),
        "everywhere": findings.heat_everywhere(t, deviations),
        "dimensions": dimensions,
        "table": table,
        "steps": _steps(t),
        "n_missing": n_missing,
        "missing": [t("component_missing", names=t.list(names), reason=reason) for reason, names in missing.items()],
        "lists": [
            (
                row,
                spread[row.component_code],
                [
                    (part, contents.summary(index, year, part.component_code))
                    for part in held.parts(contents, index, year, row.component_code)
                ],
            )
            for row in dimensions
        ],
        "total": contents.summary(index, year, TOTAL),
    }


def _deviation(cell: Row, spread: Row) -> float | None:
    if cell.score is None or not spread.stddev:
        return None
    return float((cell.score - spread.mean) / spread.stddev)


def step_class(deviation: float | None) -> str:
    """From h5, far above the mean, to h1, far below; h0 where it is not known."""
    return "h0" if deviation is None else f"h{findings.step(deviation) + 3}"


def _cell(t: Language, cell: Row, dimension: Row, deviation: float | None) -> dict[str, object]:
    said = t.of(cell, "missing_reason") or ""
    if deviation is not None:
        said = t(
            "heat_cell",
            component=t.of(dimension, "short_name"),
            score=t.number(cell.score),
            rank=cell.rank,
            deviation=t.signed(deviation, 1),
        )
    return {"cls": step_class(deviation), "rank": cell.rank, "title": said}


def _steps(t: Language) -> list[tuple[str, str]]:
    """The steps of the legend, from above the mean to below it: class and words."""
    shown = [t.signed(bound, 1) for bound in findings.BOUNDS]
    words = [t("heat_far_above", high=shown[0])]
    words += [t("heat_between", low=low, high=high) for high, low in itertools.pairwise(shown)]
    words.append(t("heat_far_below", low=shown[-1]))
    return [(f"h{len(words) - i}", said) for i, said in enumerate(words)]
