-- At most one statement of a figure is the published one
select
    index_code, year, province_id, component_code, measure, scope, scope_value, compared_year, count(*) as n_chosen
from {{ batch }}
where is_chosen
group by all
having count(*) > 1
