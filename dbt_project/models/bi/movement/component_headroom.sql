select
    headroom.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    headroom.year,
    headroom.province_id,
    provinces.name_vi as province_name_vi,
    provinces.name_en as province_name_en,
    provinces.unit_type,
    provinces.region_code,
    provinces.region_name_vi,
    provinces.region_name_en,
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
inner join {{ ref('dim_edition') }} as editions
    on
        headroom.index_code = editions.index_code
        and headroom.year = editions.year
inner join {{ ref('dim_component') }} as components
    on
        headroom.index_code = components.index_code
        and headroom.year = components.year
        and headroom.component_code = components.component_code
inner join {{ ref('dim_province') }} as provinces
    on
        headroom.province_id = provinces.province_id
        and editions.as_of_date >= provinces.valid_from
        and editions.as_of_date <= coalesce(provinces.valid_to, editions.as_of_date)
