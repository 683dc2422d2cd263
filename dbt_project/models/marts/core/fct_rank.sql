-- Places are computed where all scored units of a scope are held; elsewhere a reported place stands, if the
-- reports agree on it.
with reported as (
    select
        observations.index_code,
        observations.year,
        observations.province_id,
        observations.component_code,
        observations.scope,
        observations.scope_value,
        cast(max(figures.value) as integer) as rank,
        max(figures.n_ranked) as n_ranked
    from {{ ref('int_observations') }} as observations
    inner join {{ ref('int_figures_resolved') }} as figures
        on observations.figure_key = figures.figure_key
    where
        observations.measure = 'rank'
        and figures.value is not null
    group by
        observations.index_code,
        observations.year,
        observations.province_id,
        observations.component_code,
        observations.scope,
        observations.scope_value
)

select
    ranks.index_code,
    ranks.year,
    ranks.province_id,
    ranks.component_code,
    ranks.scope,
    ranks.scope_value,
    ranks.rank,
    ranks.n_ranked,
    ranks.dense_rank,
    ranks.is_tied,
    'computed' as rank_status,
    reported.rank as reported_rank
from {{ ref('int_scores_ranked') }} as ranks
left join reported
    on
        ranks.index_code = reported.index_code
        and ranks.year = reported.year
        and ranks.province_id = reported.province_id
        and ranks.component_code = reported.component_code
        and ranks.scope = reported.scope
union all
select
    reported.index_code,
    reported.year,
    reported.province_id,
    reported.component_code,
    reported.scope,
    reported.scope_value,
    reported.rank,
    -- Where no report says of how many, the publisher ranked the units of the scope that it scored.
    coalesce(reported.n_ranked, scope_units.n_units) as n_ranked,
    cast(null as integer) as dense_rank,
    cast(null as boolean) as is_tied,
    'reported' as rank_status,
    reported.rank as reported_rank
from reported
inner join {{ ref('int_scope_units') }} as scope_units
    on
        reported.index_code = scope_units.index_code
        and reported.year = scope_units.year
        and reported.component_code = scope_units.component_code
        and reported.scope = scope_units.scope
        and reported.scope_value = scope_units.scope_value
left join {{ ref('int_scores_ranked') }} as ranks
    on
        reported.index_code = ranks.index_code
        and reported.year = ranks.year
        and reported.province_id = ranks.province_id
        and reported.component_code = ranks.component_code
        and reported.scope = ranks.scope
where ranks.province_id is null
