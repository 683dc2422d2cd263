-- Groups follow the totals: no group reaches into another
with spans as (
    select batch.index_code, batch.year, batch.group_code, min(scores.score) as least, max(scores.score) as most
    from {{ batch }} as batch
    inner join {{ held_scores }} as scores using (index_code, year, province_id)
    where scores.component_code = 'total'
    group by all
)

select low.index_code, low.year, low.group_code, high.group_code as other_group
from spans as low
inner join spans as high using (index_code, year)
where low.most < high.most and low.most >= high.least
