-- Where there is no change of score, the reason is given in both languages; elsewhere none is
select index_code, year, province_id, component_code, score_change, not_comparable_reason
from {{ batch }}
where
    (score_change is null) <> (not_comparable_reason is not null)
    or (score_change is null) <> (not_comparable_reason_vi is not null)
