-- A figure out of another total than the one that is held is contradicted
select claim_id, verdict, claimed_total, warehouse_total
from {{ batch }}
where
    not is_target
    and claimed_total <> warehouse_total
    and verdict <> 'contradicted'
