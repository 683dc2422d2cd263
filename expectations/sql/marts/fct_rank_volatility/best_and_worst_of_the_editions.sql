-- Best and worst rank are those of the editions that count
select
    batch.index_code, batch.province_id, batch.best_rank, batch.worst_rank,
    min(ranks.rank) as best, max(ranks.rank) as worst
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
    min(ranks.rank) is distinct from batch.best_rank
    or max(ranks.rank) is distinct from batch.worst_rank
