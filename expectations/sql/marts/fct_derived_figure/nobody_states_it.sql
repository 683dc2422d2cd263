-- Nobody states a figure that follows from others: a derived score is that of fct_score, a derived rank is nowhere else
select batch.index_code, batch.year, batch.province_id, batch.component_code, batch.measure, batch.derived_value
from {{ batch }} as batch
left join marts.fct_score as scores using (index_code, year, province_id, component_code)
left join marts.fct_rank as ranks
    on
        batch.index_code = ranks.index_code
        and batch.year = ranks.year
        and batch.province_id = ranks.province_id
        and batch.component_code = ranks.component_code
        and ranks.scope = 'national'
where
    (batch.measure = 'rank' and ranks.rank is not null)
    or (
        batch.measure = 'score'
        and (scores.score is distinct from batch.derived_value or scores.score_status <> 'derived')
    )
