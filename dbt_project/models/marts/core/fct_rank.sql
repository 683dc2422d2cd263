-- Ranks are computed where all scored provinces of a scope are held; elsewhere a reported rank stands, if the reports
-- agree on it. Printed scores leave the order of equal ones open: there the reported rank stands too.
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
),

computed as (
    select
        ranks.*,
        reported.rank as reported_rank,
        coalesce(
            reported.rank between ranks.rank and ranks.rank - 1 + count(*) over (
                partition by
                    ranks.index_code, ranks.year, ranks.component_code, ranks.scope, ranks.scope_value, ranks.rank
            ),
            false
        ) as is_fitting
    from {{ ref('int_scores_ranked') }} as ranks
    left join reported
        on {{ same('ranks', 'reported', 'index_code', 'year', 'province_id', 'component_code', 'scope') }}
),

listed as (
    select
        *,
        case when is_fitting then reported_rank else rank end as published_rank,
        -- A rank for every unit is the list of the publisher.
        n_ranked = count(case when is_fitting then 1 end) over (
            partition by index_code, year, component_code, scope, scope_value
        ) as is_in_full_list
    from computed
)

select
    index_code,
    year,
    province_id,
    component_code,
    scope,
    scope_value,
    published_rank as rank,
    n_ranked,
    cast(dense_rank() over (
        partition by index_code, year, component_code, scope, scope_value
        order by published_rank
    ) as integer) as dense_rank,
    count(*) over (
        partition by index_code, year, component_code, scope, scope_value, published_rank
    ) > 1 as is_tied,
    case when is_in_full_list or published_rank <> rank then 'reported' else 'computed' end as rank_status,
    reported_rank,
    rank as computed_rank
from listed
-- To be first of one says nothing.
where n_ranked > 1
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
    reported.rank as reported_rank,
    cast(null as integer) as computed_rank
from reported
inner join {{ ref('int_units_counted') }} as scope_units
    on {{ same('reported', 'scope_units', 'index_code', 'year', 'component_code', 'scope', 'scope_value') }}
left join {{ ref('int_scores_ranked') }} as ranks
    on {{ same('reported', 'ranks', 'index_code', 'year', 'province_id', 'component_code', 'scope') }}
where
    ranks.province_id is null
    and coalesce(reported.n_ranked, scope_units.n_units) > 1
