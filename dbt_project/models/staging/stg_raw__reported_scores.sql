select
    index_code,
    year,
    province_name,
    cast(nullif(score, '') as {{ score_type() }}) as score,
    {{ decimals_of('score') }} as decimals,
    score_text,
    cast(nullif(rank, '') as integer) as rank,
    cast(nullif(n_ranked, '') as integer) as n_ranked,
    nullif(score_group, '') as group_code,
    source_id,
    file as source_file,
    line as source_line
from {{ source('raw', 'reported_scores') }}
