"""Suites on the finished marts and their views: the last gate before a release.

They look at what a reader will see, across tables. They rest on the marts, the seeds and the keys alone, so that they
also hold for a published file. Types, keys to other tables and accepted values are dbt's.

Bounds, sets and uniqueness are Great Expectations' own expectations, stated here so that Data Docs show them. Anything
else is SQL: a folder `sql/<schema>/<table>/` makes a suite, and each file in it is an expectation.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from expectations.keys import SCHEMAS, read_keys
from expectations.suite import SQL, Suite, from_file, from_folder, unique, unique_with_nulls, values_list
from orchestration import paths
from orchestration.reference import TOTAL, Reference

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation
    from great_expectations.expectations.row_conditions import Condition

# Views that show every row of a mart with names and words for its codes.
VIEWS = {
    "bi.claims": "marts.fct_reported_claim",
    "bi.coverage": "marts.fct_coverage",
    "bi.edition_summaries": "marts.fct_edition_summary",
    "bi.leadership": "marts.fct_leadership",
    "bi.movers": "marts.fct_mover",
    "bi.peers": "marts.fct_peer",
    "bi.sources": "marts.dim_source",
    "bi.target_progress": "marts.fct_target_progress",
}
# All that have a suite, which can be listed without importing Great Expectations.
SUITES = [f"{schema}.{folder.name}" for schema in SCHEMAS for folder in sorted((SQL / schema).iterdir())] + [*VIEWS]
# A part of the key does not apply to each conflict, and is NULL.
NULLS_IN_KEY = ("bi.conflicts", "marts.fct_source_conflict")
# fct_score as it would be without the scores that follow from others: nothing else may rest on those.
HELD_SCORES = "(select * replace (case when score_status <> 'derived' then score end as score) from marts.fct_score)"
# Columns that lead from a row to the line of its raw file.
ORIGIN = {"marts.fct_score": ["locator"]}


def suites(keys: Mapping[str, Sequence[str]] | None = None, reference: Reference | None = None) -> list[Suite]:
    """A suite for each of `SUITES`. `keys` and `reference` are those of the project unless given.

    Raises `KeyError` for a table without a key or without a folder of SQL.
    """
    keys = keys or read_keys(paths.dbt_dir() / "models")
    reference = reference or Reference(paths.seeds_dir())
    native = _native(reference)
    with_gap = values_list((row["measure"],) for row in reference.rows("claim_measures") if row["has_gap"] == "true")
    if unknown := native.keys() - set(SUITES):
        raise KeyError(f"a table without a folder in expectations/sql: {', '.join(sorted(unknown))}")
    return [
        Suite(
            name=table,
            query=f"select * from {table}",
            expectations=[
                _rows(table, keys[table]),
                *native.get(table, []),
                *from_folder(SQL / table.replace(".", "/"), held_scores=HELD_SCORES, with_gap=with_gap),
            ],
            key=keys[table],
            origin=ORIGIN.get(table, []),
        )
        for table in SUITES
    ]


def _rows(table: str, key: Sequence[str]) -> "Expectation":
    """One row for each key, and in a view each row of its mart."""
    if table in VIEWS:
        return from_file(SQL / "every_row_once.sql", mart=VIEWS[table], key=", ".join(key))
    return unique_with_nulls(*key) if table in NULLS_IN_KEY else unique(*key)


def _native(reference: Reference) -> "dict[str, list[Expectation]]":
    """Great Expectations' own expectations by table, except uniqueness. What differs by index comes from the seeds."""
    import great_expectations.expectations as gxe
    from great_expectations.expectations.row_conditions import Column

    is_reported = Column("rank_status") == "reported"
    return {
        "marts.dim_edition": [
            gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                description="No more units are scored than exist",
                column_A="units_expected",
                column_B="units_scored",
                or_equal=True,
            ),
            gxe.ExpectColumnValuesToBeBetween(
                description="The number of units scored is not below 0", column="units_scored", min_value=0
            ),
            *(
                gxe.ExpectColumnValuesToBeInSet(
                    description=f"{edition}: the scale ends at {most:g}",
                    column="max_score",
                    value_set=[most],
                    row_condition=condition,
                )
                for edition, condition, most in _scales(reference)
            ),
        ],
        "marts.dim_province": [
            gxe.ExpectCompoundColumnsToBeUnique(
                description="An official code is used once in a boundary set",
                column_list=["boundary_set", "official_code", "valid_from"],
                ignore_row_if="never",
            )
        ],
        "marts.fct_score": [
            gxe.ExpectColumnValuesToBeBetween(
                description="Every score lies between 0 and 100", column="score", min_value=0, max_value=100
            ),
            *(
                gxe.ExpectColumnValuesToBeBetween(
                    description=f"{edition}: every score lies between 0 and {most:g}",
                    column="score",
                    min_value=0,
                    max_value=most,
                    row_condition=condition,
                )
                for edition, condition, most in _scales(reference)
            ),
        ],
        "marts.fct_rank": [
            gxe.ExpectColumnValuesToBeBetween(
                description="A rank is one among two units or more", column="n_ranked", min_value=2
            ),
            gxe.ExpectColumnValuesToBeBetween(
                description="A reported rank is 1 or more", column="rank", min_value=1, row_condition=is_reported
            ),
            gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                description="A reported rank is no more than the number of units ranked",
                column_A="n_ranked",
                column_B="rank",
                or_equal=True,
                row_condition=is_reported,
            ),
        ],
        "marts.fct_backcast_score": [
            gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                description=f"A back-cast is no {worse} than the {bound} of the members' scores",
                column_A=larger,
                column_B=smaller,
                or_equal=True,
            )
            for worse, bound, larger, smaller in (
                ("lower", "lowest", "score", "lowest_member_score"),
                ("higher", "highest", "highest_member_score", "score"),
            )
        ],
        "marts.fct_reported_claim": [
            gxe.ExpectColumnValuesToBeInSet(
                description="The verdict on a target is met, missed or unverifiable",
                column="verdict",
                value_set=["met", "missed", "unverifiable"],
                row_condition=Column("is_target") == True,  # noqa: E712
            ),
            gxe.ExpectColumnValuesToNotBeInSet(
                description="Only a target is met or missed",
                column="verdict",
                value_set=["met", "missed"],
                row_condition=Column("is_target") == False,  # noqa: E712
            ),
        ],
    }


def _scales(reference: Reference) -> "Iterator[tuple[str, Condition, float]]":
    """Every scale that an index has had: its editions in words and as a condition on rows, and the highest score."""
    from great_expectations.expectations.row_conditions import Column

    for total in reference.components:
        if total.code != TOTAL:
            continue
        condition = (Column("index_code") == total.index_code) & (Column("year") >= total.first_year)
        editions = f"{total.index_code} since {total.first_year}"
        if total.last_year is not None:
            condition &= Column("year") <= total.last_year
            editions = f"{total.index_code} {total.first_year} to {total.last_year}"
        yield editions, condition, float(total.max_score)
