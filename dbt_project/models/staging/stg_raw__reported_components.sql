select
    index_code,
    year,
    subject,
    component_code,
    cast(value as {{ score_type() }}) as value,
    {{ decimals_of('value') }} as decimals,
    value_text,
    nullif(unit, '') as unit,
    cast(nullif(max_points, '') as {{ score_type() }}) as max_points,
    source_id,
    file as source_file,
    line as source_line
from {{ source('raw', 'reported_components') }}
