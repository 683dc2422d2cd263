-- The scale of a total is that of its dimensions taken together
select
    totals.index_code, totals.year, totals.min_score, totals.max_score,
    sum(parts.min_score) as parts_min, sum(parts.max_score) as parts_max
from {{ batch }} as totals
inner join marts.dim_component as parts
    on
        totals.index_code = parts.index_code
        and totals.year = parts.year
        and totals.component_code = parts.parent_component_code
where totals.component_code = 'total' and totals.aggregation = 'sum_of_parts'
group by all
having sum(parts.min_score) <> totals.min_score or sum(parts.max_score) <> totals.max_score
