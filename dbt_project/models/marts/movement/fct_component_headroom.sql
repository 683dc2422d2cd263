-- The finest parts that are held of a province: its sub-dimensions, or its dimensions where none of those is; and the
-- blocks that are not divided further, which divide the same total by origin.
with reported as (
    select
        index_code,
        year,
        province_id,
        component_code,
        max(case when measure = 'points_lost' then value end) as points_lost,
        max(case when measure = 'percent_of_max' then value end) as percent_of_max,
        min(source_id) as source_id
    from {{ ref('int_figures_resolved') }}
    where
        subject_type = 'province'
        and measure in ('points_lost', 'percent_of_max')
        and value is not null
    group by index_code, year, province_id, component_code
),

known as (
    select
        units.index_code,
        units.year,
        units.province_id,
        components.level,
        components.component_code,
        components.parent_component_code,
        components.max_score,
        scores.score,
        reported.points_lost as reported_points_lost,
        reported.percent_of_max as reported_percent,
        coalesce(scores.source_id, reported.source_id) as source_id
    from {{ ref('int_units_dated') }} as units
    inner join {{ ref('dim_component') }} as components
        on
            {{ same('units', 'components', 'index_code', 'year') }}
            and components.level <> 'total'
    left join {{ ref('dim_component') }} as children
        on
            components.level = 'block'
            and {{ same('components', 'children', 'index_code', 'year') }}
            and components.component_code = children.parent_component_code
    left join {{ ref('int_scores_held') }} as scores
        on
            {{ same('units', 'scores', 'index_code', 'year', 'province_id') }}
            and components.component_code = scores.component_code
    left join reported
        on
            {{ same('units', 'reported', 'index_code', 'year', 'province_id') }}
            and components.component_code = reported.component_code
    where children.component_code is null
),

held as (
    select
        index_code,
        year,
        province_id,
        level,
        component_code,
        parent_component_code,
        max_score,
        score,
        source_id,
        case
            when score is null and reported_points_lost is not null then 'reported'
            when max_score is not null then 'computed'
        end as points_lost_status,
        cast(
            case
                when score is not null then max_score - score
                when reported_points_lost is not null then reported_points_lost
                else max_score - max_score * reported_percent * 0.01
            end as {{ score_type() }}
        ) as points_lost,
        reported_percent,
        count(*) over (partition by index_code, year, province_id, level) as n_parts,
        max(case when level = 'sub_dimension' and source_id is not null then 1 else 0 end) over (
            partition by index_code, year, province_id
        ) = 1 as has_sub_dimensions
    from known
)

select
    held.index_code,
    held.year,
    held.province_id,
    held.component_code,
    held.parent_component_code,
    held.level,
    held.score,
    held.max_score,
    held.points_lost,
    held.points_lost_status,
    cast(
        coalesce(
            case when held.score is null then held.reported_percent end,
            100 - {{ divided('100 * held.points_lost', 'held.max_score') }}
        ) as {{ score_type() }}
    ) as percent_of_max,
    cast(held.score - summaries.max as decimal(10, 5)) as gap_to_best,
    {% for language in ['vi', 'en'] %}
        case when held.points_lost is null then {{ sentence('max_not_known', language) }} end
            as points_lost_reason_{{ language }},
        case
            when held.score is null then {{ sentence('part_score_not_stated', language) }}
            when summaries.max is null then {{ sentence('best_not_known', language) }}
        end as gap_to_best_reason_{{ language }},
    {% endfor %}
    cast(
        case
            when held.points_lost is not null
                then
                    rank() over (
                        partition by held.index_code, held.year, held.province_id, held.level
                        order by held.points_lost desc nulls last
                    )
        end as integer
    ) as headroom_order,
    cast(count(held.points_lost) over (
        partition by held.index_code, held.year, held.province_id, held.level
    ) as integer) as n_ordered,
    cast(held.n_parts as integer) as n_parts,
    held.source_id
from held
left join {{ ref('fct_edition_summary') }} as summaries
    on
        {{ same('held', 'summaries', 'index_code', 'year', 'component_code') }}
        and summaries.scope = 'national'
where
    held.source_id is not null
    and not (held.level = 'dimension' and held.has_sub_dimensions)
