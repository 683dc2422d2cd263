-- How many units the publisher scored in a scope: all of them, but for those that it is known to have left out.
select
    scopes.index_code,
    scopes.year,
    components.component_code,
    scopes.scope,
    scopes.scope_value,
    cast(count(*) as integer) as n_units
from {{ ref('int_edition_scopes') }} as scopes
inner join {{ ref('int_edition_components') }} as components
    on
        scopes.index_code = components.index_code
        and scopes.year = components.year
left join {{ ref('int_unscored_components') }} as unscored
    on
        scopes.index_code = unscored.index_code
        and scopes.year = unscored.year
        and scopes.province_id = unscored.province_id
        and components.component_code = unscored.component_code
where unscored.province_id is null
group by
    scopes.index_code,
    scopes.year,
    components.component_code,
    scopes.scope,
    scopes.scope_value
