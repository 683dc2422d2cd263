-- There is a back-cast exactly where every member has a score; elsewhere the reason is given
select
    index_code, year, province_id, component_code, score, n_members, n_members_scored, missing_reason_en
from {{ batch }}
where
    (score is null) <> (n_members_scored < n_members)
    or (score is null) <> (missing_reason_vi is not null and missing_reason_en is not null)
    or (score is not null) <> (score_status is not distinct from 'backcast')
    or (score is not null and population_share_covered <> 1)
