select
    grouped.index_code,
    grouped.year,
    grouped.province_id,
    groups.group_code,
    cast(rank() over (
        partition by grouped.index_code, grouped.year, grouped.group_order
        order by grouped.rank
    ) as integer) as rank_in_group,
    cast(count(*) over (
        partition by grouped.index_code, grouped.year, grouped.group_order
    ) as integer) as group_size,
    case when grouped.group_rule in ('reported_bounds', 'reported_sizes') then 'reported' else 'computed' end
        as group_status,
    grouped.group_rule,
    case
        when grouped.group_order < earlier.group_order then 'up'
        when grouped.group_order > earlier.group_order then 'down'
        when grouped.group_order = earlier.group_order then 'same'
    end as group_change
from {{ ref('int_scores_grouped') }} as grouped
inner join {{ ref('score_groups') }} as groups
    on
        grouped.index_code = groups.index_code
        and grouped.group_order = groups.group_order
left join {{ ref('int_previous_editions') }} as previous_editions
    on
        grouped.index_code = previous_editions.index_code
        and grouped.year = previous_editions.year
left join {{ ref('int_scores_grouped') }} as earlier
    on
        grouped.index_code = earlier.index_code
        and previous_editions.previous_year = earlier.year
        and grouped.province_id = earlier.province_id
