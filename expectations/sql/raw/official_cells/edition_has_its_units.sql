-- Every edition has the number of units that it should
select units.year, count(distinct batch.line) as n_units, units.least, units.most
from (values {{ units }}) as units (year, least, most)
left join {{ batch }} as batch using (year)
group by all
having count(distinct batch.line) < units.least or count(distinct batch.line) > units.most
