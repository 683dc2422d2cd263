-- The points to the next rank lead to the lowest of the better scores
select
    batch.index_code, batch.year, batch.province_id, batch.score,
    batch.points_to_next_rank, min(others.score) - batch.score as points
from {{ batch }} as batch
left join marts.fct_rank as ranks
    on
        batch.index_code = ranks.index_code
        and batch.year = ranks.year
        and batch.province_id = ranks.province_id
        and ranks.component_code = 'total'
        and ranks.scope = 'national'
        and ranks.computed_rank is not null
left join marts.fct_group_gap as others
    on
        ranks.index_code = others.index_code
        and ranks.year = others.year
        and batch.score < others.score
group by batch.index_code, batch.year, batch.province_id, batch.score, batch.points_to_next_rank
having batch.points_to_next_rank is distinct from min(others.score) - batch.score
