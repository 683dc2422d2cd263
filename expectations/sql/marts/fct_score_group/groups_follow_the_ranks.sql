-- Groups follow the national ranks: nobody in a better group is ranked below one in a worse group
with spans as (
    select batch.index_code, batch.year, groups.group_order, min(ranks.rank) as first, max(ranks.rank) as last
    from {{ batch }} as batch
    inner join marts.dim_score_group as groups using (index_code, group_code)
    inner join marts.fct_rank as ranks using (index_code, year, province_id)
    where ranks.component_code = 'total' and ranks.scope = 'national'
    group by all
)

select better.index_code, better.year, better.group_order, better.last, worse.first
from spans as better
inner join spans as worse using (index_code, year)
where better.group_order < worse.group_order and better.last >= worse.first
