-- A computed summary counts the units that its scope ranks, unless that is a single one
select
    batch.index_code, batch.year, batch.component_code, batch.scope, batch.scope_value, batch.n,
    count(ranks.rank) as n_ranked
from {{ batch }} as batch
left join marts.fct_rank as ranks using (index_code, year, component_code, scope, scope_value)
where batch.summary_status = 'computed'
group by all
having batch.n <> count(ranks.rank) and (batch.n > 1 or count(ranks.rank) > 0)
