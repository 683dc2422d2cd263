-- Every score that is no sum is a statement of its source
select scores.index_code, scores.year, scores.province_id, scores.component_code, scores.score
from {{ held_scores }} as scores
inner join marts.dim_component as components using (index_code, year, component_code)
left join {{ batch }} as batch
    on
        scores.index_code = batch.index_code
        and scores.year = batch.year
        and scores.province_id = batch.province_id
        and scores.component_code = batch.component_code
        and batch.measure = 'score'
        and batch.is_chosen
where components.aggregation = 'as_published' and scores.score is not null and batch.observation_id is null
