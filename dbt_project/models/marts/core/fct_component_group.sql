-- PAPI groups its dimensions as it does its totals, and people quote both; no table of those groups is held, so that
-- all of them follow the rule of the index.
with groups as (
    select
        score_groups.index_code,
        score_groups.group_code,
        score_groups.group_order,
        indices.default_group_rule as group_rule,
        count(*) over (partition by score_groups.index_code) as n_groups
    from {{ ref('score_groups') }} as score_groups
    inner join {{ ref('indices') }} as indices
        on score_groups.index_code = indices.index_code
    where indices.default_group_rule is not null
),

grouped as (
    select
        ranks.index_code,
        ranks.year,
        ranks.province_id,
        ranks.component_code,
        ranks.rank,
        groups.group_rule,
        min(groups.group_order) as group_order
    from {{ ref('int_scores_ranked') }} as ranks
    inner join {{ ref('int_components_dated') }} as components
        on
            {{ same('ranks', 'components', 'index_code', 'year', 'component_code') }}
            and components.level = 'dimension'
    inner join groups
        on
            ranks.index_code = groups.index_code
            and {{ is_in_best_groups('ranks.rank', 'ranks.n_ranked', 'groups.group_order', 'groups.n_groups') }}
    where ranks.scope = 'national'
    group by
        ranks.index_code, ranks.year, ranks.province_id, ranks.component_code, ranks.rank, groups.group_rule
)

select
    grouped.index_code,
    grouped.year,
    grouped.province_id,
    grouped.component_code,
    groups.group_code,
    cast(
        rank() over (
            partition by grouped.index_code, grouped.year, grouped.component_code, grouped.group_order
            order by grouped.rank
        ) as integer
    ) as rank_in_group,
    cast(
        count(*) over (
            partition by grouped.index_code, grouped.year, grouped.component_code, grouped.group_order
        ) as integer
    ) as group_size,
    'computed' as group_status,
    grouped.group_rule
from grouped
inner join groups
    on {{ same('grouped', 'groups', 'index_code', 'group_order') }}
