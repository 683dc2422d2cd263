-- How many provinces the publisher scored in a scope: all of them, but for those that it is known to have left out.
select
    scopes.index_code,
    scopes.year,
    components.component_code,
    scopes.scope,
    scopes.scope_value,
    cast(count(*) as integer) as n_units
from {{ ref('int_units_scoped') }} as scopes
inner join {{ ref('int_components_dated') }} as components
    on {{ same('scopes', 'components', 'index_code', 'year') }}
left join {{ ref('int_components_unscored') }} as unscored
    on
        {{ same('scopes', 'unscored', 'index_code', 'year', 'province_id') }}
        and components.component_code = unscored.component_code
where unscored.province_id is null
group by
    scopes.index_code,
    scopes.year,
    components.component_code,
    scopes.scope,
    scopes.scope_value
