-- Every sub-dimension with a score is there, with that score
select scores.index_code, scores.year, scores.province_id, scores.component_code, scores.score
from {{ held_scores }} as scores
inner join marts.dim_component as components using (index_code, year, component_code)
left join {{ batch }} as batch using (index_code, year, province_id, component_code)
where
    components.level = 'sub_dimension'
    and scores.score is not null
    and batch.score is distinct from scores.score
