-- Every former unit has a successor that came the day after it ended
select former.province_id, former.valid_to, batch.successor_id, batch.effective_date
from marts.dim_province as former
left join {{ batch }} as batch
    on former.province_id = batch.predecessor_id
left join marts.dim_province as later
    on
        batch.successor_id = later.province_id
        and batch.effective_date = later.valid_from
where
    former.is_latest
    and former.valid_to is not null
    and (
        later.province_id is null
        or former.valid_to + 1 <> batch.effective_date
        or later.boundary_set = former.boundary_set
    )
