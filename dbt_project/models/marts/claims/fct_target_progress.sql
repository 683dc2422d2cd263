-- Of ranks and groups the lower number is the better: there the gap is what is held less the target.
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
        -- Ranks among 63 and among 34 do not compare.
        held.is_of_other_boundary_set and targets.measure in ('rank', 'score_group') as is_rank_among_others,
        unscored.reason_vi as unscored_vi,
        unscored.reason_en as unscored_en
    from {{ ref('int_targets_resolved') }} as targets
    inner join latest
        on targets.index_code = latest.index_code
    left join {{ ref('int_targets_measured') }} as held
        on targets.target_id = held.target_id
    left join {{ ref('score_groups') }} as score_groups
        on
            targets.index_code = score_groups.index_code
            and held.value = score_groups.group_order
    left join {{ ref('int_components_unscored') }} as unscored
        on
            targets.index_code = unscored.index_code
            and targets.target_year = unscored.year
            and {{ same('targets', 'unscored', 'province_id', 'component_code') }}
),

gauged as (
    select
        *,
        {% for language in ['vi', 'en'] %}
            case
                when value is null then {{ sentence('no_figure_up_to', language, year='target_year') }}
                when break_note_{{ language }} is not null
                    then {{ sentence(
                        'figure_does_not_compare', language, year='value_year', break_note='break_note_' ~ language
                    ) }}
                when is_rank_among_others then {{ sentence('rank_before_mergers', language, year='value_year') }}
            end as gap_reason_{{ language }},
        {% endfor %}
        case
            when break_note_en is not null or is_rank_among_others then null
            when measure in ('rank', 'score_group') then value - target_value
            else target_value - value
        end as gap
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
    {% for language in ['vi', 'en'] %}
        case
            when is_of_target_year then null
            when target_year > latest_year then {{ sentence('no_edition_yet', language, year='target_year') }}
            when unscored_{{ language }} is not null
                then {{ sentence('publisher_gave_none', language, reason='unscored_' ~ language) }}
            else {{ sentence('no_figure_for', language, year='target_year') }}
        end as is_met_reason_{{ language }},
        case
            when is_of_target_year and gap <= 0 then {{ sentence('target_is_met', language) }}
            when target_year <= latest_year then {{ sentence('target_is_past', language) }}
            when gap is null then gap_reason_{{ language }}
            when gap <= 0 then {{ sentence('latest_meets_target', language) }}
        end as required_reason_{{ language }},
    {% endfor %}
    greatest(target_year - latest_year, 0) as years_left,
    cast(
        case when target_year > latest_year and gap > 0 then {{ divided('gap', 'target_year - value_year') }} end
        as {{ score_type() }}
    ) as required_per_year,
    has_soft_break,
    target_source,
    target_note
from gauged
