-- Competition ranking: equal scores share the better place, and the places after them stay empty.
select
    index_code,
    year,
    province_id,
    component_code,
    scope,
    scope_value,
    score,
    n_scored as n_ranked,
    cast(rank() over (
        partition by index_code, year, component_code, scope, scope_value
        order by score desc
    ) as integer) as rank,
    cast(dense_rank() over (
        partition by index_code, year, component_code, scope, scope_value
        order by score desc
    ) as integer) as dense_rank,
    count(*) over (
        partition by index_code, year, component_code, scope, scope_value, score
    ) > 1 as is_tied
from {{ ref('int_scope_scores') }}
