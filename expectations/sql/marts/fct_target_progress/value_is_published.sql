-- A value is the published score or rank of its year
select batch.target_id, batch.value_year, batch.value, scores.score, ranks.rank
from {{ batch }} as batch
left join {{ held_scores }} as scores
    on
        batch.index_code = scores.index_code
        and batch.value_year = scores.year
        and batch.province_id = scores.province_id
        and batch.component_code = scores.component_code
left join marts.fct_rank as ranks
    on
        batch.index_code = ranks.index_code
        and batch.value_year = ranks.year
        and batch.province_id = ranks.province_id
        and batch.component_code = ranks.component_code
        and batch.scope = ranks.scope
where
    (batch.measure = 'score' and batch.value <> scores.score)
    or (batch.measure = 'rank' and batch.value <> ranks.rank)
