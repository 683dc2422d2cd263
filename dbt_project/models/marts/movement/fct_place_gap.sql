-- To be at rank r a province needs the score that is r-th from the top, ties counted one by one: with an equal score it
-- shares that province's rank, which is r or, where provinces tie, a better one.
with ranked as (
    select
        ranks.index_code,
        ranks.year,
        ranks.province_id,
        -- Of equal scores the better rank: what a score alone gives.
        ranks.computed_rank as rank,
        scores.score,
        cast(row_number() over (
            partition by ranks.index_code, ranks.year
            order by scores.score desc, ranks.province_id asc
        ) as integer) as position
    from {{ ref('fct_rank') }} as ranks
    inner join {{ ref('int_scores_held') }} as scores
        on {{ same('ranks', 'scores', 'index_code', 'year', 'province_id', 'component_code') }}
    where
        ranks.component_code = 'total'
        and ranks.scope = 'national'
        and ranks.computed_rank is not null
)

select
    units.index_code,
    units.year,
    units.province_id,
    units.rank - targets.position as places_up,
    units.rank,
    units.score,
    targets.position as target_rank,
    targets.rank as reached_rank,
    targets.score as target_score,
    cast(targets.score - units.score as {{ score_type() }}) as points_needed
from ranked as units
inner join ranked as targets
    on
        {{ same('units', 'targets', 'index_code', 'year') }}
        and units.rank > targets.position
        and units.rank <= targets.position + 10
