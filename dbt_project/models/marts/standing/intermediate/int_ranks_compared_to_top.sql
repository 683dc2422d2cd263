-- Whether a province was among the first k. Where k others are known to be, it was not, though its own rank is unknown.
with tops as (
    select 1 as top_k
    union all
    select 3 as top_k
    union all
    select 5 as top_k
    union all
    select 10 as top_k
),

held as (
    select
        tops.top_k,
        ranks.*,
        count(case when ranks.rank <= tops.top_k then 1 end) over (
            partition by tops.top_k, ranks.index_code, ranks.year
        ) as n_known
    from {{ ref('int_ranks_sequenced') }} as ranks
    cross join tops
)

select
    top_k,
    index_code,
    year,
    province_id,
    edition_order,
    n_soft_breaks_so_far,
    n_hard_breaks_so_far,
    rank_era,
    rank,
    rank_status,
    case
        when rank <= top_k then 'in'
        when rank is not null or n_known >= top_k then 'out'
        else 'unknown'
    end as state
from held
