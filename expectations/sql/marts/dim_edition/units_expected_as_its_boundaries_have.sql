-- An edition expects as many units as its boundaries have on its date
select batch.index_code, batch.year, batch.units_expected, count(provinces.province_id) as n_units
from {{ batch }} as batch
left join marts.dim_province as provinces
    on
        batch.boundary_set = provinces.boundary_set
        and batch.as_of_date between provinces.valid_from and coalesce(provinces.valid_to, batch.as_of_date)
group by all
having count(provinces.province_id) <> batch.units_expected
