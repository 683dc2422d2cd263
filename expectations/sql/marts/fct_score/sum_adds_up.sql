-- A score that is the sum of its parts adds up
select
    batch.index_code, batch.year, batch.province_id, batch.component_code, batch.score, batch.locator,
    sum(parts.score) as parts_sum
from {{ batch }} as batch
inner join marts.dim_component as sums using (index_code, year, component_code)
inner join marts.dim_component as components
    on
        batch.index_code = components.index_code
        and batch.year = components.year
        and batch.component_code = components.parent_component_code
inner join marts.fct_score as parts
    on
        components.index_code = parts.index_code
        and components.year = parts.year
        and components.component_code = parts.component_code
        and batch.province_id = parts.province_id
where sums.aggregation = 'sum_of_parts'
group by all
having batch.score <> sum(parts.score)
