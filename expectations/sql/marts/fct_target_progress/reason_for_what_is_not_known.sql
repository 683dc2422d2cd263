-- What is not known has its reason in both languages, and only that
select *
from {{ batch }}
where
    (gap is null) <> (gap_reason_vi is not null)
    or (gap is null) <> (gap_reason_en is not null)
    or (is_met is null) <> (is_met_reason_vi is not null)
    or (is_met is null) <> (is_met_reason_en is not null)
    or (required_per_year is null) <> (required_reason_vi is not null)
    or (required_per_year is null) <> (required_reason_en is not null)
