-- Every unit with a total has its gaps, and no other
with totals as (
    select index_code, year, province_id, score
    from {{ held_scores }}
    where component_code = 'total' and score is not null
)

select
    coalesce(totals.index_code, batch.index_code) as index_code, coalesce(totals.year, batch.year) as year,
    coalesce(totals.province_id, batch.province_id) as province_id, totals.score, batch.score as gap_score
from totals
full outer join {{ batch }} as batch using (index_code, year, province_id)
where totals.score is distinct from batch.score
