-- A pilot is no edition to compare with.
select
    index_code,
    year,
    lag(year) over (partition by index_code order by year) as previous_year
from {{ ref('editions') }}
where not is_pilot
