"""Reads what the press and portals reported, and the list of sources: bytes in, rows of text or problems out.

Pure: no file is opened here. A province may have many rows, and reports may contradict one another: the models settle
that, and it is never a reason to refuse a file.
"""

import datetime
import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlsplit

from orchestration.ingest import delimited_text, worded_changes
from orchestration.ingest.official_table import Hints, is_rank, read_header
from orchestration.ingest.worded_changes import MOVES
from orchestration.messages.problems import Problem
from orchestration.reference import TOTAL, VIETNAM, Edition, Reference, fold_name

SCORES, CHANGES, SUMMARIES, COMPONENTS = KINDS = (
    "reported_scores",
    "reported_changes",
    "reported_summaries",
    "reported_components",
)
CLAIMS = "reported_claims"
SOURCES = "sources"
# Kept in one file each over all editions.
OVER_EDITIONS = (CHANGES, SUMMARIES, COMPONENTS, CLAIMS, SOURCES)
UNITS = ("points", "percent", "percent_of_max", "points_lost")
SCOPES = ("national", "region")
CLAIM_SCOPES = ("", "national", "region", "municipality")
# How the measures end that are of two years.
COMPARED = ("_change", "_improves", "_move", "_improved")
# Measures whose scope is a group.
IN_A_GROUP = ("rank_in_group", "provinces_in_group", "group_lower_bound")
# What a text states of other things: read, and not checked.
OUT_OF_SCOPE = "out_of_scope"
TRUST_TIERS = ("1", "2", "3", "4", "5")
# What a claim may state at most: what lies beyond is a decimal point lost.
LIMIT = Decimal(1000)
HUNDRED = Decimal(100)
# Names of components that share so many letters with one of the edition's are taken for it.
SAME_NAME = 0.75
# Kinds of measures whose values are whole numbers.
WHOLE = ("ranks", "units", "components")
# A row that holds none of these reports nothing.
FIGURES = {SCORES: ("score", "rank", "score_group")}
_MEASURE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
_COMPONENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.]{0,59}")

# What pages and BI tools make a link of: javascript: would run in the browser of whoever follows it.
_WEB_ADDRESS = re.compile(r"https?://[^\s/].*", re.IGNORECASE)


@dataclass
class _Row:
    """One row of a file by role, as read, and what is wrong with it."""

    file: str
    line: int
    headings: dict[str, str]
    values: dict[str, str]
    reference: Reference
    hints: Hints
    problems: list[Problem] = field(default_factory=list)
    edition: Edition | None = None
    kind: str = ""

    def refuse(self, role: str, code: str, **details: object) -> Problem:
        problem = Problem(code, self.file, self.line, self.headings.get(role), self.values.get(role, ""), details)
        self.problems.append(problem)
        return problem


def read_reported(
    content: bytes,
    file: str,
    sha256: str,
    kind: str,
    reference: Reference,
    known_sources: set[str] | None,
    edition: tuple[str, int] | None = None,
) -> tuple[list[dict[str, str]], list[Problem]]:
    """Rows of a file of reported figures by role, or the reasons why it is refused; one of the two is empty.

    `kind` is one of `KINDS`; `known_sources` are the documents that may be cited, None where their list could not
    be read; `edition` is index code and year where the file's path names them. Beside the
    columns of its layout a row has `file`, `line` and `sha256`; a figure's column is plain decimal text and has
    a second one, `<column>_text`, with the figure as printed.
    """

    def check(row: _Row) -> None:
        row.kind = kind
        _check_edition(row, edition)
        for role, rule in _RULES.items():
            if role in row.values and (row.edition or role not in _NEEDS_EDITION):
                rule(row, role)
        if known_sources is not None and row.values["source_id"] not in known_sources:
            row.refuse("source_id", "unknown_source")
        figures = FIGURES.get(kind, ())
        if figures and not any(row.values.get(role) for role in figures):
            row.refuse(figures[0], "no_figure")

    return _read(content, file, sha256, kind, reference, check)


def read_sources(
    content: bytes, file: str, sha256: str, reference: Reference, today: datetime.date | None = None
) -> tuple[list[dict[str, str]], list[Problem]]:
    """Rows of the list of source documents, or the reasons why it is refused; one of the two is empty.

    No document is published after `today`, the day of the reading in Vietnam unless told otherwise.
    """
    seen: dict[str, int] = {}
    last_day = (today or datetime.datetime.now(VIETNAM).date()).isoformat()

    def check(row: _Row) -> None:
        values = row.values
        for role in ("source_id", "publisher", "kind"):
            if not values[role]:
                row.refuse(role, "blank_cell")
        if values["url"] and not _is_web_address(values["url"]):
            row.refuse("url", "not_an_address")
        first = seen.setdefault(values["source_id"], row.line)
        if first != row.line:
            row.refuse("source_id", "repeated_source", expected=first)
        tiers = reference.source_tiers.get(values["kind"], [])
        if values["kind"] and not tiers:
            row.refuse("kind", "unknown_source_kind", expected=", ".join(reference.source_tiers))
        if values["trust_tier"] not in TRUST_TIERS:
            row.refuse("trust_tier", "unknown_word", expected=", ".join(TRUST_TIERS))
        elif tiers and values["trust_tier"] not in tiers:
            row.refuse("trust_tier", "tier_of_another_kind", kind=values["kind"], expected=", ".join(tiers))
        published_on = values.get("published_on", "")
        if published_on and not _is_day_month_or_year(published_on):
            row.refuse("published_on", "not_a_date")
        elif published_on > last_day:
            row.refuse("published_on", "future_date", expected=last_day)

    rows, problems = _read(content, file, sha256, SOURCES, reference, check)
    problems += _copies_and_addresses(rows, file)
    return ([], problems) if problems else (rows, [])


def originals(rows: list[dict[str, str]]) -> dict[str, str]:
    """The source that each source repeats in the end, itself where it is no copy. Blank where copies go in a circle.

    The same rule in SQL is in the model `int_sources_traced`.
    """
    copied = {row["source_id"]: row.get("copy_of", "") for row in rows}
    found = {}
    for source_id in copied:
        chain = [source_id]
        while (of := copied.get(chain[-1])) and of not in chain:
            chain.append(of)
        found[source_id] = "" if of else chain[-1]
    return found


def _copies_and_addresses(rows: list[dict[str, str]], file: str) -> list[Problem]:
    """Copies of nothing or in a circle, and one address under two codes of which neither is the copy."""
    original, problems = originals(rows), []
    at: dict[str, dict[str, str]] = {}
    for row in rows:
        line, copy_of = int(row["line"]), row.get("copy_of", "")
        if copy_of and copy_of not in original:
            problems.append(Problem("unknown_source", file, line, "copy_of", copy_of))
        elif not original[row["source_id"]]:
            problems.append(Problem("copy_in_a_circle", file, line, "copy_of", copy_of))
        if address := _address(row.get("url", "")):
            first = at.setdefault(address, row)
            if original[first["source_id"]] != original[row["source_id"]]:
                details = {"other": first["source_id"], "other_line": first["line"], "source": row["source_id"]}
                problems.append(Problem("repeated_address", file, line, "url", row["url"], details))
    return problems


def _is_web_address(text: str) -> bool:
    try:
        return bool(_WEB_ADDRESS.fullmatch(text) and urlsplit(text))
    except ValueError:
        return False


def _address(url: str) -> str:
    """What is the same of two ways to write one address: no scheme, no www, no slash or anchor at the end."""
    if not _is_web_address(url.strip()):
        return ""
    parts = urlsplit(url.strip())
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def _is_day_month_or_year(text: str) -> bool:
    """Of many documents only the month or the year is known: 2024-04-17, 2024-04 and 2024 are all taken."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    try:
        datetime.date.fromisoformat(text + "-01" * (2 - text.count("-")))
    except ValueError:
        return False
    return True


def read_claims(
    content: bytes, file: str, sha256: str, reference: Reference, known_sources: set[str] | None
) -> tuple[list[dict[str, str]], list[Problem]]:
    """Rows of figures and targets that a text states, or the reasons why they are refused; one of the two is empty.

    A measure that ends in a number, as years_mean_above_80, is split into `measure` and `threshold`.
    `known_sources` are the documents that may be cited, None where any may.
    """
    seen: dict[str, int] = {}
    blank_sources: list[Problem] = []

    def check(row: _Row) -> None:
        values = row.values
        first = seen.setdefault(values["claim_id"], row.line)
        if not values["claim_id"]:
            row.refuse("claim_id", "blank_cell")
        elif first != row.line:
            row.refuse("claim_id", "repeated_source", expected=first)
        if not values["source_id"]:
            # Said once, as it is mostly left out throughout.
            if blank_sources:
                blank_sources[0].details["n"] += 1
            else:
                blank_sources.append(row.refuse("source_id", "blank_source", n=1))
        elif known_sources is not None and values["source_id"] not in known_sources:
            row.refuse("source_id", "unknown_source")
        _check_claim(row)

    return _read(content, file, sha256, CLAIMS, reference, check)


def _check_claim(row: _Row) -> None:
    values, reference = row.values, row.reference
    match = re.fullmatch(r"(.+?)(?:_([0-9]{1,3}))?", values["measure"])
    measure = match[1] if match else ""
    kind = reference.claim_measures.get(measure)
    if kind is None:
        row.refuse("measure", "unknown_word", expected=", ".join(reference.claim_measures))
    else:
        values["measure"], values["threshold"] = measure, match[2] or ""
    if measure == OUT_OF_SCOPE and not values["index_code"] and not values["year"]:
        values["value_text"] = values["value"]
        if not values["value"]:
            row.refuse("value", "blank_cell")
        return
    if not _check_claimed_edition(row):
        return
    if values["subject_type"] == "province":
        _check_claimed_province(row)
    elif values["subject_type"] == "national":
        _check_claimed_whole(row)
    else:
        row.refuse("subject_type", "unknown_word", expected="province, national")
    # A component that the edition does not have is what the claim is wrong about, or what is not held.
    if values["component_code"] and not _COMPONENT.fullmatch(values["component_code"]):
        known = {each.code for each in reference.components if each.index_code == values["index_code"]}
        row.refuse("component_code", "unknown_word", expected=", ".join(sorted(known)))
    if kind is None:
        return
    _check_claim_scope(row, measure)
    if values["compared_year"] or measure.endswith(COMPARED):
        _check_compared_year(row, "compared_year")
    if values["of_total"]:
        _number(row, "of_total", Decimal(0), LIMIT)
    _check_claim_value(row, kind)


def _check_claimed_edition(row: _Row) -> bool:
    """Whether index and year are understood. The edition need not be held: then nothing bears the claim out."""
    year = row.values["year"]
    index_code = row.reference.index_codes.get(fold_name(row.values["index_code"]))
    if index_code is None:
        row.refuse("index_code", "unknown_word", expected=", ".join(row.reference.indices))
        return False
    row.values["index_code"] = index_code
    if not re.fullmatch("[0-9]{4}", year):
        _check_edition(row, None)
        return False
    row.edition = row.reference.editions.get((index_code, int(year)))
    return True


def _check_claimed_province(row: _Row) -> None:
    name = fold_name(row.values["subject"])
    boundary_sets = _boundary_sets(row)
    if not any((boundary_set, name) in row.reference.aliases for boundary_set in boundary_sets):
        place = (row.file, row.line, row.headings["subject"], row.values["subject"])
        row.problems.append(row.hints.unknown_province(*place, boundary_sets[-1]))


def _check_claimed_whole(row: _Row) -> None:
    """The country, or of a figure of a region the region."""
    name = fold_name(row.values["subject"])
    boundary_sets = _boundary_sets(row)
    if row.values["scope"] == "region":
        if not any((boundary_set, name) in row.reference.regions for boundary_set in boundary_sets):
            row.refuse("subject", "unknown_region", boundary_set=boundary_sets[-1])
    elif name and name not in row.reference.summary_rows:
        row.refuse("subject", "not_the_country")


def _boundary_sets(row: _Row) -> list[str]:
    """Those that the names of an edition are of; of one that is not held, those at the end of its year."""
    if row.edition:
        return [row.edition.boundary_set]
    valid = row.reference.boundary_sets_on(f"{row.values['year']}-12-31")
    return valid or sorted({boundary_set for boundary_set, _ in row.reference.aliases}, reverse=True)


def _check_claim_scope(row: _Row, measure: str) -> None:
    scope = row.values["scope"]
    if measure in IN_A_GROUP:
        name = fold_name(scope.removeprefix("group_"))
        row.values["scope"] = row.reference.score_groups.get((row.values["index_code"], name), "")
        if not row.values["scope"]:
            row.values["scope"] = scope
            row.refuse("scope", "unknown_word", expected=_known_groups(row))
    elif scope not in CLAIM_SCOPES:
        row.refuse("scope", "unknown_word", expected=", ".join(CLAIM_SCOPES[1:]))


def _check_claim_value(row: _Row, kind: str) -> None:
    value = row.values["value"]
    row.values["value_text"] = value
    last_rank = row.edition.units_expected if row.edition else int(LIMIT)
    if not value:
        row.refuse("value", "blank_cell")
    elif kind == "group":
        _check_group(row, "value")
    elif kind == "move":
        row.values["value"] = worded_changes.move(value)
        if row.values["value"] not in MOVES:
            row.refuse("value", "unknown_word", expected=", ".join(MOVES))
    elif kind == "rank" and not is_rank(value, last_rank):
        row.refuse("value", "not_a_rank", expected=last_rank)
    elif kind == "count" and not is_rank(value, int(LIMIT)):
        row.refuse("value", "not_a_rank", expected=int(LIMIT))
    elif kind == "number":
        if row.values["measure"].endswith(COMPARED):
            if worded_changes.is_inexact(value):
                row.refuse("value", "not_exact")
                return
            row.values["value"] = worded_changes.plain(value, row.values["compared_year"])
        _number(row, "value", -LIMIT, LIMIT)
        row.values["value_text"] = value


def source_ids(content: bytes, file: str, reference: Reference) -> set[str] | None:
    """Codes in the list of sources, even where other cells of it are wrong; None where it cannot be read at all."""
    layout = reference.reported_layout(SOURCES)
    try:
        header, *body = delimited_text.read_rows(content, file, layout.roles)
    except (delimited_text.Unreadable, ValueError):
        return None
    roles, _ = read_header(header, file, layout)
    if "source_id" not in roles:
        return None
    position = roles.index("source_id")
    return {row.cells[position] for row in body if position < len(row.cells)}


def _read(
    content: bytes, file: str, sha256: str, kind: str, reference: Reference, check: Callable[[_Row], None]
) -> tuple[list[dict[str, str]], list[Problem]]:
    layout = reference.reported_layout(kind)
    try:
        rows = delimited_text.read_rows(content, file, layout.roles)
    except delimited_text.Unreadable as reason:
        return [], [reason.problem]
    if not rows:
        return [], [Problem("empty", file)]
    header, *body = rows
    roles, problems = read_header(header, file, layout)
    if not body:
        problems.append(Problem("no_rows", file, header.line))
    if problems:
        return [], problems
    headings = dict(zip(roles, header.cells, strict=True))
    hints = Hints(reference)
    read = []
    for row in body:
        if len(row.cells) != len(roles):
            details = {"expected": len(roles)}
            problems.append(Problem("field_count", file, row.line, value=str(len(row.cells)), details=details))
            continue
        values = dict.fromkeys(layout.roles.values(), "") | dict(zip(roles, row.cells, strict=True))
        current = _Row(file, row.line, headings, values, reference, hints)
        check(current)
        problems += current.problems
        read.append({**current.values, "file": file, "line": str(row.line), "sha256": sha256})
    return ([], problems) if problems else (read, [])


def _check_edition(row: _Row, edition: tuple[str, int] | None) -> None:
    index_code, year = row.values["index_code"], row.values["year"]
    if edition and (index_code, year) != (edition[0], str(edition[1])):
        row.refuse("year", "wrong_edition", found=f"{index_code} {year}", expected=f"{edition[0]} {edition[1]}")
        return
    found = row.reference.editions.get((index_code, int(year))) if re.fullmatch("[0-9]{4}", year) else None
    if found is None:
        row.problems.append(Problem("unknown_edition", row.file, row.line, value=f"{index_code} {year}"))
    row.edition = found


def _total_bounds(row: _Row) -> tuple[Decimal, Decimal]:
    total = row.reference.components_of(row.edition.index_code, row.edition.year)[TOTAL]
    return total.min_score, total.max_score


def _number(row: _Row, role: str, low: Decimal, high: Decimal) -> None:
    """Replaces a printed figure by its plain decimal text and keeps it as printed beside it."""
    printed = row.values[role]
    row.values[f"{role}_text"] = printed
    if printed:
        # The problem is put on record as it is made.
        row.values[role], _ = delimited_text.read_number(
            printed, low, high, lambda code, **details: row.refuse(role, code, **details), is_percent=True
        )


def _check_score(row: _Row, role: str) -> None:
    _number(row, role, *_total_bounds(row))


def _check_value(row: _Row, role: str) -> None:
    if not row.values[role]:
        row.refuse(role, "blank_cell")
    part = row.values.get("component_code")
    value_kind = (_unit_of_part(row) if part else None) or _value_kind(row)
    _number(row, role, *_bounds_of(row, value_kind))
    if value_kind in WHOLE and row.values[role] and Decimal(row.values[role]) % 1:
        row.refuse(role, "not_whole")


def _value_kind(row: _Row) -> str:
    measure = row.reference.reported_measure(row.kind, row.values.get("measure", ""))
    return measure.value_kind if measure else ""


def _unit_of_part(row: _Row) -> str:
    unit = row.values.get("unit", "")
    return unit if unit in UNITS else "points"


def _bounds_of(row: _Row, value_kind: str) -> tuple[Decimal, Decimal]:
    """How far a value of a kind of measure, or in a unit of parts, can go."""
    low, high = _total_bounds(row)
    components = row.reference.components_of(row.edition.index_code, row.edition.year)
    part = components.get(row.values.get("component_code", ""))
    units = Decimal(row.edition.units_expected)
    bounds = {
        "score": (low, high),
        "change": (low - high, high - low),
        "size": (Decimal(0), high - low),
        "ranks": (1 - units, units - 1),
        "units": (Decimal(0), units),
        "components": (Decimal(0), Decimal(len(components) - 1)),
        "percent": (Decimal(0), HUNDRED),
        "percent_of_max": (Decimal(0), HUNDRED),
        "points_lost": (Decimal(0), part.max_score if part else high),
        "points": (part.min_score if part else low, part.max_score if part else high),
    }
    # A measure that is not known is refused for that.
    return bounds.get(value_kind, (-LIMIT, LIMIT))


def _check_max_points(row: _Row, role: str) -> None:
    _number(row, role, Decimal(0), _total_bounds(row)[1])
    value, most = row.values.get("value"), row.values[role]
    in_points = _unit_of_part(row) in ("points", "points_lost")
    if value and most and in_points and Decimal(value) > Decimal(most):
        row.refuse("value", "above_its_maximum", expected=most)


def _check_place(row: _Row, role: str) -> None:
    value, last = row.values[role], row.edition.units_expected
    if value and not is_rank(value, last):
        row.refuse(role, "not_a_rank", expected=last)


def _check_rank(row: _Row, role: str) -> None:
    _check_place(row, role)
    value, n_ranked = row.values[role], row.values.get("n_ranked", "")
    last = row.edition.units_expected
    if is_rank(value, last) and is_rank(n_ranked, last) and int(value) > int(n_ranked):
        row.refuse(role, "not_a_rank", expected=n_ranked)


def _check_group(row: _Row, role: str) -> None:
    """A remark in brackets behind the group's name is left out."""
    value = row.values[role]
    if value:
        name = fold_name(re.sub(r"\(.*", "", value))
        row.values[role] = row.reference.score_groups.get((row.values["index_code"], name), "")
        if not row.values[role]:
            row.values[role] = value
            row.refuse(role, "unknown_word", expected=_known_groups(row))


def _known_groups(row: _Row) -> str:
    groups = row.reference.score_groups.items()
    codes = {code for (index_code, _), code in groups if index_code == row.values["index_code"]}
    return ", ".join(sorted(codes)) or "–"


def _check_province(row: _Row, role: str) -> None:
    name = row.values[role]
    if (row.edition.boundary_set, fold_name(name)) not in row.reference.aliases:
        row.problems.append(
            row.hints.unknown_province(row.file, row.line, row.headings[role], name, row.edition.boundary_set)
        )


def _check_subject(row: _Row, role: str) -> None:
    if row.values[role] not in row.reference.reported_subjects:
        _check_province(row, role)


def _check_component(row: _Row, role: str) -> None:
    known = row.reference.components_of(row.edition.index_code, row.edition.year)
    if row.values[role] not in known:
        row.refuse(role, "unknown_word", expected=", ".join(known))


def _check_component_name(row: _Row, role: str) -> None:
    """Sources shorten and vary a name; it must not be that of another component than its code's."""
    name = fold_name(row.values[role])
    known = row.reference.components_of(row.edition.index_code, row.edition.year)
    own = known.get(row.values["component_code"])
    if not name or not own:
        return

    def likeness(code: str) -> float:
        return max(difflib.SequenceMatcher(None, name, fold_name(each)).ratio() for each in known[code].names)

    nearest = max(known, key=likeness)
    if likeness(nearest) >= SAME_NAME and likeness(nearest) > likeness(own.code):
        row.refuse(role, "name_of_another_component", component=own.code, found=nearest, expected=own.names[0])


def _check_scope(row: _Row, role: str) -> None:
    scope, value = row.values[role], row.values["scope_value"]
    if scope not in SCOPES:
        row.refuse(role, "unknown_word", expected=", ".join(SCOPES))
    elif scope == "national" and value != "all":
        row.refuse("scope_value", "unknown_word", expected="all")
    elif scope == "region" and (row.edition.boundary_set, fold_name(value)) not in row.reference.regions:
        row.refuse("scope_value", "unknown_region", boundary_set=row.edition.boundary_set)


def _check_measure(row: _Row, role: str) -> None:
    name, edition = row.values[role], row.edition
    if not _MEASURE.fullmatch(name):
        row.refuse(role, "not_a_measure")
        return
    measure = row.reference.reported_measure(row.kind, name)
    if measure is None:
        row.refuse(role, "unknown_measure", expected=", ".join(row.reference.reported_measures(row.kind)))
    elif edition and measure.compared_year:
        _require_earlier_edition(row, role, str(measure.compared_year))


def _check_unit(row: _Row, role: str) -> None:
    if row.values[role] and row.values[role] not in UNITS:
        row.refuse(role, "unknown_word", expected=", ".join(UNITS))


def _check_compared_year(row: _Row, role: str) -> None:
    value, year = row.values[role], int(row.values["year"])
    if not (re.fullmatch("[0-9]{4}", value) and int(value) < year):
        row.refuse(role, "not_an_earlier_year", expected=year)


def _check_compared_edition(row: _Row, role: str) -> None:
    n_problems = len(row.problems)
    _check_compared_year(row, role)
    if len(row.problems) == n_problems:
        _require_earlier_edition(row, role, row.values[role])


def _require_earlier_edition(row: _Row, role: str, value: str) -> None:
    index_code, year = row.edition.index_code, row.edition.year
    earlier = [str(of) for code, of in row.reference.editions if code == index_code and of < year]
    if value not in earlier:
        row.refuse(role, "not_an_earlier_edition", edition=f"{index_code} {year}", expected=", ".join(earlier) or "–")


# By column; a rule may replace the value by what it means.
_RULES: dict[str, Callable[[_Row, str], None]] = {
    "province_name": _check_province,
    "subject": _check_subject,
    "score": _check_score,
    "n_ranked": _check_place,
    "rank": _check_rank,
    "score_group": _check_group,
    "component_code": _check_component,
    "component_name_vi": _check_component_name,
    "measure": _check_measure,
    "scope": _check_scope,
    "value": _check_value,
    "unit": _check_unit,
    "max_points": _check_max_points,
    "compared_year": _check_compared_edition,
}
_NEEDS_EDITION = set(_RULES) - {"measure", "unit"}
