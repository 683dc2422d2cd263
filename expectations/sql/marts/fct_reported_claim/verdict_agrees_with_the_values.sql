-- A confirmed claim agrees with what the warehouse has, and a contradicted one does not
select claim_id, verdict, claimed_value, warehouse_value
from {{ batch }}
where
    -- Half a unit of the coarsest claim is the most that rounding makes, a whole one that cutting off makes.
    (verdict = 'confirmed' and not abs(claimed_value - warehouse_value) < 1)
    or (
        verdict = 'contradicted'
        and claimed_value = warehouse_value
        and scope <> 'group'
        and warehouse_text not like '% %'
    )
