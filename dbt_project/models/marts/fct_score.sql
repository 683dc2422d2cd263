select
    index_code,
    year,
    province_id,
    component_code,
    score,
    score_status,
    source_id,
    -- One full table is one source; reported figures join it with the press.
    cast(case when score is null then 0 else 1 end as integer) as n_sources,
    false as is_conflicted,
    locator,
    missing_reason_vi,
    missing_reason_en
from {{ ref('int_scores_assembled') }}
