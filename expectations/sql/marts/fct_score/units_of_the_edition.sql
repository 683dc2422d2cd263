-- Every edition has exactly the units of its boundaries on its date
with scored as (
    select distinct index_code, year, province_id
    from {{ batch }}
),

units as (
    select editions.index_code, editions.year, provinces.province_id
    from marts.dim_edition as editions
    inner join marts.dim_province as provinces
        on
            editions.boundary_set = provinces.boundary_set
            and editions.as_of_date between provinces.valid_from and coalesce(provinces.valid_to, editions.as_of_date)
)

select
    coalesce(scored.index_code, units.index_code) as index_code, coalesce(scored.year, units.year) as year,
    scored.province_id as has, units.province_id as should_have
from scored
full outer join units using (index_code, year, province_id)
where scored.province_id is null or units.province_id is null
