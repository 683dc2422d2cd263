select
    index_code,
    year,
    component_code,
    parent_component_code,
    level,
    name_vi,
    name_en,
    short_name_vi,
    short_name_en,
    min_score,
    max_score,
    aggregation
from {{ ref('int_components_dated') }}
