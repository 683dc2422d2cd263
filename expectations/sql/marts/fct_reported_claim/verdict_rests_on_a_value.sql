-- A verdict that decides rests on a value, and documents that disagree give none
select claim_id, verdict, warehouse_value, warehouse_text
from {{ batch }}
where
    (verdict not in ('unverifiable', 'conflicting') and (warehouse_value is null or warehouse_text is null))
    or (verdict = 'conflicting' and warehouse_value is not null)
