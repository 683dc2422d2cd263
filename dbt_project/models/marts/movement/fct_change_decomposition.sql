-- A total is split only into parts that make it up: every part of the level is held, and they add up to the total.
with split_totals as (
    select
        totals.index_code,
        totals.year,
        totals.province_id,
        components.level
    from {{ ref('int_scores_held') }} as totals
    inner join {{ ref('dim_component') }} as components
        on
            {{ same('totals', 'components', 'index_code', 'year') }}
            and components.level in ('dimension', 'sub_dimension')
    left join {{ ref('int_scores_held') }} as parts
        on
            {{ same('components', 'parts', 'index_code', 'year', 'component_code') }}
            and totals.province_id = parts.province_id
    where totals.component_code = 'total'
    group by
        totals.index_code,
        totals.year,
        totals.province_id,
        components.level,
        totals.score
    having
        count(*) = count(parts.score)
        and sum(parts.score) = totals.score
),

total_changes as (
    select
        index_code,
        year,
        previous_year,
        province_id,
        previous_province_id,
        score_change as total_change,
        count(*) over (partition by index_code, year) as n_changed
    from {{ ref('fct_score_change') }}
    where
        component_code = 'total'
        and score_change is not null
),

split_changes as (
    select
        total_changes.index_code,
        total_changes.year,
        total_changes.previous_year,
        total_changes.province_id,
        total_changes.previous_province_id,
        total_changes.total_change,
        total_changes.n_changed,
        split_totals.level
    from total_changes
    inner join split_totals
        on {{ same('total_changes', 'split_totals', 'index_code', 'year', 'province_id') }}
    inner join split_totals as earlier
        on
            total_changes.index_code = earlier.index_code
            and total_changes.previous_year = earlier.year
            and total_changes.previous_province_id = earlier.province_id
            and split_totals.level = earlier.level
),

-- Parts of either edition: one that is new has no earlier score, one that was dropped no later one.
edition_parts as (
    select
        split_changes.*,
        components.component_code,
        components.parent_component_code,
        components.year as part_year,
        case
            when components.year = split_changes.year then split_changes.province_id
            else split_changes.previous_province_id
        end as part_province_id
    from split_changes
    inner join {{ ref('dim_component') }} as components
        on
            split_changes.index_code = components.index_code
            and components.year in (split_changes.year, split_changes.previous_year)
            and split_changes.level = components.level
),

scored_parts as (
    select
        edition_parts.index_code,
        edition_parts.year,
        edition_parts.previous_year,
        edition_parts.province_id,
        edition_parts.previous_province_id,
        edition_parts.level,
        edition_parts.component_code,
        edition_parts.total_change,
        edition_parts.n_changed,
        coalesce(
            max(case when edition_parts.part_year = edition_parts.year then edition_parts.parent_component_code end),
            max(edition_parts.parent_component_code)
        ) as parent_component_code,
        max(case when edition_parts.part_year = edition_parts.year then scores.score end) as score,
        max(case when edition_parts.part_year = edition_parts.previous_year then scores.score end) as previous_score
    from edition_parts
    inner join {{ ref('int_scores_held') }} as scores
        on
            edition_parts.index_code = scores.index_code
            and edition_parts.part_year = scores.year
            and edition_parts.part_province_id = scores.province_id
            and edition_parts.component_code = scores.component_code
    group by
        edition_parts.index_code,
        edition_parts.year,
        edition_parts.previous_year,
        edition_parts.province_id,
        edition_parts.previous_province_id,
        edition_parts.level,
        edition_parts.component_code,
        edition_parts.total_change,
        edition_parts.n_changed
),

contributions as (
    select
        scored_parts.*,
        cast(coalesce(scored_parts.score, 0) - coalesce(scored_parts.previous_score, 0) as {{ score_type() }})
            as contribution,
        case
            when scored_parts.previous_score is null then 'new'
            when scored_parts.score is null then 'dropped'
            when breaks.is_rank_comparable = false then 'replaced'
            else 'same'
        end as part_status,
        breaks.break_kind is not null as is_broken,
        breaks.note_vi,
        breaks.note_en
    from scored_parts
    left join {{ ref('int_breaks_dated') }} as breaks
        on {{ same('scored_parts', 'breaks', 'index_code', 'year', 'component_code') }}
),

-- A mean of some provinces only is no national one, and neither is that of the provinces that no merger touched.
shifted as (
    select
        contributions.*,
        count(case when contributions.province_id <> contributions.previous_province_id then 1 end) over part > 0
            as is_across_boundaries,
        count(case when contributions.province_id <> contributions.previous_province_id then 1 end) over part = 0
        and coverage.is_complete
        and earlier_coverage.is_complete
        and count(*) over part = contributions.n_changed as is_shift_known,
        count(*) over part as n_compared,
        -- Ten decimals hold a mean of five-decimal values to far below what is published.
        cast({{ mean('contributions.contribution', ' over part', 10) }} as decimal(15, 10)) as national_shift
    from contributions
    inner join {{ ref('fct_coverage') }} as coverage
        on {{ same('contributions', 'coverage', 'index_code', 'year') }}
    inner join {{ ref('fct_coverage') }} as earlier_coverage
        on
            contributions.index_code = earlier_coverage.index_code
            and contributions.previous_year = earlier_coverage.year
    window part as (
        partition by
            contributions.index_code, contributions.year, contributions.level, contributions.component_code
    )
)

select
    index_code,
    year,
    previous_year,
    province_id,
    previous_province_id,
    level,
    component_code,
    parent_component_code,
    score,
    previous_score,
    contribution,
    case when is_shift_known then national_shift end as national_shift,
    cast(case when is_shift_known then contribution - national_shift end as decimal(15, 10)) as own_shift,
    cast(case when is_shift_known then n_compared end as integer) as n_compared,
    total_change,
    part_status,
    {% for language in ['vi', 'en'] %}
        case
            when is_across_boundaries then {{ sentence('boundaries_changed', language) }}
            when not is_shift_known
                then {{ sentence('parts_not_all_held', language, previous_year='previous_year', year='year') }}
        end as national_shift_reason_{{ language }},
        coalesce(
            note_{{ language }},
            case part_status
                when 'new' then {{ sentence('part_is_new', language, year='year') }}
                when 'dropped' then {{ sentence('part_was_dropped', language, year='year') }}
            end
        ) as break_note_{{ language }},
    {% endfor %}
    is_broken or part_status <> 'same' as is_method_change
from shifted
