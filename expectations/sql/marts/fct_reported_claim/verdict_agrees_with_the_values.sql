-- A confirmed claim agrees with what the warehouse has, and a contradicted one does not
select claim_id, verdict, claimed_value, warehouse_value, claimed_total, warehouse_total
from {{ batch }}
where
    -- Rounding a whole number makes half a unit, cutting off decimals less.
    (verdict = 'confirmed' and measure <> 'rank_at_most' and not abs(claimed_value - warehouse_value) <= 0.5)
    or (verdict = 'confirmed' and measure = 'rank_at_most' and warehouse_value > claimed_value)
    or (
        verdict = 'contradicted'
        and claimed_value = warehouse_value
        and coalesce(claimed_total = warehouse_total, true)
        and scope <> 'group'
        and warehouse_text not like '% %'
    )
