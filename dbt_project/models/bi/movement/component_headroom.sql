select
    headroom.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    headroom.year,
    editions.is_pilot,
    headroom.province_id,
    {{ unit_columns('units') }},
    headroom.component_code,
    headroom.parent_component_code,
    parents.name_vi as parent_component_name_vi,
    parents.name_en as parent_component_name_en,
    headroom.level,
    {{ labels('level', 'headroom.level') }},
    components.name_vi as component_name_vi,
    components.name_en as component_name_en,
    headroom.score,
    headroom.max_score,
    headroom.points_lost,
    headroom.points_lost_status,
    {{ labels('points_lost_status', 'headroom.points_lost_status') }},
    headroom.points_lost_reason_vi,
    headroom.points_lost_reason_en,
    headroom.percent_of_max,
    headroom.gap_to_best,
    headroom.gap_to_best_reason_vi,
    headroom.gap_to_best_reason_en,
    headroom.gap_to_region_best,
    headroom.region_best_reason_vi,
    headroom.region_best_reason_en,
    headroom.gap_to_peer_best,
    headroom.peer_best_reason_vi,
    headroom.peer_best_reason_en,
    headroom.gap_to_national_p90,
    headroom.national_p90_reason_vi,
    headroom.national_p90_reason_en,
    headroom.headroom_order,
    headroom.points_lost_order,
    headroom.n_ordered,
    headroom.n_points_lost,
    headroom.n_parts,
    headroom.source_id,
    sources.title as source_title
from {{ ref('fct_component_headroom') }} as headroom
inner join {{ ref('dim_index') }} as indices
    on headroom.index_code = indices.index_code
inner join {{ ref('dim_edition') }} as editions
    on {{ same('headroom', 'editions', 'index_code', 'year') }}
inner join {{ ref('dim_component') }} as components
    on {{ same('headroom', 'components', 'index_code', 'year', 'component_code') }}
inner join {{ ref('dim_edition_unit') }} as units
    on {{ same('headroom', 'units', 'index_code', 'year', 'province_id') }}
left join {{ ref('dim_component') }} as parents
    on
        {{ same('headroom', 'parents', 'index_code', 'year') }}
        and headroom.parent_component_code = parents.component_code
left join {{ ref('dim_source') }} as sources
    on headroom.source_id = sources.source_id
