-- No unit of a better group lies below the bound that a unit has to reach
select
    batch.index_code, batch.year, batch.next_group_code,
    max(batch.next_group_bound) as bound, min(better.score) as lowest
from {{ batch }} as batch
inner join marts.fct_group_gap as better
    on
        batch.index_code = better.index_code
        and batch.year = better.year
        and batch.next_group_code = better.group_code
group by all
having round(min(better.score), 2) < max(round(batch.next_group_bound, 2))
