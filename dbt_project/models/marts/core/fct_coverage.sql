with missing as (
    select
        scores.index_code,
        scores.year,
        {{ list_of('units.name_vi', 'units.province_key') }} as missing_units,
        {{ list_of('units.name_en', 'units.province_key') }} as missing_units_en
    from {{ ref('int_scores_held') }} as scores
    inner join {{ ref('dim_edition_unit') }} as units
        on {{ same('scores', 'units', 'index_code', 'year', 'province_id') }}
    where
        scores.component_code = 'total'
        and scores.score is null
    group by scores.index_code, scores.year
),

open_ranks as (
    select
        index_code,
        year,
        count(*) as n_ranks
    from {{ ref('fct_source_conflict') }}
    where
        measure = 'rank'
        and scope = 'national'
        and component_code = 'total'
        and chosen_value is null
    group by index_code, year
)

select
    editions.index_code,
    editions.year,
    editions.units_expected,
    editions.units_scored,
    cast(count(scores.score) as integer) as units_with_score,
    cast(count(ranks.rank) as integer) as units_with_rank,
    count(scores.score) = editions.units_scored as is_complete,
    cast(count(case when scores.is_conflicted and scores.score is null then 1 end) as integer) as units_in_conflict,
    cast(coalesce(open_ranks.n_ranks, 0) as integer) as ranks_in_conflict,
    missing.missing_units,
    missing.missing_units_en
from {{ ref('dim_edition') }} as editions
left join {{ ref('int_scores_held') }} as scores
    on
        {{ same('editions', 'scores', 'index_code', 'year') }}
        and scores.component_code = 'total'
left join {{ ref('fct_rank') }} as ranks
    on
        {{ same('scores', 'ranks', 'index_code', 'year', 'province_id', 'component_code') }}
        and ranks.scope = 'national'
left join missing
    on {{ same('editions', 'missing', 'index_code', 'year') }}
left join open_ranks
    on {{ same('editions', 'open_ranks', 'index_code', 'year') }}
group by
    editions.index_code,
    editions.year,
    editions.units_expected,
    editions.units_scored,
    open_ranks.n_ranks,
    missing.missing_units,
    missing.missing_units_en
