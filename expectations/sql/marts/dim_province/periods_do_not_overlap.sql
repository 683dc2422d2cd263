-- The periods of a unit do not overlap, and its last one is marked
select batch.province_id, batch.valid_from, batch.valid_to, later.valid_from as next_from
from {{ batch }} as batch
left join marts.dim_province as later
    on
        batch.province_id = later.province_id
        and batch.valid_from < later.valid_from
where
    batch.is_latest <> (later.province_id is null)
    or (later.province_id is not null and coalesce(batch.valid_to, date '9999-12-31') >= later.valid_from)
