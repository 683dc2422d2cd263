-- How an edition's groups are drawn: by the publisher's bounds where all are known, else by the sizes where
-- all are known, else by the rule of the index; an index without a rule has no groups where neither is known.
with listed as (
    select
        editions.index_code,
        editions.year,
        score_groups.group_code,
        score_groups.group_order,
        reported.group_size,
        reported.lower_bound,
        indices.default_group_rule,
        count(*) over (partition by editions.index_code, editions.year) as n_groups,
        count(reported.group_size) over (partition by editions.index_code, editions.year) as n_sizes,
        count(reported.lower_bound) over (partition by editions.index_code, editions.year) as n_bounds,
        sum(reported.group_size) over (
            partition by editions.index_code, editions.year
            order by score_groups.group_order
        ) as last_rank
    from {{ ref('editions') }} as editions
    inner join {{ ref('indices') }} as indices
        on editions.index_code = indices.index_code
    inner join {{ ref('score_groups') }} as score_groups
        on editions.index_code = score_groups.index_code
    left join {{ ref('edition_score_groups') }} as reported
        on
            {{ same('editions', 'reported', 'index_code', 'year') }}
            and score_groups.group_code = reported.group_code
),

ruled as (
    select
        index_code,
        year,
        group_code,
        group_order,
        n_groups,
        lower_bound,
        last_rank,
        case
            -- The lowest group has no bound of its own.
            when n_bounds >= n_groups - 1 then 'reported_bounds'
            when n_sizes = n_groups then 'reported_sizes'
            else default_group_rule
        end as group_rule
    from listed
)

select
    index_code,
    year,
    group_code,
    group_order,
    n_groups,
    lower_bound,
    last_rank,
    group_rule
from ruled
where group_rule is not null
