-- Groups of a dimension follow its scores: no group reaches into another
with spans as (
    select
        batch.index_code, batch.year, batch.component_code, groups.group_order,
        min(scores.score) as least, max(scores.score) as most
    from {{ batch }} as batch
    inner join marts.dim_score_group as groups using (index_code, group_code)
    inner join {{ held_scores }} as scores using (index_code, year, province_id, component_code)
    group by all
)

select low.index_code, low.year, low.component_code, low.group_order, low.most, high.least
from spans as low
inner join spans as high using (index_code, year, component_code)
where low.group_order > high.group_order and low.most >= high.least
