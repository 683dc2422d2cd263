-- A missing part leaves its parent and the total without a score; a missing parent stands for all its parts.
with stated as (
    select
        unscored_units.index_code,
        unscored_units.year,
        unscored_units.province_id,
        unscored_units.component_code,
        unscored_units.reason_vi,
        unscored_units.reason_en,
        components.parent_component_code
    from {{ ref('unscored_units') }} as unscored_units
    left join {{ ref('int_components_dated') }} as components
        on {{ same('unscored_units', 'components', 'index_code', 'year', 'component_code') }}
)

select
    stated.index_code,
    stated.year,
    stated.province_id,
    components.component_code,
    min(stated.reason_vi) as reason_vi,
    min(stated.reason_en) as reason_en
from stated
inner join {{ ref('int_components_dated') }} as components
    on
        {{ same('stated', 'components', 'index_code', 'year') }}
        and (
            stated.component_code in ('all', components.component_code, components.parent_component_code)
            or stated.parent_component_code = components.component_code
            or components.level = 'total'
        )
group by stated.index_code, stated.year, stated.province_id, components.component_code
