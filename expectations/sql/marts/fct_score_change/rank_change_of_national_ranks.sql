-- Ranks gained and lost agree with the national ranks
select
    batch.index_code, batch.year, batch.province_id, batch.component_code, batch.rank_change,
    current_ranks.rank, earlier.rank as previous_rank
from {{ batch }} as batch
inner join marts.fct_rank as current_ranks using (index_code, year, province_id, component_code)
inner join marts.fct_rank as earlier
    on
        batch.index_code = earlier.index_code
        and batch.previous_year = earlier.year
        and batch.previous_province_id = earlier.province_id
        and batch.component_code = earlier.component_code
        and earlier.scope = 'national'
where current_ranks.scope = 'national' and batch.rank_change <> earlier.rank - current_ranks.rank
