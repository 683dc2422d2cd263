-- A group has as many units as it states, and of an edition not held in full no more
select
    batch.index_code, batch.year, batch.group_code, coverage.is_complete,
    min(batch.group_size) as group_size, count(*) as n_units
from {{ batch }} as batch
inner join marts.fct_coverage as coverage using (index_code, year)
group by all
having
    min(batch.group_size) <> max(batch.group_size)
    or count(*) > min(batch.group_size)
    or (coverage.is_complete and (count(batch.group_size) < count(*) or count(*) < min(batch.group_size)))
