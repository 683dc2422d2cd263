-- A contribution is the national shift and the unit's own, exactly
select
    index_code, year, province_id, level, component_code, contribution, national_shift, own_shift
from {{ batch }}
where
    national_shift + own_shift <> contribution
    or (national_shift is null) <> (own_shift is null)
    or (national_shift is null) <> (n_compared is null)
    or (national_shift is null) <> (national_shift_reason_vi is not null)
    or (national_shift is null) <> (national_shift_reason_en is not null)
