-- Points lost are the maximum less the score, no less than none, and missing only with a reason
select
    index_code, year, province_id, component_code, score, max_score, points_lost, points_lost_status
from {{ batch }}
where
    points_lost is distinct from case
        when points_lost_status = 'computed' and score is not null then max_score - score
        else points_lost
    end
    or points_lost < 0
    or points_lost > max_score
    or (score is not null and max_score is not null and points_lost is null)
    or (points_lost is null) <> (points_lost_status is null)
    or (points_lost is null) <> (points_lost_reason_vi is not null)
    or (points_lost is null) <> (points_lost_reason_en is not null)
