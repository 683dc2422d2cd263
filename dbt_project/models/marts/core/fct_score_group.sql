-- Of an edition that is not held in full, sizes and ranks within a group are known only as far as reports state
-- them: ranks from the national rank and the sizes of the better groups.
with grouped as (
    select
        index_code,
        year,
        province_id,
        rank,
        group_order,
        false as is_deduced
    from {{ ref('int_scores_grouped') }}
    union all
    select
        index_code,
        year,
        province_id,
        cast(null as integer) as rank,
        group_order,
        true as is_deduced
    from {{ ref('int_groups_deduced') }}
),

ranked as (
    select
        grouped.index_code,
        grouped.year,
        grouped.province_id,
        grouped.group_order,
        grouped.is_deduced,
        sized.group_rule,
        sized.group_code,
        grouped.rank is not null as is_complete,
        sized.group_size as reported_size,
        ranks.rank - sized.n_better as reported_rank,
        rank() over (
            partition by grouped.index_code, grouped.year, grouped.group_order
            order by grouped.rank
        ) as computed_rank,
        count(*) over (partition by grouped.index_code, grouped.year, grouped.group_order) as computed_size
    from grouped
    inner join {{ ref('int_groups_sized') }} as sized
        on {{ same('grouped', 'sized', 'index_code', 'year', 'group_order') }}
    left join {{ ref('fct_rank') }} as ranks
        on
            {{ same('grouped', 'ranks', 'index_code', 'year', 'province_id') }}
            and ranks.component_code = 'total'
            and ranks.scope = 'national'
)

select
    ranked.index_code,
    ranked.year,
    ranked.province_id,
    ranked.group_code,
    cast(
        case
            when ranked.is_complete then ranked.computed_rank
            -- A rank outside the group is a report that contradicts the group's size.
            when ranked.reported_rank between 1 and coalesce(ranked.reported_size, ranked.reported_rank)
                then ranked.reported_rank
        end as integer
    ) as rank_in_group,
    cast(
        case
            when ranked.is_complete then ranked.computed_size
            -- More provinces than were reported contradict the report.
            when ranked.computed_size <= ranked.reported_size then ranked.reported_size
        end as integer
    ) as group_size,
    case
        when ranked.is_deduced then 'deduced'
        when ranked.group_rule in ('reported_bounds', 'reported_sizes') then 'reported'
        else 'computed'
    end as group_status,
    ranked.group_rule,
    case
        when ranked.group_order < earlier.group_order then 'up'
        when ranked.group_order > earlier.group_order then 'down'
        when ranked.group_order = earlier.group_order then 'same'
    end as group_change
from ranked
left join {{ ref('int_units_continued') }} as previous_units
    on {{ same('ranked', 'previous_units', 'index_code', 'year', 'province_id') }}
left join grouped as earlier
    on
        ranked.index_code = earlier.index_code
        and previous_units.previous_year = earlier.year
        and previous_units.previous_province_id = earlier.province_id
