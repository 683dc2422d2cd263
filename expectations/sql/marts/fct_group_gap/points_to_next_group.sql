-- The points to the next group lead to where it begins, and there is one unless a reason is given
select
    index_code, year, province_id, score, group_code, next_group_code, next_group_bound, points_to_next_group
from {{ batch }}
where
    points_to_next_group <= 0
    or score + points_to_next_group <> next_group_bound
    or next_group_code = group_code
    or (points_to_next_group is null) <> (bound_kind is null)
    or (points_to_next_group is null) <> (next_group_reason_vi is not null)
    or (points_to_next_group is null) <> (next_group_reason_en is not null)
