-- A break or a gap stated for a component that its edition does not have would silently do nothing. A break is of the
-- edition that it leads into, or of the latest while that is still to come.
with latest as (
    select
        index_code,
        max(year) as year
    from {{ ref('dim_component') }}
    group by index_code
),

stated as (
    select
        breaks.index_code,
        breaks.component_code,
        least(breaks.year, latest.year) as year
    from {{ ref('int_breaks_judged') }} as breaks
    left join latest
        on breaks.index_code = latest.index_code
    union all
    select
        index_code,
        component_code,
        year
    from {{ ref('unscored_units') }}
    where component_code <> 'all'
)

select
    stated.index_code,
    stated.component_code,
    stated.year
from stated
left join {{ ref('dim_component') }} as components
    on {{ same('stated', 'components', 'index_code', 'year', 'component_code') }}
where components.component_code is null
