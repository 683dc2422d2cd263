select
    editions.index_code,
    editions.year,
    provinces.province_id,
    provinces.boundary_set,
    provinces.official_code,
    provinces.iso_3166_2,
    provinces.name_vi,
    provinces.name_en,
    {% for language in ['vi', 'en'] %}
        coalesce(provinces.text_name_{{ language }}, provinces.name_{{ language }}) as text_name_{{ language }},
    {% endfor %}
    provinces.unit_type,
    provinces.region_code,
    lineage.lineage_id
from {{ ref('editions') }} as editions
inner join {{ ref('provinces') }} as provinces
    on
        editions.boundary_set = provinces.boundary_set
        and editions.as_of_date >= provinces.valid_from
        and editions.as_of_date <= coalesce(provinces.valid_to, editions.as_of_date)
inner join {{ ref('int_provinces_traced') }} as lineage
    on provinces.province_id = lineage.province_id
