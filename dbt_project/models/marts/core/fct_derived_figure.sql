select
    index_code,
    year,
    province_id,
    component_code,
    measure,
    cast(value as {{ score_type() }}) as derived_value,
    decimals as derived_decimals,
    derived_error,
    level_year,
    level_value,
    level_source_id,
    level_locator,
    reported_change,
    change_source_id,
    change_locator,
    missing_reason_vi as not_derived_reason_vi,
    missing_reason_en as not_derived_reason_en
from {{ ref('int_levels_derived') }}
