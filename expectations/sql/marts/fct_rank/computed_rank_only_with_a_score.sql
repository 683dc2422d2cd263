-- Only a unit with a score that is held has a computed rank
select batch.*
from {{ batch }} as batch
left join {{ held_scores }} as scores using (index_code, year, province_id, component_code)
where batch.computed_rank is not null and scores.score is null
