select
    index_code,
    year,
    province_id,
    component_code,
    score,
    score_status,
    source_id,
    n_sources,
    is_conflicted,
    locator,
    missing_reason_vi,
    missing_reason_en
from {{ ref('int_scores_resolved') }}
