-- A score that is the sum of its parts is missing exactly where one of them is
select
    batch.index_code, batch.year, batch.province_id, batch.component_code, batch.score, batch.locator,
    count(*) as n_parts, count(parts.score) as n_scored
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
having (batch.score is null) <> (count(*) > count(parts.score))
