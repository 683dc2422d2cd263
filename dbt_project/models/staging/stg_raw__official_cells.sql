select
    index_code,
    year,
    province_name,
    component_code,
    cast(nullif(value_text, '') as {{ score_type() }}) as score,
    file as source_file,
    line as source_line
from {{ source('raw', 'official_cells') }}
