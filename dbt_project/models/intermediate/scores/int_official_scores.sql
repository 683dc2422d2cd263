select
    index_code,
    year,
    province_id,
    component_code,
    value as score,
    source_id,
    locator
from {{ ref('int_official_observations') }}
where measure = 'score'
