-- Ranks among the provinces of today on back-cast scores, kept apart from published ranks: only of editions that are
-- held in full, and among the provinces that have a back-cast.
with complete as (
    select distinct
        index_code,
        year,
        component_code
    from {{ ref('fct_rank') }}
    where
        scope = 'national'
        and computed_rank is not null
)

select
    scores.index_code,
    scores.year,
    scores.province_id,
    scores.component_code,
    cast(rank() over backcast as integer) as rank,
    cast(count(*) over edition as integer) as n_ranked,
    count(*) over (
        partition by scores.index_code, scores.year, scores.component_code, scores.score
    ) > 1 as is_tied,
    'backcast' as rank_status
from {{ ref('fct_backcast_score') }} as scores
inner join complete
    on {{ same('scores', 'complete', 'index_code', 'year', 'component_code') }}
where scores.score is not null
window
    edition as (partition by scores.index_code, scores.year, scores.component_code),
    backcast as (
        partition by scores.index_code, scores.year, scores.component_code
        order by scores.score desc
    )
