-- A unit of the 34 that took over a single unit of the 63 is that same unit under another code: it keeps its past.
select distinct
    province_id,
    province_id as same_province_id
from {{ ref('provinces') }}
union all
select
    successor_id as province_id,
    min(predecessor_id) as same_province_id
from {{ ref('province_succession') }}
group by successor_id
having count(*) = 1
