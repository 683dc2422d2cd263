-- A size in the seed is the publisher's; one that reports count is as good as they are.
with sizes as (
    select
        groups.index_code,
        groups.year,
        groups.group_code,
        groups.group_order,
        groups.n_groups,
        groups.group_rule,
        groups.lower_bound,
        nullif(reported.bound_source_id, '') as bound_source_id,
        coalesce(reported.group_size, figures.value) as group_size,
        case when reported.group_size is not null then nullif(reported.size_source_id, '') else figures.source_id end
            as size_source_id
    from {{ ref('int_groups_drawn') }} as groups
    left join {{ ref('edition_score_groups') }} as reported
        on {{ same('groups', 'reported', 'index_code', 'year', 'group_code') }}
    left join {{ ref('int_figures_resolved') }} as figures
        on
            figures.figure_key
            = {{ figure_key(
                'reported.index_code', 'reported.year', "'all'", "'total'", 'reported.size_measure', "'national'"
            ) }}
)

select
    index_code,
    year,
    group_code,
    group_order,
    n_groups,
    group_rule,
    lower_bound,
    bound_source_id,
    group_size,
    size_source_id,
    case when count(*) over better = count(group_size) over better then coalesce(sum(group_size) over better, 0) end
        as n_better
from sizes
window better as (
    partition by index_code, year
    order by group_order
    rows between unbounded preceding and 1 preceding
)
