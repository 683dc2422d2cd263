select
    index_code,
    year,
    province_name,
    component_code,
    measure,
    cast(nullif(value, '') as {{ score_type() }}) as value,
    {{ decimals_of('value') }} as decimals,
    value_text,
    file as source_file,
    line as source_line
from {{ source('raw', 'official_cells') }}
