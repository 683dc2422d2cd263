-- Of an edition that is not held in full, sizes and places within a group are told only as far as reports tell
-- them: places from the national place and the sizes of the better groups.
with sizes as (
    select
        groups.index_code,
        groups.year,
        groups.group_order,
        groups.group_code,
        coalesce(reported.group_size, figures.value) as group_size
    from {{ ref('int_edition_groups') }} as groups
    left join {{ ref('edition_score_groups') }} as reported
        on
            groups.index_code = reported.index_code
            and groups.year = reported.year
            and groups.group_code = reported.group_code
    left join {{ ref('int_figures_resolved') }} as figures
        on
            figures.figure_key
            = {{ figure_key(
                'reported.index_code', 'reported.year', "'all'", "'total'", 'reported.size_measure', "'national'"
            ) }}
),

sized as (
    select
        index_code,
        year,
        group_order,
        group_code,
        group_size,
        coalesce(sum(group_size) over better, 0) as n_better,
        count(*) over better = count(group_size) over better as is_n_better_known
    from sizes
    window better as (
        partition by index_code, year
        order by group_order
        rows between unbounded preceding and 1 preceding
    )
),

placed as (
    select
        grouped.index_code,
        grouped.year,
        grouped.province_id,
        grouped.group_order,
        grouped.group_rule,
        sized.group_code,
        grouped.rank is not null as is_complete,
        sized.group_size as reported_size,
        case when sized.is_n_better_known then ranks.rank - sized.n_better end as reported_place,
        rank() over (
            partition by grouped.index_code, grouped.year, grouped.group_order
            order by grouped.rank
        ) as computed_place,
        count(*) over (partition by grouped.index_code, grouped.year, grouped.group_order) as computed_size
    from {{ ref('int_scores_grouped') }} as grouped
    inner join sized
        on
            grouped.index_code = sized.index_code
            and grouped.year = sized.year
            and grouped.group_order = sized.group_order
    left join {{ ref('fct_rank') }} as ranks
        on
            grouped.index_code = ranks.index_code
            and grouped.year = ranks.year
            and grouped.province_id = ranks.province_id
            and ranks.component_code = 'total'
            and ranks.scope = 'national'
)

select
    placed.index_code,
    placed.year,
    placed.province_id,
    placed.group_code,
    cast(
        case
            when placed.is_complete then placed.computed_place
            -- A place outside the group is a report that contradicts the group's size.
            when placed.reported_place between 1 and coalesce(placed.reported_size, placed.reported_place)
                then placed.reported_place
        end as integer
    ) as rank_in_group,
    cast(
        case
            when placed.is_complete then placed.computed_size
            -- More units than were reported contradict the report.
            when placed.computed_size <= placed.reported_size then placed.reported_size
        end as integer
    ) as group_size,
    case when placed.group_rule in ('reported_bounds', 'reported_sizes') then 'reported' else 'computed' end
        as group_status,
    placed.group_rule,
    case
        when placed.group_order < earlier.group_order then 'up'
        when placed.group_order > earlier.group_order then 'down'
        when placed.group_order = earlier.group_order then 'same'
    end as group_change
from placed
left join {{ ref('int_previous_units') }} as previous_units
    on
        placed.index_code = previous_units.index_code
        and placed.year = previous_units.year
        and placed.province_id = previous_units.province_id
left join {{ ref('int_scores_grouped') }} as earlier
    on
        placed.index_code = earlier.index_code
        and previous_units.previous_year = earlier.year
        and previous_units.previous_province_id = earlier.province_id
