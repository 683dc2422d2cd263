"""Every figure on which sources disagree: all values, who states each, which one stands and why."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from orchestration.pages.contents import TOTAL, Contents, Row
from orchestration.pages.country import edition_href, href
from orchestration.pages.findings import evidence
from orchestration.pages.language import Language, first_capital, unbroken
from orchestration.pages.page import Link, Page
from orchestration.pages.sources import listed

NAME = "conflicts.html"
LINKS = (Link(NAME, "menu_conflicts", is_main=False),)
OPEN = "open"
STATES = ("decided", OPEN)
# What tells one figure from another.
KEY = (
    "index_code", "year", "subject_type", "province_id", "component_code", "measure", "scope", "scope_value",
    "compared_year",
)  # fmt: skip
GROUP, RANK = "score_group", "rank"
# A full table states no figure of its own in fct_observation.
_CHOSEN = (
    "select index_code, year, province_id, component_code, source_id from marts.fct_score "
    "where is_conflicted and source_id is not null"
)


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    yield Page(NAME, "conflicts.html", NAME, _context(contents, t))


def state(conflict: Row) -> str:
    """Open where nothing decides; where all values are excluded that is decided, although none stands."""
    return OPEN if conflict.resolution_rule == OPEN else "decided"


def anchor(conflict: Row) -> str:
    parts = (
        conflict.index_code, conflict.year, conflict.province_id or conflict.scope_value,
        conflict.component_code, conflict.measure, conflict.compared_year,
    )  # fmt: skip
    return "-".join(str(part) for part in parts if part).lower()


def _context(contents: Contents, t: Language) -> dict[str, object]:
    conflicts = contents.rows("bi.conflicts")
    by_index = contents.grouped("bi.conflicts", "index_code")
    rules = contents.keyed("marts.dim_resolution_rule", "resolution_rule")
    counted = contents.grouped("bi.conflicts", "resolution_rule")
    sections = [
        {
            "code": code,
            "id": code.lower(),
            "name": unbroken(index.short_name),
            "n": {s: sum(state(c) == s for c in by_index[code]) for s in STATES},
            "parts": [
                {"state": s, "years": _years(contents, t, [c for c in by_index[code] if state(c) == s])}
                for s in reversed(STATES)
            ],
        }
        for code, index in contents.indices.items()
        if code in by_index
    ]
    return {
        "n": len(conflicts),
        "n_open": (n_open := sum(state(c) == OPEN for c in conflicts)),
        "lead": _lead(t, sum(c.chosen_value is not None for c in conflicts), n_open, len(conflicts)),
        "sections": sections,
        "index_options": [(s["id"], s["name"], sum(s["n"].values())) for s in sections],
        "rules": [
            {"name": first_capital(t.of(rule, "explanation")), "is_strong": rule.is_strong, "n": len(counted[code])}
            for code, rule in sorted(rules.items(), key=lambda item: item[1].priority)
            if code in counted
        ],
        "states": STATES,
        "open_state": OPEN,
    }


def _lead(t: Language, n_standing: int, n_open: int, n: int) -> str:
    n_excluded = n - n_standing - n_open
    return " ".join(
        [
            t("conflicts_lead", stands=n_standing),
            *([t.count("conflicts_lead_excluded", n_excluded)] if n_excluded else []),
            *([t.count("conflicts_lead_open", n_open)] if n_open else []),
        ]
    )


def _years(contents: Contents, t: Language, conflicts: Sequence[Row]) -> list[dict[str, object]]:
    """By edition, the newest first."""
    found = []
    for year in sorted({c.year for c in conflicts}, reverse=True):
        of_year = sorted((c for c in conflicts if c.year == year), key=lambda c: (c.measure, c.province_key or ""))
        name = contents.edition_name(of_year[0].index_code, year)
        items = [_conflict(contents, t, c) for c in of_year]
        found.append({"name": name, "href": edition_href(of_year[0].index_code, year), "conflicts": items})
    return found


def _conflict(contents: Contents, t: Language, conflict: Row) -> dict[str, object]:
    return {
        "id": anchor(conflict),
        "subject": _subject(t, conflict),
        "href": href(conflict.province_id) if conflict.province_id else None,
        "what": ", ".join(
            part
            for part in (
                t.of(conflict, "component_name") if conflict.component_code != TOTAL else "",
                t.of(conflict, "measure_name"),
                t("conflicts_against", year=conflict.compared_year) if conflict.compared_year else "",
            )
            if part
        ),
        "values": _values(contents, t, conflict),
        "is_open": state(conflict) == OPEN,
        "has_none": conflict.chosen_value is None and state(conflict) != OPEN,
        # The sentence opens with what the line above it says already.
        "why": first_capital(evidence.with_minus(evidence.about(t.of(conflict, "explanation"))[1])),
    }


def _subject(t: Language, conflict: Row) -> str:
    if conflict.province_id:
        return t.name(conflict)
    return unbroken(first_capital(t.of(conflict, "scope_value_name")))


def _values(contents: Contents, t: Language, conflict: Row) -> list[dict[str, object]]:
    """The one that stands first, then the others; each with the documents that state it."""
    key = tuple(getattr(conflict, column) for column in KEY)
    stated = contents.grouped("marts.fct_observation", *KEY)
    observations, unchosen = stated.get(key, ()), evidence.others(conflict.other_values)
    backing = [o for o in observations if not evidence.is_of(o.value_text, unchosen)]
    found = []
    if conflict.chosen_value is not None:
        decimals = max([o.decimals for o in backing], default=0)
        text = _shown(contents, t, conflict, conflict.chosen_value, decimals)
        documents = {o.source_id for o in backing} | _table_of(contents, conflict)
        found.append({"text": text, "is_kept": True, "documents": listed(contents, t, documents)})
    for other in unchosen:
        of_unit = stated.get(tuple(other.unit if c == "province_id" else v for c, v in zip(KEY, key, strict=True)), ())
        saying = [
            o
            for o in (of_unit if other.unit else observations)
            if evidence.is_of(o.value_text, [evidence.Other(other.text)])
        ]
        if not saying:
            continue
        text = _shown(contents, t, conflict, saying[0].value, saying[0].decimals)
        if other.unit:
            text = f"{t.name(contents.provinces[other.unit])}: {text}"
        found.append({
            "text": text, "is_kept": False, "documents": listed(contents, t, {o.source_id for o in saying}),
        })  # fmt: skip
    return found


def _table_of(contents: Contents, conflict: Row) -> set[str]:
    """The full table that a score comes from."""
    if conflict.measure != "score":
        return set()
    columns = ("index_code", "year", "province_id", "component_code")
    row = contents.keyed(_CHOSEN, *columns).get(tuple(getattr(conflict, c) for c in columns))
    return {row.source_id} if row else set()


def _shown(contents: Contents, t: Language, conflict: Row, value: Decimal, decimals: int) -> str:
    if conflict.measure == GROUP:
        groups = {(index, row.group_order): row for (index, _), row in contents.groups.items()}
        return t.of(groups[(conflict.index_code, int(value))], "name")
    exact = max(decimals, -int(value.normalize().as_tuple().exponent))
    return t.signed(value, exact) if conflict.measure.endswith("_change") else t.number(value, exact)
