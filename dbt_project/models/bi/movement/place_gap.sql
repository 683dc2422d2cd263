select
    gaps.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    gaps.year,
    gaps.province_id,
    provinces.name_vi as province_name_vi,
    provinces.name_en as province_name_en,
    provinces.unit_type,
    provinces.region_code,
    provinces.region_name_vi,
    provinces.region_name_en,
    gaps.places_up,
    gaps.rank,
    gaps.score,
    gaps.target_rank,
    gaps.reached_rank,
    gaps.target_score,
    gaps.points_needed
from {{ ref('fct_place_gap') }} as gaps
inner join {{ ref('dim_index') }} as indices
    on gaps.index_code = indices.index_code
inner join {{ ref('dim_edition') }} as editions
    on
        gaps.index_code = editions.index_code
        and gaps.year = editions.year
inner join {{ ref('dim_province') }} as provinces
    on
        gaps.province_id = provinces.province_id
        and editions.as_of_date >= provinces.valid_from
        and editions.as_of_date <= coalesce(provinces.valid_to, editions.as_of_date)
