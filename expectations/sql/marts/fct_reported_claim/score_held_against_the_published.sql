-- A confirmed or contradicted score is held against the score that is published
select batch.claim_id, batch.warehouse_value, scores.score
from {{ batch }} as batch
left join {{ held_scores }} as scores using (index_code, year, province_id, component_code)
where
    batch.measure = 'score'
    and batch.verdict in ('confirmed', 'contradicted')
    and batch.warehouse_value is not null
    and (scores.score is null or scores.score <> batch.warehouse_value)
