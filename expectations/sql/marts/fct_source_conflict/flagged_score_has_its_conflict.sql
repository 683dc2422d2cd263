-- Every score that is flagged has its conflict here
select scores.index_code, scores.year, scores.province_id, scores.component_code
from {{ held_scores }} as scores
left join {{ batch }} as batch
    on
        scores.index_code = batch.index_code
        and scores.year = batch.year
        and scores.province_id = batch.province_id
        and scores.component_code = batch.component_code
        and batch.measure = 'score'
where scores.is_conflicted and batch.index_code is null
