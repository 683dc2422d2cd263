select
    province_id,
    boundary_set,
    official_code,
    name_vi,
    name_en,
    unit_type,
    region_code,
    region_name_vi,
    region_name_en,
    iso_3166_2,
    population_2019,
    valid_from,
    valid_to
from {{ ref('dim_province') }}
where is_latest
