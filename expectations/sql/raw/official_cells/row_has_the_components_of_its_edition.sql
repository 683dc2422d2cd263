-- Every row has the components that its edition needs, and none that it does not have
with bounds (year, component_code, min_score, max_score, is_needed) as (
    values {{ bounds }}
),

needs as (
    select year, sum(is_needed) as n_needed
    from bounds
    group by all
)

select
    batch.year, batch.file, batch.line, needs.n_needed as needed,
    count(*) as n_cells, count(bounds.component_code) as n_known, sum(bounds.is_needed) as n_needed
from {{ batch }} as batch
left join bounds using (year, component_code)
left join needs using (year)
where batch.measure = 'score'
group by all
having count(bounds.component_code) <> count(*) or sum(bounds.is_needed) <> needs.n_needed
