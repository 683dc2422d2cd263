"""How a release was checked: coverage, checks with their results, validations since, what is awaited, what passes."""

from collections.abc import Iterator, Sequence

from orchestration import paths
from orchestration.pages.charts import shares
from orchestration.pages.circumstances import Suite
from orchestration.pages.contents import Contents
from orchestration.pages.country import edition_href
from orchestration.pages.findings import quality as findings
from orchestration.pages.findings.country import coverage_title
from orchestration.pages.language import Language, first_capital, unbroken
from orchestration.pages.page import Link, Page
from orchestration.reference import ALL, OFF, Reference

NAME = "quality.html"
LINKS = (Link(NAME, "menu_quality", is_main=False),)
SHOWN_VALIDATIONS = 15


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    yield Page(NAME, "quality.html", NAME, _context(contents, t))


def _context(contents: Contents, t: Language) -> dict[str, object]:
    told, seeds = contents.circumstances, Reference(paths.seeds_dir())
    conflicts = contents.rows("bi.conflicts")
    return {
        "title": findings.title(t, told),
        "lead": findings.lead(t, told),
        "n_expectations": sum(suite.n_expectations for suite in told.suites),
        "n_failures": sum(suite.n_failures for suite in told.suites),
        "n_tests": sum(told.n_tests.values()),
        "n_conflicts": len(conflicts),
        "names": {code: unbroken(index.short_name) for code, index in contents.indices.items()},
        "coverage_title": coverage_title(
            t, {unbroken(contents.indices[code].short_name): each for code, each in contents.is_held_in_full.items()}
        ),
        "coverage": _coverage(contents, t),
        "suites": _by_schema(told.suites),
        "tests": list(told.n_tests.items()),
        "validations": [{"row": v, "day": t.day(v.day)} for v in reversed(told.validations[-SHOWN_VALIDATIONS:])],
        "awaited": [
            {"row": a, "name": contents.edition_name(a.index_code, a.year), "due": t.day(a.due)} for a in told.awaited
        ],
        "has_dbt_docs": told.has_dbt_docs,
        "limits": _limits(contents, t, seeds),
        "acknowledged": [_exception(contents, t, row) for row in seeds.rows("acknowledged_anomalies")],
        "switched_off": [_off(contents, t, row) for row in seeds.switched_off],
        "reductions": [_exception(contents, t, row) for row in seeds.rows("coverage_reductions")],
    }


def _coverage(contents: Contents, t: Language) -> list[dict[str, object]]:
    """A row for each year, the newest first, and in it a cell for each index."""
    years = sorted({year for _, year in contents.editions}, reverse=True)
    return [{"year": year, "cells": [_cell(contents, t, code, year) for code in contents.indices]} for year in years]


def _cell(contents: Contents, t: Language, index: str, year: int) -> dict[str, object] | None:
    held = contents.coverage.get((index, year))
    if held is None:
        return None
    return {
        "cls": shares.step(held.units_with_score, held.units_scored),
        "n": held.units_with_score,
        "of": held.units_scored,
        "n_ranks": held.units_with_rank if held.units_with_rank > held.units_with_score else 0,
        "n_conflicts": held.units_in_conflict,
        "href": edition_href(index, year),
        "title": t.of(held, "coverage"),
    }


def _by_schema(suites: Sequence[Suite]) -> list[dict[str, object]]:
    """In the order in which they are asked."""
    found: dict[str, list[Suite]] = {}
    for suite in suites:
        found.setdefault(suite.table.partition(".")[0], []).append(suite)
    return [
        {"schema": schema, "suites": asked, "n": sum(suite.n_expectations for suite in asked)}
        for schema, asked in found.items()
    ]


def _limits(contents: Contents, t: Language, seeds: Reference) -> list[dict[str, object]]:
    """Checks on figures as they arrive: the limit where it was measured, and what holds for other indices."""
    checks: dict[str, list[dict[str, str]]] = {}
    for row in seeds.rows("plausibility_limits"):
        checks.setdefault(row["check_name"], []).append(row)
    found = []
    for name, rows in checks.items():
        asked = [row for row in rows if row["kind"] != OFF]
        own = (asked or rows)[0]
        general = next((row for row in asked if row["index_code"] == ALL), None)
        is_for_all = own["index_code"] == ALL
        is_share = own["unit"] == "share"
        found.append(
            {
                "name": name,
                "what": first_capital(own[f"note_{t.code}"]),
                "index": None if is_for_all else _index_name(contents, own["index_code"]),
                "limit": findings.limit(t, own["limit_value"], is_share, own["kind"])
                if asked
                else t("quality_not_asked"),
                "extreme": findings.limit(t, own["most_extreme"], is_share) if own["most_extreme"] else None,
                "seen_in": " ".join(_index_name(contents, word) for word in own["seen_in"].split()),
                "is_for_all": is_for_all,
                "others": findings.limit(t, general["limit_value"], is_share, general["kind"])
                if general and not is_for_all
                else None,
            }
        )
    return found


def _off(contents: Contents, t: Language, row: dict[str, str]) -> dict[str, str]:
    """A check that is not asked of an index, or of those without a limit of their own, with the reason."""
    of = t("quality_other_indices") if row["index_code"] == ALL else _index_name(contents, row["index_code"])
    return {"name": row["check_name"], "of": of, "reason": first_capital(row[f"note_{t.code}"])}


def _index_name(contents: Contents, code: str) -> str:
    return contents.indices[code].short_name if code in contents.indices else code


def _exception(contents: Contents, t: Language, row: dict[str, str]) -> dict[str, str]:
    """A row of a seed that lets something pass, with its reason."""
    unit = contents.provinces.get(row["province_id"])
    return {
        "edition": unbroken(f"{_index_name(contents, row['index_code'])} {row['year']}"),
        "unit": t.name(unit) if unit else "",
        "reason": first_capital(row[f"reason_{t.code}"]),
    }
