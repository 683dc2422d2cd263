"""Components as their pages read them: figures by component and edition, and each subject through its codes.

A code can measure another subject than before, and a subject can go on under another code: a subject is known by its
name, as the release has it, within the dimension it belongs to.
"""

from dataclasses import dataclass

from orchestration.pages.contents import Contents, Row

DIMENSION, SUB_DIMENSION = "dimension", "sub_dimension"
NO_BREAK, SOFT, HARD = "none", "soft", "hard"
GROUPS = 4
_FIGURES = """
    select index_code, component_code, year, province_id, province_name_vi, province_name_en, region_code,
        region_name_vi, region_name_en, level, score, score_status, rank, n_ranked, group_code, previous_year,
        score_change, rank_change_same_units, is_comparable, not_comparable_reason_vi, not_comparable_reason_en,
        rank_not_comparable_reason_vi, rank_not_comparable_reason_en, national_mean, missing_reason_vi,
        missing_reason_en
    from bi.component_scores"""
_BREAKS = """
    select distinct index_code, component_code, year, break_kind, break_note_vi, break_note_en
    from bi.component_scores where break_kind is not null"""
_GROUPED = "select distinct index_code from marts.fct_component_group"


@dataclass(frozen=True)
class Span:
    """Editions in a row in which a subject has one code and one scale."""

    code: str
    years: tuple[int, ...]
    max_score: float


def href(index: str, code: str) -> str:
    return f"{index.lower()}-component-{code}.html"


def indices(contents: Contents) -> list[str]:
    """Indices whose components are grouped by the rule of the warehouse, so that each has a page."""
    held = {row.index_code for row in contents.rows(_GROUPED)}
    return [index for index in contents.indices if index in held]


def figures(contents: Contents, index: str, year: int, code: str) -> tuple[Row, ...]:
    """Every unit of an edition, best first, those without a place last."""
    found = contents.grouped(_FIGURES, "index_code", "year", "component_code").get((index, year, code), ())
    return tuple(sorted(found, key=lambda row: row.rank or float("inf")))


def all_figures(contents: Contents) -> tuple[Row, ...]:
    return contents.rows(_FIGURES)


def break_of(contents: Contents, index: str, year: int, code: str) -> Row | None:
    """What parts a component's edition from the one before; None where there is none before, or no break."""
    found = contents.keyed(_BREAKS, "index_code", "year", "component_code").get((index, year, code))
    return found if found and found.break_kind != NO_BREAK else None


def parts(contents: Contents, index: str, year: int, parent: str) -> list[Row]:
    """The components that a component is made of in an edition, by code."""
    return [
        row
        for (i, y, _), row in contents.components.items()
        if (i, y) == (index, year) and row.parent_component_code == parent
    ]


def newest(contents: Contents, index: str) -> list[Row]:
    """Dimensions of the newest edition, each before its sub-dimensions."""
    year = contents.newest(index)
    found = []
    for row in contents.components.values():
        if (row.index_code, row.year, row.level) == (index, year, DIMENSION):
            found += [row, *parts(contents, index, year, row.component_code)]
    return found


def subject(contents: Contents, component: Row) -> dict[int, str]:
    """The code that a component's subject has in each edition that measures it."""
    return {
        year: row.component_code
        for (index, year, _), row in contents.components.items()
        if index == component.index_code
        and row.level == component.level
        and row.name_vi == component.name_vi
        and _home(row) == _home(component)
    }


def spans(contents: Contents, index: str, codes: dict[int, str]) -> list[Span]:
    """A subject's editions in the order of time, a new span where its code or its scale changes."""
    found: list[Span] = []
    for year in sorted(codes):
        code, most = codes[year], float(contents.components[(index, year, codes[year])].max_score)
        if found and (found[-1].code, found[-1].max_score) == (code, most):
            found[-1] = Span(code, (*found[-1].years, year), most)
        else:
            found.append(Span(code, (year,), most))
    return found


def subjects_of(contents: Contents, index: str, dimension: str) -> list[tuple[Row, dict[int, str]]]:
    """Every subject that a dimension has had, with its codes by edition: those of the newest edition first."""
    found: dict[str, Row] = {}
    for (i, _, _), row in contents.components.items():
        if i == index and row.parent_component_code == dimension:
            found[row.name_vi] = row
    last = sorted(found.values(), key=lambda row: (-row.year, row.component_code))
    return [(row, subject(contents, row)) for row in last]


def former_subjects(contents: Contents, component: Row) -> list[tuple[Row, list[int]]]:
    """What the code of a component measured before, with the years."""
    found: dict[str, tuple[Row, list[int]]] = {}
    for (index, year, code), row in contents.components.items():
        if (index, code) == (component.index_code, component.component_code) and row.name_vi != component.name_vi:
            found.setdefault(row.name_vi, (row, []))[1].append(year)
    return list(found.values())


def quartile(rank: int, n: int) -> int:
    """The group of a place by the rule that the warehouse draws computed groups with: 1 for the best."""
    return next(k for k in range(1, GROUPS + 1) if (rank - 1) * GROUPS <= (n - 1) * k)


def group_order(contents: Contents, row: Row) -> int | None:
    """The group of a unit's figure: as the release has it, by the same rule where it draws none."""
    if row.group_code:
        return contents.groups[(row.index_code, row.group_code)].group_order
    return quartile(row.rank, row.n_ranked) if row.rank else None


def _home(row: Row) -> str:
    """What tells two subjects of one name apart: a sub-dimension's dimension; dimensions stand for themselves."""
    return row.parent_component_code if row.level == SUB_DIMENSION else row.component_code
