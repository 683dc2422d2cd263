select
    changes.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    changes.year,
    units.is_pilot,
    changes.previous_year,
    changes.province_id,
    units.name_vi as province_name_vi,
    units.name_en as province_name_en,
    units.unit_type,
    units.region_code,
    units.region_name_vi,
    units.region_name_en,
    changes.level,
    changes.component_code,
    changes.parent_component_code,
    coalesce(components.name_vi, earlier_components.name_vi) as component_name_vi,
    coalesce(components.name_en, earlier_components.name_en) as component_name_en,
    earlier_components.name_vi as previous_component_name_vi,
    earlier_components.name_en as previous_component_name_en,
    changes.score,
    changes.previous_score,
    changes.contribution,
    changes.national_shift,
    changes.own_shift,
    changes.n_compared,
    changes.national_shift_reason_vi,
    changes.national_shift_reason_en,
    changes.total_change,
    changes.part_status,
    changes.is_method_change,
    changes.break_note_vi,
    changes.break_note_en,
    editions.break_kind as total_break_kind
from {{ ref('fct_change_decomposition') }} as changes
inner join {{ ref('dim_index') }} as indices
    on changes.index_code = indices.index_code
inner join {{ ref('dim_edition') }} as editions
    on {{ same('changes', 'editions', 'index_code', 'year') }}
inner join {{ ref('dim_edition_unit') }} as units
    on {{ same('changes', 'units', 'index_code', 'year', 'province_id') }}
left join {{ ref('dim_component') }} as components
    on {{ same('changes', 'components', 'index_code', 'year', 'component_code') }}
left join {{ ref('dim_component') }} as earlier_components
    on
        changes.index_code = earlier_components.index_code
        and changes.previous_year = earlier_components.year
        and changes.component_code = earlier_components.component_code
