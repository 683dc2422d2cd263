select
    index_code,
    year,
    province_name,
    measure,
    cast(value as {{ score_type() }}) as value,
    {{ decimals_of('value') }} as decimals,
    value_text,
    cast(compared_year as integer) as compared_year,
    source_id,
    file as source_file,
    line as source_line
from {{ source('raw', 'reported_changes') }}
