-- Every edition has as many units as it expects
select editions.index_code, editions.year, editions.units_expected, count(batch.province_id) as n_units
from marts.dim_edition as editions
left join {{ batch }} as batch using (index_code, year)
group by all
having count(batch.province_id) <> editions.units_expected
