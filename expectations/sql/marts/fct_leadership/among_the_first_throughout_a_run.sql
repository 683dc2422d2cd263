-- In every edition of a run, from its first to its last year, the unit is among the first
select
    batch.index_code, batch.province_id, batch.top_k, batch.longest_run, batch.run_start_year, batch.run_end_year,
    count(*) as n_editions_in_run, count(case when ranks.rank <= batch.top_k then 1 end) as n_in_top
from {{ batch }} as batch
inner join marts.dim_edition as editions
    on
        batch.index_code = editions.index_code
        and not editions.is_pilot
        and editions.year between batch.run_start_year and batch.run_end_year
left join marts.fct_rank as ranks
    on
        editions.index_code = ranks.index_code
        and editions.year = ranks.year
        and batch.province_id = ranks.province_id
        and ranks.component_code = 'total'
        and ranks.scope = 'national'
group by all
having
    count(*) <> batch.longest_run
    or count(case when ranks.rank <= batch.top_k then 1 end) <> batch.longest_run
