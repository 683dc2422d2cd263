select
    index_code,
    year,
    scope,
    scope_value,
    measure,
    cast(value as {{ score_type() }}) as value,
    {{ decimals_of('value') }} as decimals,
    value_text,
    source_id,
    file as source_file,
    line as source_line
from {{ source('raw', 'reported_summaries') }}
