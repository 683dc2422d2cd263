-- Sums of a full table are stated by it too, though its rows do not print them.
with stated as (
    select
        index_code,
        year,
        province_id,
        component_code,
        measure,
        scope,
        scope_value,
        compared_year,
        source_id,
        is_chosen
    from {{ ref('fct_observation') }}
    union all
    select
        index_code,
        year,
        province_id,
        component_code,
        'score' as measure,
        'national' as scope,
        'all' as scope_value,
        cast(null as integer) as compared_year,
        source_id,
        true as is_chosen
    from {{ ref('fct_score') }}
    where is_conflicted
),

documents as (
    select
        stated.index_code,
        stated.year,
        stated.province_id,
        stated.component_code,
        stated.measure,
        stated.scope,
        stated.scope_value,
        stated.compared_year,
        sources.source_id,
        max(sources.title) as title,
        max(case when stated.is_chosen then sources.title end) as chosen_title
    from stated
    inner join {{ ref('dim_source') }} as sources
        on stated.source_id = sources.source_id
    group by
        stated.index_code,
        stated.year,
        stated.province_id,
        stated.component_code,
        stated.measure,
        stated.scope,
        stated.scope_value,
        stated.compared_year,
        sources.source_id
),

titled as (
    select
        index_code,
        year,
        province_id,
        component_code,
        measure,
        scope,
        scope_value,
        compared_year,
        cast(count(*) as integer) as n_documents,
        {{ list_of('title', 'source_id', '; ') }} as source_titles,
        {{ list_of('chosen_title', 'source_id', '; ') }} as chosen_source_title
    from documents
    group by
        index_code,
        year,
        province_id,
        component_code,
        measure,
        scope,
        scope_value,
        compared_year
)

select
    conflicts.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    conflicts.year,
    editions.is_pilot,
    conflicts.subject_type,
    {{ labels('subject_type', 'conflicts.subject_type') }},
    conflicts.province_id,
    units.name_vi as province_name_vi,
    units.name_en as province_name_en,
    units.province_key,
    conflicts.component_code,
    components.name_vi as component_name_vi,
    components.name_en as component_name_en,
    conflicts.measure,
    measures.name_vi as measure_name_vi,
    measures.name_en as measure_name_en,
    conflicts.scope,
    {{ labels('scope', 'conflicts.scope') }},
    conflicts.scope_value,
    {{ scope_value_names('conflicts') }},
    conflicts.compared_year,
    conflicts.chosen_value,
    conflicts.other_values,
    conflicts.n_other_values,
    conflicts.spread,
    conflicts.resolution_rule,
    rules.explanation_vi as resolution_rule_name_vi,
    rules.explanation_en as resolution_rule_name_en,
    conflicts.explanation_vi,
    conflicts.explanation_en,
    titled.n_documents,
    titled.chosen_source_title,
    titled.source_titles
from {{ ref('fct_source_conflict') }} as conflicts
inner join {{ ref('dim_index') }} as indices
    on conflicts.index_code = indices.index_code
inner join {{ ref('dim_edition') }} as editions
    on {{ same('conflicts', 'editions', 'index_code', 'year') }}
inner join {{ ref('dim_component') }} as components
    on {{ same('conflicts', 'components', 'index_code', 'year', 'component_code') }}
inner join {{ ref('dim_resolution_rule') }} as rules
    on conflicts.resolution_rule = rules.resolution_rule
left join {{ ref('dim_measure') }} as measures
    on conflicts.measure = measures.measure
left join {{ ref('dim_edition_unit') }} as units
    on {{ same('conflicts', 'units', 'index_code', 'year', 'province_id') }}
left join {{ ref('dim_region') }} as regions
    on conflicts.scope_value = regions.region_code
left join titled
    on
        {{ same('conflicts', 'titled', 'index_code', 'year', 'component_code', 'measure', 'scope', 'scope_value') }}
        and coalesce(conflicts.province_id, '') = coalesce(titled.province_id, '')
        and coalesce(conflicts.compared_year, 0) = coalesce(titled.compared_year, 0)
