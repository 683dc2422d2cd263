-- Every score lies within its component's bounds in that edition (PAPI dimensions: 1 to 10)
select
    batch.index_code, batch.year, batch.province_id, batch.component_code, batch.score, batch.locator,
    components.min_score, components.max_score
from {{ batch }} as batch
inner join marts.dim_component as components using (index_code, year, component_code)
where batch.score < components.min_score or batch.score > components.max_score
