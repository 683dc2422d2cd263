"""Documents as pages name them, and files of figures to take away."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from orchestration import spreadsheet
from orchestration.pages.contents import Contents, Row
from orchestration.pages.language import Language, first_capital, unbroken

_YEAR = re.compile(r"\b20\d\d\b")
STATED = "select distinct province_id, index_code, year, source_id from marts.fct_observation"
# An address in place of a title, or that there is none.
_UNTITLED = ("http", "unknown")


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
            "title": first_capital(publisher) if is_address else title,
            "detail": title if is_address else publisher,
            "url": _address(source),
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


def by_tier(contents: Contents, t: Language, ids: Iterable[str]) -> list[dict[str, object]]:
    """The documents by tier, best first, then by publisher; each with what names it beside its publisher: its title,
    else the host of its address, else nothing. The only document of a publisher needs no host."""
    return [
        tier | {"publishers": [(name, _titled(documents)) for name, documents in tier["publishers"]]}
        for tier in _tiers(contents, t, sorted(ids))
    ]


def by_index(contents: Contents, t: Language, province: str) -> list[dict[str, object]]:
    """Who states figures of a unit: by index, tier and publisher, each document by the editions it states. Documents
    that nobody can open stand together."""
    stated: dict[tuple[str, str], set[int]] = {}
    for row in contents.grouped(STATED, "province_id").get(province, ()):
        stated.setdefault((row.index_code, row.source_id), set()).add(row.year)
    indices = []
    for index in contents.indices:
        ids = sorted((source for code, source in stated if code == index), key=lambda i: min(stated[(index, i)]))
        if ids:
            tiers = _tiers(contents, t, ids)
            for tier in tiers:
                tier["publishers"] = [(name, _dated(index, stated, found)) for name, found in tier["publishers"]]
            indices.append({"name": unbroken(contents.indices[index].short_name), "n": len(ids), "tiers": tiers})
    return indices


def _tiers(contents: Contents, t: Language, ids: Iterable[str]) -> list[dict[str, object]]:
    documents = contents.keyed("bi.sources", "source_id")
    tiers: dict[tuple[int, str], dict[str, list[Row]]] = {}
    for source in (documents[i] for i in ids):
        publishers = tiers.setdefault((source.trust_tier, t.of(source, "trust_tier_name")), {})
        name = t.of(source, "publisher")
        # The name of a host stays as it is typed.
        publishers.setdefault(first_capital(name) if " " in name else name, []).append(source)
    return [
        {"tier": tier, "name": name, "publishers": sorted(publishers.items())}
        for (tier, name), publishers in sorted(tiers.items())
    ]


def _titled(documents: Sequence[Row]) -> list[tuple]:
    found = {}
    for source in documents:
        host = urlsplit(source.url or "").hostname if len(documents) > 1 else None
        found[_address(source), _title(source) or host or ""] = source.published_on
    return [(address, title, day) for (address, title), day in found.items()]


def _dated(index: str, stated: dict[tuple[str, str], set[int]], documents: Sequence[Row]) -> list[tuple]:
    found: dict[str | None, tuple[str, set[int]]] = {}
    for source in documents:
        found.setdefault(_address(source), (_title(source), set()))[1].update(stated[(index, source.source_id)])
    return [(address, title, spans(years)) for address, (title, years) in found.items()]


def _address(source: Row) -> str | None:
    return source.url if (source.url or "").startswith(("https://", "http://")) else None


def _title(source: Row) -> str:
    return "" if source.source_title.startswith(_UNTITLED) else source.source_title


def spans(years: Iterable[int]) -> str:
    """Years with those that follow one another as a span: 2012–2014, 2018."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def table(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    """Rows as CSV that spreadsheets read: UTF-8 with a byte order mark, nothing in it that they would run."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([spreadsheet.neutral(getattr(row, column)) for column in columns])
    return target.getvalue().encode(spreadsheet.ENCODING)
