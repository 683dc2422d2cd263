-- Only a unit with a score has a computed rank
select batch.*
from {{ batch }} as batch
left join marts.fct_score as scores using (index_code, year, province_id, component_code)
where batch.computed_rank is not null and scores.score is null
