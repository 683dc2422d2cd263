select
    editions.index_code,
    editions.year,
    components.component_code,
    components.parent_component_code,
    components.level,
    components.name_vi,
    components.name_en,
    coalesce(components.short_name_vi, components.name_vi) as short_name_vi,
    coalesce(components.short_name_en, components.name_en) as short_name_en,
    components.min_score,
    components.max_score,
    components.aggregation
from {{ ref('editions') }} as editions
inner join {{ ref('components') }} as components
    on
        editions.index_code = components.index_code
        and editions.year >= components.first_year
        and editions.year <= coalesce(components.last_year, editions.year)
