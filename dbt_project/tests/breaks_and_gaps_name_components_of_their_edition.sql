-- A break or a gap stated for a component that its edition does not have would silently do nothing.
select
    stated.index_code,
    stated.component_code,
    stated.year
from (
    select
        index_code,
        component_code,
        year
    from {{ ref('component_breaks') }}
    union all
    select
        index_code,
        component_code,
        year
    from {{ ref('unscored_units') }}
    where component_code <> 'all'
) as stated
left join {{ ref('dim_component') }} as components
    on {{ same('stated', 'components', 'index_code', 'year', 'component_code') }}
where components.component_code is null
