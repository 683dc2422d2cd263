-- The census of 2019 counted the 63: a later province's population is that of the provinces it was formed from.
with census as (
    select distinct
        province_id,
        population_2019
    from {{ ref('provinces') }}
),

merged_population as (
    select
        succession.successor_id,
        cast(sum(census.population_2019) as integer) as population_2019
    from {{ ref('province_succession') }} as succession
    inner join census
        on succession.predecessor_id = census.province_id
    group by succession.successor_id
)

select
    provinces.province_id,
    provinces.boundary_set,
    provinces.official_code,
    provinces.name_vi,
    provinces.name_en,
    {% for language in ['vi', 'en'] %}
        coalesce(provinces.text_name_{{ language }}, provinces.name_{{ language }}) as text_name_{{ language }},
    {% endfor %}
    {{ fold_name('provinces.name_vi') }} as province_key,
    provinces.unit_type,
    provinces.region_code,
    regions.name_vi as region_name_vi,
    regions.name_en as region_name_en,
    provinces.iso_3166_2,
    coalesce(provinces.population_2019, merged_population.population_2019) as population_2019,
    tiles.tile_row,
    tiles.tile_column,
    {% for language in ['vi', 'en'] %}
        coalesce(tiles.tile_name_{{ language }}, provinces.name_{{ language }}) as tile_name_{{ language }},
    {% endfor %}
    provinces.valid_from,
    provinces.valid_to,
    row_number() over (partition by provinces.province_id order by provinces.valid_from desc) = 1 as is_latest
from {{ ref('provinces') }} as provinces
inner join {{ ref('regions') }} as regions
    on provinces.region_code = regions.region_code
inner join {{ ref('map_tiles') }} as tiles
    on provinces.province_id = tiles.province_id
left join merged_population
    on provinces.province_id = merged_population.successor_id
