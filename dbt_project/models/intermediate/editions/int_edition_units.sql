select
    editions.index_code,
    editions.year,
    provinces.province_id,
    provinces.region_code,
    provinces.unit_type,
    lineage.lineage_id
from {{ ref('editions') }} as editions
inner join {{ ref('provinces') }} as provinces
    on
        editions.boundary_set = provinces.boundary_set
        and editions.as_of_date >= provinces.valid_from
        and editions.as_of_date <= coalesce(provinces.valid_to, editions.as_of_date)
inner join {{ ref('int_province_lineage') }} as lineage
    on provinces.province_id = lineage.province_id
