-- Ranks are computed where all scored provinces of a scope are held; elsewhere a reported rank stands, if the reports
-- agree on it.
with reported as (
    select
        index_code,
        year,
        province_id,
        component_code,
        scope,
        scope_value,
        cast(max(value) as integer) as rank,
        max(n_ranked) as n_ranked
    from {{ ref('int_figures_resolved') }}
    where
        measure = 'rank'
        and value is not null
    group by index_code, year, province_id, component_code, scope, scope_value
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
    on {{ same('ranks', 'reported', 'index_code', 'year', 'province_id', 'component_code', 'scope') }}
-- To be first of one says nothing.
where ranks.n_ranked > 1
union all
select
    reported.index_code,
    reported.year,
    reported.province_id,
    reported.component_code,
    reported.scope,
    reported.scope_value,
    reported.rank,
    -- Where no report says of how many, the publisher ranked the provinces of the scope that it scored.
    coalesce(reported.n_ranked, scope_units.n_units) as n_ranked,
    cast(null as integer) as dense_rank,
    cast(null as boolean) as is_tied,
    'reported' as rank_status,
    reported.rank as reported_rank
from reported
inner join {{ ref('int_units_counted') }} as scope_units
    on {{ same('reported', 'scope_units', 'index_code', 'year', 'component_code', 'scope', 'scope_value') }}
left join {{ ref('int_scores_ranked') }} as ranks
    on {{ same('reported', 'ranks', 'index_code', 'year', 'province_id', 'component_code', 'scope') }}
where
    ranks.province_id is null
    and coalesce(reported.n_ranked, scope_units.n_units) > 1
