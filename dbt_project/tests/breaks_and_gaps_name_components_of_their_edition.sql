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
    on
        stated.index_code = components.index_code
        and stated.year = components.year
        and stated.component_code = components.component_code
where components.component_code is null
