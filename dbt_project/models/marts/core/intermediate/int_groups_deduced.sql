-- A unit whose score is not held falls into no better group than any ranked above it and no worse one than any ranked
-- below it. The extremes of the edition bound all units, and so do sizes: the ranks that the better groups take up are
-- theirs. What leaves one group says which it is; what leaves none contradicts itself and says nothing.
with ranked as (
    select
        index_code,
        year,
        province_id,
        rank
    from {{ ref('fct_rank') }}
    where
        component_code = 'total'
        and scope = 'national'
),

held as (
    select
        grouped.index_code,
        grouped.year,
        grouped.province_id,
        grouped.group_order,
        ranked.rank
    from {{ ref('int_scores_grouped') }} as grouped
    left join ranked
        on {{ same('grouped', 'ranked', 'index_code', 'year', 'province_id') }}
),

-- The groups of the highest and the lowest score, where bounds place them.
extremes as (
    select
        summaries.index_code,
        summaries.year,
        min(case when round(summaries.max, 2) >= groups.lower_bound then groups.group_order end) as best_order,
        min(
            case
                when
                    round(summaries.min, 2) >= groups.lower_bound
                    or (summaries.min is not null and groups.group_order = groups.n_groups)
                    then groups.group_order
            end
        ) as worst_order
    from {{ ref('fct_edition_summary') }} as summaries
    inner join {{ ref('int_groups_sized') }} as groups
        on
            {{ same('summaries', 'groups', 'index_code', 'year') }}
            and groups.group_rule = 'reported_bounds'
    where
        summaries.component_code = 'total'
        and summaries.scope = 'national'
    group by summaries.index_code, summaries.year
),

-- One row per statement that a unit is in no better group than best_order, or in no worse one than worst_order.
limits as (
    select
        ranked.index_code,
        ranked.year,
        ranked.province_id,
        case when held.rank < ranked.rank then held.group_order end as best_order,
        case when held.rank > ranked.rank then held.group_order end as worst_order
    from ranked
    inner join held
        on {{ same('ranked', 'held', 'index_code', 'year') }}
    union all
    select
        ranked.index_code,
        ranked.year,
        ranked.province_id,
        extremes.best_order,
        extremes.worst_order
    from ranked
    inner join extremes
        on {{ same('ranked', 'extremes', 'index_code', 'year') }}
    union all
    select
        ranked.index_code,
        ranked.year,
        ranked.province_id,
        case when ranked.rank > groups.n_better then groups.group_order end as best_order,
        case
            when ranked.rank <= groups.n_better + groups.group_size or groups.group_order = groups.n_groups
                then groups.group_order
        end as worst_order
    from ranked
    inner join {{ ref('int_groups_sized') }} as groups
        on {{ same('ranked', 'groups', 'index_code', 'year') }}
),

bounded as (
    select
        index_code,
        year,
        province_id,
        max(best_order) as best_order,
        min(worst_order) as worst_order
    from limits
    group by index_code, year, province_id
)

select
    bounded.index_code,
    bounded.year,
    bounded.province_id,
    bounded.best_order as group_order
from bounded
left join held
    on {{ same('bounded', 'held', 'index_code', 'year', 'province_id') }}
where
    bounded.best_order = bounded.worst_order
    and held.province_id is null
