-- A figure that follows has a value or, in both languages, the reason why none stands
select *
from {{ batch }}
where
    (derived_value is null) <> (not_derived_reason_vi is not null)
    or (derived_value is null) <> (not_derived_reason_en is not null)
