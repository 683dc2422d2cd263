-- A score of disputed sources is the value that was chosen, and flagged
select
    batch.index_code, batch.year, batch.province_id, batch.component_code, batch.chosen_value,
    scores.score, scores.is_conflicted
from {{ batch }} as batch
left join {{ held_scores }} as scores using (index_code, year, province_id, component_code)
where
    batch.measure = 'score'
    and batch.subject_type = 'province'
    and (
        scores.province_id is null
        or not scores.is_conflicted
        or coalesce(scores.score, -1) <> coalesce(batch.chosen_value, -1)
    )
