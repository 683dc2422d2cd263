-- The latest figure that is held of what a target is of, up to its year. A change of rank is one of the target's own
-- year alone.
with candidates as (
    select
        targets.target_id,
        targets.target_year,
        targets.component_code,
        targets.measure,
        editions.index_code,
        editions.year,
        same_units.province_id <> targets.province_id as is_of_other_boundary_set,
        facts.value
    from {{ ref('int_targets_resolved') }} as targets
    inner join {{ ref('editions') }} as editions
        on
            targets.index_code = editions.index_code
            and targets.target_year >= editions.year
            and not editions.is_pilot
    inner join {{ ref('int_provinces_traced') }} as lineage
        on targets.province_id = lineage.province_id
    -- A target's edition may be one that does not exist yet.
    inner join {{ ref('int_provinces_traced') }} as same_units
        on lineage.lineage_id = same_units.lineage_id
    inner join {{ ref('int_facts_gathered') }} as facts
        on
            {{ figure_key(
                'editions.index_code', 'editions.year', 'same_units.province_id', 'targets.component_code',
                'targets.measure', 'targets.scope'
            ) }} = facts.fact_key
    where
        targets.measure <> 'rank_change'
        and facts.value is not null
    union all
    select
        targets.target_id,
        targets.target_year,
        targets.component_code,
        targets.measure,
        targets.index_code,
        targets.target_year as year,
        false as is_of_other_boundary_set,
        coalesce(earlier.value - later.value, stated.value) as value
    from {{ ref('int_targets_resolved') }} as targets
    left join {{ ref('int_facts_gathered') }} as later
        on
            {{ figure_key(
                'targets.index_code', 'targets.target_year', 'targets.province_id', 'targets.component_code',
                "'rank'", 'targets.scope'
            ) }} = later.fact_key
    left join {{ ref('int_facts_gathered') }} as earlier
        on
            {{ figure_key(
                'targets.index_code', 'targets.compared_year', 'targets.province_id', 'targets.component_code',
                "'rank'", 'targets.scope'
            ) }} = earlier.fact_key
    left join {{ ref('int_facts_gathered') }} as stated
        on
            {{ figure_key(
                'targets.index_code', 'targets.target_year', 'targets.province_id', 'targets.component_code',
                'targets.measure', 'targets.scope', 'targets.compared_year'
            ) }} = stated.fact_key
    where
        targets.measure = 'rank_change'
        and coalesce(earlier.value - later.value, stated.value) is not null
),

dated as (
    select
        *,
        row_number() over (partition by target_id order by year desc) as steps_back
    from candidates
)

select
    dated.target_id,
    dated.year as value_year,
    cast(dated.value as {{ score_type() }}) as value,
    dated.is_of_other_boundary_set,
    {% for language in ['vi', 'en'] %}
        max(
            case
                when (breaks.break_kind = 'hard' and dated.measure = 'score') or not breaks.is_rank_comparable
                    then breaks.note_{{ language }}
            end
        ) as break_note_{{ language }},
    {% endfor %}
    coalesce(max(case when breaks.break_kind = 'soft' then 1 end), 0) = 1 as has_soft_break
from dated
left join {{ ref('int_breaks_dated') }} as breaks
    on
        {{ same('dated', 'breaks', 'index_code', 'component_code') }}
        and dated.year < breaks.year
        and dated.target_year >= breaks.year
where dated.steps_back = 1
group by dated.target_id, dated.year, dated.value, dated.is_of_other_boundary_set
