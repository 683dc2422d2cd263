-- The score that a group begins at: the bound that was reported, printed with two decimals and meant for totals
-- rounded likewise; where none was, the lowest score of the units that are in the group.
with lowest_scores as (
    select
        grouped.index_code,
        grouped.year,
        grouped.group_order,
        min(scores.score) as lowest_score
    from {{ ref('int_scores_grouped') }} as grouped
    inner join {{ ref('int_scores_resolved') }} as scores
        on
            grouped.index_code = scores.index_code
            and grouped.year = scores.year
            and grouped.province_id = scores.province_id
            and scores.component_code = 'total'
    -- Only of an edition held in full is the lowest known score the lowest there is.
    where grouped.rank is not null
    group by grouped.index_code, grouped.year, grouped.group_order
)

select
    groups.index_code,
    groups.year,
    groups.group_order,
    groups.group_code,
    coalesce(groups.lower_bound, lowest_scores.lowest_score) as bound,
    case
        when groups.lower_bound is not null then 'reported_bound'
        when lowest_scores.lowest_score is not null then 'lowest_score'
    end as bound_kind
from {{ ref('int_edition_groups') }} as groups
left join lowest_scores
    on
        groups.index_code = lowest_scores.index_code
        and groups.year = lowest_scores.year
        and groups.group_order = lowest_scores.group_order
