-- The statement that was chosen is the score that is published, with its source
select batch.observation_id, batch.value, batch.source_id, scores.score, scores.source_id as published
from {{ batch }} as batch
left join {{ held_scores }} as scores using (index_code, year, province_id, component_code)
where
    batch.is_chosen
    and batch.measure = 'score'
    and (scores.score is null or scores.score <> batch.value or scores.source_id <> batch.source_id)
