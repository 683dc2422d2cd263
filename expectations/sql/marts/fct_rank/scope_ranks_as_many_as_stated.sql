-- A scope with computed ranks ranks as many units as it states
select index_code, year, component_code, scope, scope_value, min(n_ranked) as n_ranked, count(*) as n_rows
from {{ batch }}
where computed_rank is not null
group by all
having min(n_ranked) <> count(*) or max(n_ranked) <> count(*)
