select
    units.index_code,
    units.year,
    units.province_id,
    units.boundary_set,
    units.official_code,
    units.iso_3166_2,
    units.name_vi,
    units.name_en,
    units.text_name_vi,
    units.text_name_en,
    {{ fold_name('units.name_vi') }} as province_key,
    units.unit_type,
    units.region_code,
    regions.name_vi as region_name_vi,
    regions.name_en as region_name_en,
    editions.is_pilot
from {{ ref('int_units_dated') }} as units
inner join {{ ref('regions') }} as regions
    on units.region_code = regions.region_code
inner join {{ ref('editions') }} as editions
    on {{ same('units', 'editions', 'index_code', 'year') }}
