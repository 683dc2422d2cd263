-- No edition has more totals than its publisher gave
select batch.index_code, batch.year, editions.units_scored, count(batch.score) as n_totals
from {{ batch }} as batch
inner join marts.dim_edition as editions using (index_code, year)
where batch.component_code = 'total' and batch.score_status <> 'derived'
group by all
having count(batch.score) > editions.units_scored
