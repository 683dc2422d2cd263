"""What differs from the release before: which files, how many figures, and each total, rank and group."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from orchestration.pages import dictionary
from orchestration.pages.circumstances import Changed
from orchestration.pages.contents import TOTAL, Contents
from orchestration.pages.country import href
from orchestration.pages.findings import changes as findings
from orchestration.pages.language import Language
from orchestration.pages.page import Link, Page

NAME = "changes.html"
LINKS = (Link(NAME, "menu_changes", is_main=False),)
KINDS = ("added", "changed", "removed")
# Of the total, by table and column; a rank only in the country.
SHOWN = {("marts.fct_score", "score"): "score", ("marts.fct_rank", "rank"): "rank"}
SHOWN |= {("marts.fct_score_group", "group_code"): "group"}
NATIONAL = "scope=national"
# More lines than this are left to the file.
MOST_ROWS = 200


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    comparison = contents.circumstances.comparison
    if comparison is None:
        context = {"before": None, "title": t("changes_first")}
    else:
        figures = [line for line in comparison.lines if line.kind in KINDS]
        totals = Counter(line.kind for line in figures)
        rows = totals_changed(figures)
        files = comparison.files
        shown = [what for what in SHOWN.values() if any(what in found for _, found in rows)]
        context = {
            "before": comparison,
            "before_day": t.day(comparison.built_at),
            "title": findings.title(t, totals, len(comparison.lines) - len(figures)),
            "summary": findings.summary(t, totals, None if files is None else len(files)),
            "kinds": KINDS,
            "files": sorted((files or {}).items()),
            "structure": [line for line in comparison.lines if line.kind not in KINDS],
            "links": dictionary.links(contents),
            "editions": _editions(contents, figures),
            "columns": _columns(figures),
            "rows": [_row(contents, t, key, found, shown) for key, found in rows[:MOST_ROWS]],
            "shown": shown,
            "n_rows": len(rows),
        }
    yield Page(NAME, "changes.html", dictionary.SECTION, context)


def totals_changed(lines: Sequence[Changed]) -> list[tuple[tuple, dict[str, Changed]]]:
    """Total, rank in the country and group of each province that differ: newest edition first, by index and unit."""
    found: dict[tuple, dict[str, Changed]] = {}
    for line in lines:
        what = SHOWN.get((line.table, line.column))
        is_national = what != "rank" or line.key == NATIONAL
        if what and is_national and line.component_code in (TOTAL, None, "") and line.province_id:
            found.setdefault((line.index_code, line.year, line.province_id), {})[what] = line
    return sorted(found.items(), key=lambda item: (item[0][0], -item[0][1], item[0][2]))


def _row(
    contents: Contents, t: Language, key: tuple, found: dict[str, Changed], shown: Sequence[str]
) -> dict[str, object]:
    index, year, unit = key
    row, of = contents.provinces.get(unit), contents.indices.get(index)

    def told(what: str, value: str | None) -> str | None:
        if not value:
            return None
        if what == "score":
            return _figure(t, value)
        group = contents.groups.get((index, value))
        return t.of(group, "name") if what == "group" and group else value

    standing = contents.standing(index, year, unit)
    return {
        # A derived score is not held, so that it is never shown as one that is.
        "is_derived": "score" in found and standing is not None and standing.score_status == "derived",
        "edition": f"{of.short_name if of else index} {year}",
        "name": t.name(row) if row else unit,
        "href": href(unit) if row else None,
        "values": [
            (told(what, found[what].old_value), told(what, found[what].new_value)) if what in found else None
            for what in shown
        ],
    }


def _figure(t: Language, value: str) -> str:
    try:
        return t.exact(Decimal(value))
    except InvalidOperation:
        return value


def _editions(contents: Contents, lines: Sequence[Changed]) -> list[tuple[str, list[int]]]:
    counted = Counter((line.index_code, line.year, line.kind) for line in lines)
    editions = sorted({(index, year) for index, year, _ in counted}, key=lambda key: (str(key[0]), -(key[1] or 0)))
    return [
        (
            f"{contents.indices[index].short_name if index in contents.indices else index} {year}",
            [counted[(index, year, kind)] for kind in KINDS],
        )
        for index, year in editions
    ]


def _columns(lines: Sequence[Changed]) -> list[tuple[str, str, list[int]]]:
    """By table and column, the most figures first."""
    counted = Counter((line.table, line.column, line.kind) for line in lines)
    sums = Counter((line.table, line.column) for line in lines)
    ordered = sorted(sums, key=lambda key: (-sums[key], key))
    return [(table, column, [counted[(table, column, kind)] for kind in KINDS]) for table, column in ordered]
