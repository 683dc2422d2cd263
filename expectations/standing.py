"""Suites on targets, peers, leadership and movers, and on the views that show them with names.

Like those of `expectations.marts` they rest on the marts alone, so that they also hold for a published file.
"""

from expectations.suite import Suite, no_rows, unique


def _suite(table: str, *expectations) -> Suite:
    return Suite(name=table, query=f"select * from {table}", expectations=list(expectations))


def _view(view: str, mart: str, *key: str) -> Suite:
    """A view that shows every row of its mart once: no join drops or repeats one."""
    columns = ", ".join(f"rows_of_mart.{column}" for column in key)
    same = " and ".join(f"rows_of_mart.{column} = shown.{column}" for column in key)
    return _suite(
        view,
        no_rows(
            f"The view shows every row of {mart} once",
            f"select {columns}, shown.n_rows from {mart} as rows_of_mart left join "
            f"(select {', '.join(key)}, count(*) as n_rows from {{batch}} as batch group by {', '.join(key)}) as shown "
            f"on {same} where shown.n_rows is distinct from 1",
        ),
    )


def _fct_target_progress() -> Suite:
    return _suite(
        "marts.fct_target_progress",
        unique("target_id"),
        no_rows(
            "Every target of the claims is there, and met or missed as fct_reported_claim says",
            "select claims.claim_id, claims.verdict, batch.is_met from marts.fct_reported_claim as claims "
            "left join {batch} as batch on claims.claim_id = batch.target_id and batch.origin = 'claim' "
            "where claims.is_target and (batch.target_id is null or claims.verdict <> "
            "case when batch.is_met then 'met' when not batch.is_met then 'missed' else 'unverifiable' end)",
        ),
        no_rows(
            "A value is the published score or place of its year",
            "select batch.target_id, batch.value_year, batch.value, scores.score, ranks.rank from {batch} as batch "
            "left join marts.fct_score as scores on batch.index_code = scores.index_code "
            "and batch.value_year = scores.year and batch.province_id = scores.province_id "
            "and batch.component_code = scores.component_code "
            "left join marts.fct_rank as ranks on batch.index_code = ranks.index_code "
            "and batch.value_year = ranks.year and batch.province_id = ranks.province_id "
            "and batch.component_code = ranks.component_code and batch.scope = ranks.scope "
            "where (batch.measure = 'score' and batch.value <> scores.score) "
            "or (batch.measure = 'rank' and batch.value <> ranks.rank)",
        ),
        no_rows(
            "A gap is what is still missing, smaller places being better, and a target is met without one",
            "select target_id, measure, target_value, value, gap, is_met from {batch} as batch "
            "where gap <> case when measure in ('rank', 'score_group') then value - target_value "
            "else target_value - value end "
            "or is_met is distinct from case when is_of_target_year then gap <= 0 end",
        ),
        no_rows(
            "The gain needed each year closes the gap by the target year",
            "select target_id, gap, value_year, target_year, required_per_year from {batch} as batch "
            "where required_per_year <= 0 or years_left < 0 or value_year > target_year "
            "or abs(required_per_year * (target_year - value_year) - gap) > 0.0005",
        ),
        no_rows(
            "What is not told has its reason in both languages, and only that",
            "select * from {batch} as batch where (gap is null) <> (gap_reason_vi is not null) "
            "or (gap is null) <> (gap_reason_en is not null) or (is_met is null) <> (is_met_reason_vi is not null) "
            "or (is_met is null) <> (is_met_reason_en is not null) "
            "or (required_per_year is null) <> (required_reason_vi is not null) "
            "or (required_per_year is null) <> (required_reason_en is not null)",
        ),
    )


def _fct_peer() -> Suite:
    units = (
        "inner join marts.dim_edition as editions on batch.index_code = editions.index_code "
        "and batch.year = editions.year "
        "left join marts.dim_province as own on batch.province_id = own.province_id "
        "and editions.as_of_date between own.valid_from and coalesce(own.valid_to, editions.as_of_date) "
        "left join marts.dim_province as peers on batch.peer_province_id = peers.province_id "
        "and editions.as_of_date between peers.valid_from and coalesce(peers.valid_to, editions.as_of_date) "
    )
    return _suite(
        "marts.fct_peer",
        unique("index_code", "year", "province_id", "peer_kind", "peer_province_id"),
        no_rows(
            "A peer is another unit of the edition: of the same region, or a city as the unit is",
            "select batch.index_code, batch.year, batch.province_id, batch.peer_kind, batch.peer_province_id "
            f"from {{batch}} as batch {units}"
            "where own.province_id is null or peers.province_id is null or own.province_id = peers.province_id "
            "or (batch.peer_kind = 'region' and own.region_code <> peers.region_code) "
            "or (batch.peer_kind = 'unit_type' "
            "and not (own.unit_type = 'municipality' and peers.unit_type = 'municipality'))",
        ),
        no_rows(
            "A unit with a profile has its five nearest in order, over three years at most",
            "select batch.index_code, batch.year, batch.province_id, count(*) as n_nearest, units.n_units "
            "from (select *, lag(distance) over (partition by index_code, year, province_id order by peer_order) "
            "as nearer from {batch} as batch where peer_kind = 'profile') as batch "
            "inner join (select index_code, year, count(distinct province_id) as n_units from {batch} as batch "
            "where peer_kind = 'profile' group by index_code, year) as units "
            "on batch.index_code = units.index_code and batch.year = units.year "
            "group by batch.index_code, batch.year, batch.province_id, units.n_units "
            "having count(*) <> least(5, units.n_units - 1) or min(batch.peer_order) <> 1 "
            "or max(batch.peer_order) <> count(*) or count(batch.distance) <> count(*) "
            "or max(case when batch.nearer > batch.distance then 1 else 0 end) = 1 or max(batch.max_years) > 3",
        ),
        no_rows(
            "The scores beside a peer are those published, and their difference",
            "select batch.index_code, batch.year, batch.province_id, batch.peer_province_id, batch.score, "
            "batch.peer_score, batch.score_difference from {batch} as batch "
            "left join marts.fct_score as own on batch.index_code = own.index_code and batch.year = own.year "
            "and batch.province_id = own.province_id and own.component_code = 'total' "
            "left join marts.fct_score as peers on batch.index_code = peers.index_code and batch.year = peers.year "
            "and batch.peer_province_id = peers.province_id and peers.component_code = 'total' "
            "where batch.score is distinct from own.score or batch.peer_score is distinct from peers.score "
            "or batch.score_difference is distinct from own.score - peers.score",
        ),
    )


def _fct_leadership() -> Suite:
    return _suite(
        "marts.fct_leadership",
        unique("index_code", "province_id", "top_k"),
        no_rows(
            "Years among the first are counted from the national places, pilots left out",
            "select batch.index_code, batch.province_id, batch.top_k, batch.n_years_in_top, batch.n_editions_ranked, "
            "count(ranks.rank) as n_ranked, count(case when ranks.rank <= batch.top_k then 1 end) as n_in_top "
            "from {batch} as batch inner join marts.dim_edition as editions "
            "on batch.index_code = editions.index_code and not editions.is_pilot "
            "left join marts.fct_rank as ranks on editions.index_code = ranks.index_code "
            "and editions.year = ranks.year and batch.province_id = ranks.province_id "
            "and ranks.component_code = 'total' and ranks.scope = 'national' "
            "group by batch.index_code, batch.province_id, batch.top_k, batch.n_years_in_top, batch.n_editions_ranked "
            "having count(ranks.rank) <> batch.n_editions_ranked or n_in_top <> batch.n_years_in_top",
        ),
        no_rows(
            "In every edition of a run, from its first to its last year, the unit is among the first",
            "select batch.index_code, batch.province_id, batch.top_k, batch.longest_run, batch.run_start_year, "
            "batch.run_end_year, count(*) as n_editions_in_run, "
            "count(case when ranks.rank <= batch.top_k then 1 end) as n_in_top "
            "from {batch} as batch inner join marts.dim_edition as editions "
            "on batch.index_code = editions.index_code and not editions.is_pilot "
            "and editions.year between batch.run_start_year and batch.run_end_year "
            "left join marts.fct_rank as ranks on editions.index_code = ranks.index_code "
            "and editions.year = ranks.year and batch.province_id = ranks.province_id "
            "and ranks.component_code = 'total' and ranks.scope = 'national' "
            "group by batch.index_code, batch.province_id, batch.top_k, batch.longest_run, batch.run_start_year, "
            "batch.run_end_year having count(*) <> batch.longest_run or n_in_top <> batch.longest_run",
        ),
        no_rows(
            "A run is no longer than the years that it is made of, and a lower bound only where more is possible",
            "select * from {batch} as batch where longest_run > n_years_in_top or n_years_in_top > n_editions_ranked "
            "or n_editions_ranked > n_editions_existing or n_years_in_top_at_most < n_years_in_top "
            "or (longest_run = 0) <> (run_start_year is null) or (n_years_in_top = 0) <> (years_in_top is null) "
            "or is_lower_bound <> (longest_run_at_most > longest_run)",
        ),
    )


def _fct_rank_volatility() -> Suite:
    return _suite(
        "marts.fct_rank_volatility",
        unique("index_code", "province_id"),
        no_rows(
            "Best and worst place are those of the editions that count",
            "select batch.index_code, batch.province_id, batch.best_rank, batch.worst_rank, "
            "min(ranks.rank) as best, max(ranks.rank) as worst from {batch} as batch "
            "inner join marts.dim_edition as editions "
            "on batch.index_code = editions.index_code and not editions.is_pilot "
            "left join marts.fct_rank as ranks on editions.index_code = ranks.index_code "
            "and editions.year = ranks.year and batch.province_id = ranks.province_id "
            "and ranks.component_code = 'total' and ranks.scope = 'national' "
            "group by batch.index_code, batch.province_id, batch.best_rank, batch.worst_rank "
            "having min(ranks.rank) is distinct from batch.best_rank "
            "or max(ranks.rank) is distinct from batch.worst_rank",
        ),
        no_rows(
            "A mean move and a spread exist where there is anything to take them of, and fit into the extremes",
            "select * from {batch} as batch where n_rank_changes > n_editions_ranked "
            "or (n_rank_changes > 0) <> (mean_abs_rank_change is not null) "
            "or (n_editions_ranked > 1) <> (stddev_rank is not null) "
            "or mean_abs_rank_change > worst_rank - best_rank or stddev_rank > worst_rank - best_rank",
        ),
    )


def _fct_mover() -> Suite:
    shown = "batch.index_code, batch.year, batch.span_years, batch.province_id, batch.span_score_change"
    return _suite(
        "marts.fct_mover",
        unique("index_code", "year", "span_years", "province_id"),
        no_rows(
            "A change over years is the difference of the two scores, and there is none across a hard break",
            f"select {shown}, later.score, earlier.score as start_score from {{batch}} as batch "
            "left join marts.fct_score as later on batch.index_code = later.index_code and batch.year = later.year "
            "and batch.province_id = later.province_id and later.component_code = 'total' "
            "inner join marts.fct_score as earlier on batch.index_code = earlier.index_code "
            "and batch.from_year = earlier.year and batch.province_id = earlier.province_id "
            "and earlier.component_code = 'total' "
            "left join (select distinct moves.index_code, moves.year, moves.span_years from {batch} as moves "
            "inner join marts.dim_edition as editions on moves.index_code = editions.index_code "
            "and editions.year > moves.from_year and editions.year <= moves.year "
            "and editions.break_kind = 'hard') as broken on batch.index_code = broken.index_code "
            "and batch.year = broken.year and batch.span_years = broken.span_years "
            "where batch.has_hard_break <> (broken.year is not null) "
            "or batch.year - batch.from_year <> batch.span_years or batch.span_score_change is distinct from "
            "case when broken.year is null then later.score - earlier.score end",
        ),
        no_rows(
            "Risers and fallers are in the order of their changes",
            f"select {shown}, batch.riser_order, batch.faller_order, "
            "count(case when others.span_score_change > batch.span_score_change then 1 end) + 1 as n_before, "
            "count(case when others.span_score_change < batch.span_score_change then 1 end) + 1 as n_behind "
            "from {batch} as batch inner join {batch} as others on batch.index_code = others.index_code "
            "and batch.year = others.year and batch.span_years = others.span_years "
            f"group by {shown}, batch.riser_order, batch.faller_order "
            "having batch.riser_order <> n_before or batch.faller_order <> n_behind "
            "or (batch.riser_order is not null and batch.span_score_change <= 0) "
            "or (batch.faller_order is not null and batch.span_score_change >= 0)",
        ),
        no_rows(
            "Only editions held in full have an order, and there every unit that moved",
            f"select {shown}, batch.riser_order, batch.faller_order, batch.n_changes from {{batch}} as batch "
            "inner join marts.fct_coverage as later on batch.index_code = later.index_code and batch.year = later.year "
            "inner join marts.fct_coverage as earlier on batch.index_code = earlier.index_code "
            "and batch.from_year = earlier.year "
            "where (coalesce(batch.riser_order, batch.faller_order) is not null "
            "and not (later.is_complete and earlier.is_complete)) "
            "or (coalesce(batch.riser_order, batch.faller_order) is null) <> (batch.order_reason_vi is not null) "
            "or (coalesce(batch.riser_order, batch.faller_order) is null) <> (batch.order_reason_en is not null) "
            "or (batch.span_score_change is null) <> (batch.span_reason_vi is not null) "
            "or (batch.span_score_change is null) <> (batch.span_reason_en is not null)",
        ),
    )


def _target_progress() -> Suite:
    return _view("bi.target_progress", "marts.fct_target_progress", "target_id")


def _peers() -> Suite:
    key = ("index_code", "year", "province_id", "peer_kind", "peer_province_id")
    return _view("bi.peers", "marts.fct_peer", *key)


def _leadership() -> Suite:
    return _view("bi.leadership", "marts.fct_leadership", "index_code", "province_id", "top_k")


def _movers() -> Suite:
    return _view("bi.movers", "marts.fct_mover", "index_code", "year", "span_years", "province_id")


SUITES = {
    "marts.fct_target_progress": _fct_target_progress,
    "marts.fct_peer": _fct_peer,
    "marts.fct_leadership": _fct_leadership,
    "marts.fct_rank_volatility": _fct_rank_volatility,
    "marts.fct_mover": _fct_mover,
    "bi.target_progress": _target_progress,
    "bi.peers": _peers,
    "bi.leadership": _leadership,
    "bi.movers": _movers,
}
