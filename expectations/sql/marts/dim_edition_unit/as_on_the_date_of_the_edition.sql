-- A unit is as on the date of the edition: its boundary set, names, kind and region
select batch.index_code, batch.year, batch.province_id, batch.boundary_set, batch.unit_type, batch.region_code
from {{ batch }} as batch
inner join marts.dim_edition as editions using (index_code, year)
left join marts.dim_province as provinces
    on
        batch.province_id = provinces.province_id
        and editions.boundary_set = provinces.boundary_set
        and editions.as_of_date between provinces.valid_from and coalesce(provinces.valid_to, editions.as_of_date)
where
    (batch.boundary_set, batch.name_vi, batch.name_en, batch.unit_type, batch.region_code, batch.region_name_vi)
    is distinct from (
        provinces.boundary_set, provinces.name_vi, provinces.name_en, provinces.unit_type, provinces.region_code,
        provinces.region_name_vi
    )
