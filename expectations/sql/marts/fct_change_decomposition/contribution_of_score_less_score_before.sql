-- A contribution is the score less the score before, and either is none where there is no such part
select
    batch.index_code, batch.year, batch.province_id, batch.level, batch.component_code, batch.contribution,
    current_scores.score, earlier.score as score_before
from {{ batch }} as batch
left join {{ held_scores }} as current_scores using (index_code, year, province_id, component_code)
left join {{ held_scores }} as earlier
    on
        batch.index_code = earlier.index_code
        and batch.previous_year = earlier.year
        and batch.previous_province_id = earlier.province_id
        and batch.component_code = earlier.component_code
where
    batch.contribution <> coalesce(current_scores.score, 0) - coalesce(earlier.score, 0)
    or batch.score is distinct from current_scores.score
    or batch.previous_score is distinct from earlier.score
