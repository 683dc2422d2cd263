"""Documents as pages name them, and files of figures to take away."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from orchestration.pages.contents import Contents, Row
from orchestration.pages.language import Language

_YEAR = re.compile(r"\b20\d\d\b")
# What a spreadsheet would take for a formula.
_RUN = ("=", "+", "-", "@", "\t", "\r")


def listed(contents: Contents, t: Language, ids: Iterable[str]) -> list[dict[str, object]]:
    """The documents, best tier first; those whose titles differ in the year alone stand in one line."""
    documents = contents.keyed("bi.sources", "source_id")
    found: dict[tuple, list[dict[str, object]]] = {}
    for source in sorted((documents[i] for i in set(ids)), key=lambda s: (s.trust_tier, s.source_id)):
        is_address = source.source_title.startswith("http")
        title = urlsplit(source.source_title).hostname if is_address else source.source_title
        publisher = t.of(source, "publisher")
        entry = {
            "tier": source.trust_tier,
            "tier_name": t.of(source, "trust_tier_name"),
            "title": publisher if is_address else title,
            "detail": title if is_address else publisher,
            "url": source.url if (source.url or "").startswith(("https://", "http://")) else None,
            "day": source.published_on,
        }
        key = (_YEAR.sub("", entry["title"]), source.trust_tier, entry["url"])
        found.setdefault(key, []).append(entry)
    return [_together(entries) for entries in found.values()]


def _together(entries: Sequence[dict[str, object]]) -> dict[str, object]:
    """One entry for documents of one title: the years that they are of, and their publishers."""
    years = sorted({year for entry in entries for year in _YEAR.findall(entry["title"])})
    if len(entries) == 1 or not years:
        return entries[0]
    span = f"{years[0]}–{years[-1]}" if int(years[-1]) - int(years[0]) == len(years) - 1 else ", ".join(years)
    publishers = "; ".join(dict.fromkeys(str(entry["detail"]) for entry in entries))
    return entries[0] | {"title": _YEAR.sub(span, entries[0]["title"], count=1), "detail": publishers, "day": None}


def of_edition(contents: Contents, index: str, year: int) -> set[str]:
    """Documents that state a figure of an edition."""
    stated = contents.grouped(
        "select distinct index_code, year, source_id from marts.fct_observation", "index_code", "year"
    )
    return {row.source_id for row in stated.get((index, year), ())}


def of_province(contents: Contents, province: str) -> set[str]:
    stated = contents.grouped("select distinct province_id, source_id from marts.fct_observation", "province_id")
    return {row.source_id for row in stated.get(province, ())}


def table(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    """Rows as CSV that spreadsheets read: UTF-8 with a byte order mark, nothing in it that they would run."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_neutral(getattr(row, column)) for column in columns])
    return target.getvalue().encode("utf-8-sig")


def _neutral(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUN) else value
