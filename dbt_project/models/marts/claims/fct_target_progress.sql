-- Of places and groups the lower number is the better: there the gap is what is held less the target.
with latest as (
    select
        index_code,
        max(year) as latest_year
    from {{ ref('editions') }}
    where not is_pilot
    group by index_code
),

measured as (
    select
        targets.*,
        latest.latest_year,
        held.value_year,
        held.value,
        held.has_soft_break,
        held.break_note_vi,
        held.break_note_en,
        case
            when targets.measure = 'score_group' then score_groups.group_code
        end as group_code,
        coalesce(held.value_year = targets.target_year, false) as is_of_target_year,
        -- Places among 63 and among 34 do not compare.
        held.is_of_other_boundary_set and targets.measure in ('rank', 'score_group') as is_place_among_others,
        unscored.reason_vi as unscored_vi,
        unscored.reason_en as unscored_en
    from {{ ref('int_targets') }} as targets
    inner join latest
        on targets.index_code = latest.index_code
    left join {{ ref('int_target_values') }} as held
        on targets.target_id = held.target_id
    left join {{ ref('score_groups') }} as score_groups
        on
            targets.index_code = score_groups.index_code
            and held.value = score_groups.group_order
    left join {{ ref('int_unscored_components') }} as unscored
        on
            targets.index_code = unscored.index_code
            and targets.target_year = unscored.year
            and targets.province_id = unscored.province_id
            and targets.component_code = unscored.component_code
),

gauged as (
    select
        *,
        case
            when break_note_en is not null or is_place_among_others then null
            when measure in ('rank', 'score_group') then value - target_value
            else target_value - value
        end as gap,
        case
            when value is null
                then 'Kho dữ liệu chưa có số liệu nào của đơn vị này đến năm ' || cast(target_year as varchar)
            when break_note_vi is not null
                then 'Số liệu năm ' || cast(value_year as varchar) || ' không so sánh được: ' || break_note_vi
            when is_place_among_others
                then 'Thứ hạng năm ' || cast(value_year as varchar) || ' là giữa các đơn vị trước khi sắp xếp lại'
        end as gap_reason_vi,
        case
            when value is null
                then 'No figure of this unit is held up to ' || cast(target_year as varchar)
            when break_note_en is not null
                then 'The figure of ' || cast(value_year as varchar) || ' does not compare: ' || break_note_en
            when is_place_among_others
                then 'The place of ' || cast(value_year as varchar) || ' is one among the units before the mergers'
        end as gap_reason_en
    from measured
)

select
    target_id,
    origin,
    index_code,
    target_year,
    province_id,
    component_code,
    measure,
    scope,
    compared_year,
    target_value,
    target_text,
    value_year,
    value,
    group_code,
    is_of_target_year,
    cast(gap as {{ score_type() }}) as gap,
    gap_reason_vi,
    gap_reason_en,
    case when is_of_target_year then gap <= 0 end as is_met,
    case
        when is_of_target_year then null
        when target_year > latest_year then 'Chưa có kỳ ' || cast(target_year as varchar)
        when unscored_vi is not null then 'Đơn vị công bố không cho điểm: ' || unscored_vi
        else 'Kho dữ liệu chưa có số liệu năm ' || cast(target_year as varchar)
    end as is_met_reason_vi,
    case
        when is_of_target_year then null
        when target_year > latest_year then 'There is no edition for ' || cast(target_year as varchar) || ' yet'
        when unscored_en is not null then 'The publisher gave no score: ' || unscored_en
        else 'No figure for ' || cast(target_year as varchar) || ' is held'
    end as is_met_reason_en,
    greatest(target_year - latest_year, 0) as years_left,
    cast(
        case when target_year > latest_year and gap > 0 then gap / (target_year - value_year) end
        as {{ score_type() }}
    ) as required_per_year,
    case
        when is_of_target_year and gap <= 0 then 'Đã đạt mục tiêu'
        when target_year <= latest_year then 'Năm mục tiêu đã qua'
        when gap is null then gap_reason_vi
        when gap <= 0 then 'Mức mới nhất đã bằng hoặc hơn mục tiêu'
    end as required_reason_vi,
    case
        when is_of_target_year and gap <= 0 then 'The target is met'
        when target_year <= latest_year then 'The target year is past'
        when gap is null then gap_reason_en
        when gap <= 0 then 'The latest figure is at the target or beyond'
    end as required_reason_en,
    has_soft_break,
    target_source,
    target_note
from gauged
