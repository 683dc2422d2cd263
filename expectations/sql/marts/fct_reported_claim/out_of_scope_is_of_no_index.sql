-- What is out of scope is of no index, and nothing else is
select claim_id, verdict, index_code, year, warehouse_value
from {{ batch }}
where
    (verdict = 'out_of_scope') <> (index_code is null)
    or (index_code is null and (year is not null or warehouse_value is not null))
