-- One row per {{ key }}
select {{ key }}, count(*) as n_rows
from {{ batch }}
group by all
having count(*) > 1
