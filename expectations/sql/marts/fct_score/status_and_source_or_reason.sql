-- Every score has a status and a source, and every gap a reason
select
    index_code, year, province_id, component_code, score, locator, score_status, source_id, missing_reason_en
from {{ batch }}
where
    (score is not null and (score_status is null or source_id is null or locator is null))
    or (score is null and (score_status is not null or source_id is not null or missing_reason_en is null))
