select
    provinces.province_id,
    {{ unit_columns('provinces') }},
    provinces.boundary_set,
    {{ labels('boundary_set', 'provinces.boundary_set') }},
    provinces.official_code,
    provinces.iso_3166_2,
    provinces.population_2019,
    provinces.tile_row,
    provinces.tile_column,
    provinces.tile_name_vi,
    provinces.tile_name_en,
    provinces.valid_from,
    provinces.valid_to
from {{ ref('dim_province') }} as provinces
where provinces.is_latest
