select
    headroom.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    headroom.year,
    units.is_pilot,
    headroom.province_id,
    units.name_vi as province_name_vi,
    units.name_en as province_name_en,
    units.unit_type,
    units.region_code,
    units.region_name_vi,
    units.region_name_en,
    headroom.component_code,
    headroom.parent_component_code,
    headroom.level,
    components.name_vi as component_name_vi,
    components.name_en as component_name_en,
    headroom.score,
    headroom.max_score,
    headroom.points_lost,
    headroom.points_lost_status,
    headroom.points_lost_reason_vi,
    headroom.points_lost_reason_en,
    headroom.percent_of_max,
    headroom.gap_to_best,
    headroom.gap_to_best_reason_vi,
    headroom.gap_to_best_reason_en,
    headroom.headroom_order,
    headroom.n_ordered,
    headroom.n_parts,
    headroom.source_id
from {{ ref('fct_component_headroom') }} as headroom
inner join {{ ref('dim_index') }} as indices
    on headroom.index_code = indices.index_code
inner join {{ ref('dim_component') }} as components
    on {{ same('headroom', 'components', 'index_code', 'year', 'component_code') }}
inner join {{ ref('dim_edition_unit') }} as units
    on {{ same('headroom', 'units', 'index_code', 'year', 'province_id') }}
