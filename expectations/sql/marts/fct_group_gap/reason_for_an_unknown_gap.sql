-- A gap that is not known has its reason in both languages, and only such a one
select index_code, year, province_id, score
from {{ batch }}
where
    (points_to_next_rank is null) <> (next_rank_reason_vi is not null)
    or (points_to_next_rank is null) <> (next_rank_reason_en is not null)
    or (gap_to_national_mean is null) <> (national_mean_reason_vi is not null)
    or (gap_to_national_mean is null) <> (national_mean_reason_en is not null)
    or (gap_to_region_best is null) <> (region_best_reason_vi is not null)
    or (gap_to_region_best is null) <> (region_best_reason_en is not null)
