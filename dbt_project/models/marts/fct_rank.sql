select
    index_code,
    year,
    province_id,
    component_code,
    scope,
    scope_value,
    rank,
    n_ranked,
    dense_rank,
    is_tied,
    'computed' as rank_status,
    cast(null as integer) as reported_rank
from {{ ref('int_scores_ranked') }}
