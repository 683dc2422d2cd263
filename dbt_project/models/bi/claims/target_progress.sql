-- A target for an edition that does not exist yet has its component's name in the latest one.
with named as (
    select
        targets.target_id,
        max(components.year) as year
    from {{ ref('fct_target_progress') }} as targets
    inner join {{ ref('dim_component') }} as components
        on
            {{ same('targets', 'components', 'index_code', 'component_code') }}
            and targets.target_year >= components.year
    group by targets.target_id
)

select
    targets.target_id,
    targets.origin,
    {{ labels('origin', 'targets.origin') }},
    targets.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    targets.target_year,
    editions.is_pilot,
    targets.province_id,
    {{ unit_columns('provinces') }},
    targets.component_code,
    components.name_vi as component_name_vi,
    components.name_en as component_name_en,
    targets.measure,
    {{ capitalised('measures.name_vi') }} as measure_name_vi,
    {{ capitalised('measures.name_en') }} as measure_name_en,
    targets.scope,
    {{ labels('scope', 'targets.scope') }},
    targets.compared_year,
    targets.target_value,
    targets.target_text,
    target_groups.name_vi as target_group_name_vi,
    target_groups.name_en as target_group_name_en,
    targets.value_year,
    targets.value,
    targets.group_code,
    groups.name_vi as group_name_vi,
    groups.name_en as group_name_en,
    targets.is_of_target_year,
    targets.gap,
    targets.gap_reason_vi,
    targets.gap_reason_en,
    targets.is_met,
    targets.is_met_reason_vi,
    targets.is_met_reason_en,
    targets.years_left,
    targets.required_per_year,
    targets.required_reason_vi,
    targets.required_reason_en,
    targets.has_soft_break,
    targets.target_source,
    coalesce(sources.title, targets.target_source) as target_source_title
from {{ ref('fct_target_progress') }} as targets
inner join {{ ref('dim_index') }} as indices
    on targets.index_code = indices.index_code
left join {{ ref('dim_edition') }} as editions
    on
        targets.index_code = editions.index_code
        and targets.target_year = editions.year
inner join {{ ref('dim_measure') }} as measures
    on targets.measure = measures.measure
left join {{ ref('dim_score_group') }} as groups
    on {{ same('targets', 'groups', 'index_code', 'group_code') }}
left join {{ ref('dim_score_group') }} as target_groups
    on
        targets.index_code = target_groups.index_code
        and targets.measure = 'score_group'
        and targets.target_text = target_groups.group_code
left join {{ ref('dim_province') }} as provinces
    on
        targets.province_id = provinces.province_id
        and cast(cast(targets.target_year as varchar) || '-12-31' as date) >= provinces.valid_from
        and cast(cast(targets.target_year as varchar) || '-12-31' as date)
        <= coalesce(provinces.valid_to, cast(cast(targets.target_year as varchar) || '-12-31' as date))
left join named
    on targets.target_id = named.target_id
left join {{ ref('dim_component') }} as components
    on
        targets.index_code = components.index_code
        and named.year = components.year
        and targets.component_code = components.component_code
-- A target of a text names the text by its id, one of users says what it is.
left join {{ ref('dim_source') }} as sources
    on targets.target_source = sources.source_id
