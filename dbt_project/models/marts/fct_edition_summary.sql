select
    index_code,
    year,
    component_code,
    scope,
    scope_value,
    cast(count(*) as integer) as n,
    cast(avg(score) as {{ score_type() }}) as mean,
    cast({{ median('score') }} as {{ score_type() }}) as median,
    min(score) as min,
    max(score) as max,
    -- The units are the whole population of the scope, not a sample of it.
    cast(stddev_pop(score) as {{ score_type() }}) as stddev,
    'computed' as summary_status
from {{ ref('int_scope_scores') }}
group by
    index_code,
    year,
    component_code,
    scope,
    scope_value
