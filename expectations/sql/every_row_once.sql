-- The view shows every row of {{ mart }} once
with shown as (
    select {{ key }}, count(*) as n_rows
    from {{ batch }}
    group by all
)

select {{ key }}, shown.n_rows -- noqa: RF02
from {{ mart }}
left join shown using ({{ key }})
where shown.n_rows is distinct from 1
