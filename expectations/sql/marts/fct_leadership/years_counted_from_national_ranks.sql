-- Years among the first are counted from the national ranks, pilots left out
select
    batch.index_code, batch.province_id, batch.top_k, batch.n_years_in_top, batch.n_editions_ranked,
    count(ranks.rank) as n_ranked, count(case when ranks.rank <= batch.top_k then 1 end) as n_in_top
from {{ batch }} as batch
inner join marts.dim_edition as editions
    on
        batch.index_code = editions.index_code
        and not editions.is_pilot
left join marts.fct_rank as ranks
    on
        editions.index_code = ranks.index_code
        and editions.year = ranks.year
        and batch.province_id = ranks.province_id
        and ranks.component_code = 'total'
        and ranks.scope = 'national'
group by all
having
    count(ranks.rank) <> batch.n_editions_ranked
    or count(case when ranks.rank <= batch.top_k then 1 end) <> batch.n_years_in_top
