-- A rank on back-cast scores is one more than the number of units above, of all that have one
select
    batch.index_code, batch.year, batch.province_id, batch.component_code, batch.rank, batch.n_ranked,
    count(others.score) as n_scored, count(case when others.score > own.score then 1 end) as n_above
from {{ batch }} as batch
inner join marts.fct_backcast_score as own using (index_code, year, province_id, component_code)
inner join marts.fct_backcast_score as others using (index_code, year, component_code)
group by all
having
    batch.rank <> count(case when others.score > own.score then 1 end) + 1
    or batch.n_ranked <> count(others.score)
