-- A verdict that decides rests on a value or a total, and documents that disagree give none
select claim_id, verdict, warehouse_value, warehouse_text
from {{ batch }}
where
    (
        verdict not in ('unverifiable', 'conflicting', 'out_of_scope')
        and (warehouse_value is null or warehouse_text is null)
        and not (verdict = 'contradicted' and coalesce(claimed_total <> warehouse_total, false))
    )
    or (verdict = 'conflicting' and warehouse_value is not null)
