"""Suites on what boundaries and breaks do to series: part of the last gate before a release."""

from expectations.suite import Suite, no_rows, unique

_KEY = ("index_code", "year", "province_id", "component_code")


def _backcast_score() -> Suite:
    return Suite(
        "marts.fct_backcast_score",
        "select * from marts.fct_backcast_score",
        [
            unique(*_KEY),
            no_rows(
                "There is a back-cast exactly where every member has a score; elsewhere the reason is given",
                "select index_code, year, province_id, component_code, score, n_members, n_members_scored, "
                "missing_reason_en from {batch} as batch "
                "where (score is null) <> (n_members_scored < n_members) "
                "or (score is null) <> (missing_reason_vi is not null and missing_reason_en is not null) "
                "or (score is not null) <> (score_status is not distinct from 'backcast') "
                "or (score is not null and population_share_covered <> 1)",
            ),
            no_rows(
                "A back-cast lies within the range of the members' scores",
                "select index_code, year, province_id, component_code, score, lowest_member_score, "
                "highest_member_score from {batch} as batch "
                "where score < lowest_member_score or score > highest_member_score",
            ),
            no_rows(
                "A back-cast is of an edition on the boundaries of its members, and the mean that the bridge gives",
                "select batch.index_code, batch.year, batch.province_id, batch.component_code, batch.score, "
                "sum(members.score * bridge.population_share) as mean_of_members from {batch} as batch "
                "inner join marts.bridge_province_succession as bridge on batch.province_id = bridge.successor_id "
                "left join marts.fct_score as members on batch.index_code = members.index_code "
                "and batch.year = members.year and bridge.predecessor_id = members.province_id "
                "and batch.component_code = members.component_code where batch.score is not null "
                "group by batch.index_code, batch.year, batch.province_id, batch.component_code, batch.score "
                # The shares of the bridge have six decimals.
                "having count(members.score) < count(*) "
                "or abs(sum(members.score * bridge.population_share) - batch.score) > 0.0001 * batch.score",
            ),
        ],
    )


def _backcast_rank() -> Suite:
    return Suite(
        "marts.fct_backcast_rank",
        "select * from marts.fct_backcast_rank",
        [
            unique(*_KEY),
            no_rows(
                "A place on back-cast scores is one more than the number of units above, of all that have one",
                "select batch.index_code, batch.year, batch.province_id, batch.component_code, batch.rank, "
                "batch.n_ranked, count(others.score) as n_scored, "
                "count(case when others.score > own.score then 1 end) as n_above from {batch} as batch "
                "inner join marts.fct_backcast_score as own on batch.index_code = own.index_code "
                "and batch.year = own.year and batch.province_id = own.province_id "
                "and batch.component_code = own.component_code "
                "inner join marts.fct_backcast_score as others on batch.index_code = others.index_code "
                "and batch.year = others.year and batch.component_code = others.component_code "
                "group by batch.index_code, batch.year, batch.province_id, batch.component_code, batch.rank, "
                "batch.n_ranked having batch.rank <> n_above + 1 or batch.n_ranked <> n_scored",
            ),
        ],
    )


def _component_shift() -> Suite:
    return Suite(
        "marts.fct_component_shift",
        "select * from marts.fct_component_shift",
        [
            unique("index_code", "year", "component_code"),
            no_rows(
                "A shift of one sign is explained: say in dbt_project/seeds/component_breaks.csv whether the method "
                "changed (soft or hard) or the scores did (none)",
                "select index_code, year, component_code, n_in_both, n_up, n_down, mean_shift "
                "from {batch} as batch where is_one_sign and not is_listed",
            ),
        ],
    )


def _comparable_series() -> Suite:
    return Suite(
        "marts.fct_comparable_series",
        "select * from marts.fct_comparable_series",
        [
            unique("index_code", "component_code", "province_id", "includes_soft_breaks"),
            no_rows(
                "No run crosses a hard break, and none without soft breaks crosses one",
                "select batch.index_code, batch.component_code, batch.province_id, batch.includes_soft_breaks, "
                "batch.start_year, batch.end_year, changes.year as break_year, changes.break_kind "
                "from {batch} as batch inner join marts.fct_score_change as changes "
                "on batch.index_code = changes.index_code and batch.component_code = changes.component_code "
                "and batch.province_id = changes.province_id and changes.year > batch.start_year "
                "and changes.year <= batch.end_year where changes.break_kind = 'hard' "
                "or (changes.break_kind = 'soft' and not batch.includes_soft_breaks)",
            ),
            no_rows(
                "A run has a score in every edition from its first to its last",
                "select batch.index_code, batch.component_code, batch.province_id, batch.start_year, "
                "batch.end_year, batch.n_editions, count(*) as n_between from {batch} as batch "
                "inner join marts.dim_edition as editions on batch.index_code = editions.index_code "
                "and editions.year between batch.start_year and batch.end_year and not editions.is_pilot "
                "group by batch.index_code, batch.component_code, batch.province_id, batch.includes_soft_breaks, "
                "batch.start_year, batch.end_year, batch.n_editions having count(*) <> batch.n_editions",
            ),
        ],
    )


SUITES = {
    "marts.fct_backcast_score": _backcast_score,
    "marts.fct_backcast_rank": _backcast_rank,
    "marts.fct_component_shift": _component_shift,
    "marts.fct_comparable_series": _comparable_series,
}
