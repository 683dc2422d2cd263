select
    changes.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    changes.year,
    editions.is_pilot,
    changes.previous_year,
    changes.province_id,
    {{ unit_columns('units') }},
    changes.level,
    {{ labels('level', 'changes.level') }},
    changes.component_code,
    changes.parent_component_code,
    coalesce(parents.name_vi, earlier_parents.name_vi) as parent_component_name_vi,
    coalesce(parents.name_en, earlier_parents.name_en) as parent_component_name_en,
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
    {{ labels('part_status', 'changes.part_status') }},
    changes.is_method_change,
    changes.break_note_vi,
    changes.break_note_en,
    editions.break_kind as total_break_kind,
    {{ labels('break_kind', 'editions.break_kind', 'total_break_kind') }}
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
left join {{ ref('dim_component') }} as parents
    on
        {{ same('changes', 'parents', 'index_code', 'year') }}
        and changes.parent_component_code = parents.component_code
left join {{ ref('dim_component') }} as earlier_parents
    on
        changes.index_code = earlier_parents.index_code
        and changes.previous_year = earlier_parents.year
        and changes.parent_component_code = earlier_parents.component_code
