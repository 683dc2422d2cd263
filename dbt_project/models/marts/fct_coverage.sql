select
    editions.index_code,
    editions.year,
    editions.units_expected,
    editions.units_scored,
    cast(count(scores.score) as integer) as units_with_score,
    cast(count(ranks.rank) as integer) as units_with_rank,
    count(scores.score) = editions.units_scored as is_complete
from {{ ref('dim_edition') }} as editions
left join {{ ref('fct_score') }} as scores
    on
        editions.index_code = scores.index_code
        and editions.year = scores.year
        and scores.component_code = 'total'
left join {{ ref('fct_rank') }} as ranks
    on
        scores.index_code = ranks.index_code
        and scores.year = ranks.year
        and scores.province_id = ranks.province_id
        and scores.component_code = ranks.component_code
        and ranks.scope = 'national'
group by
    editions.index_code,
    editions.year,
    editions.units_expected,
    editions.units_scored
