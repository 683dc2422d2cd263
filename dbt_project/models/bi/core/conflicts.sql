{%- set identity = [
    'index_code', 'year', 'province_id', 'component_code', 'measure', 'scope', 'scope_value', 'compared_year'
] %}
-- Sums of a full table are stated by it too, though its rows do not print them.
with stated as (
    select
        {{ identity | join(', ') }},
        value,
        value_text,
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
        score as value,
        {{ number_text('score', decimals_needed('score')) }} as value_text,
        source_id,
        true as is_chosen
    from {{ ref('fct_score') }}
    where
        is_conflicted
        and score is not null
),

documents as (
    select
        {% for column in identity %}
            stated.{{ column }},
        {% endfor %}
        sources.source_id,
        max(sources.title) as title,
        max(case when stated.is_chosen then sources.title end) as chosen_title
    from stated
    inner join {{ ref('dim_source') }} as sources
        on stated.source_id = sources.source_id
    group by
        {% for column in identity %}
            stated.{{ column }},
        {% endfor %}
        sources.source_id
),

titled as (
    select
        {{ identity | join(', ') }},
        cast(count(*) as integer) as n_documents,
        {{ list_of('title', 'source_id', '; ') }} as source_titles,
        {{ list_of('chosen_title', 'source_id', '; ') }} as chosen_source_title
    from documents
    group by {{ identity | join(', ') }}
),

-- Who states which value.
published as (
    select
        {% for column in identity %}
            stated.{{ column }},
        {% endfor %}
        stated.value,
        max(stated.value_text) as value_text,
        sources.publisher_vi,
        sources.publisher_en,
        min(sources.trust_tier) as trust_tier
    from stated
    inner join {{ ref('dim_source') }} as sources
        on stated.source_id = sources.source_id
    group by
        {% for column in identity %}
            stated.{{ column }},
        {% endfor %}
        stated.value,
        sources.publisher_vi,
        sources.publisher_en
),

valued as (
    select
        {{ identity | join(', ') }},
        value,
        max(value_text) as value_text,
        {{ list_of('publisher_vi', 'trust_tier, publisher_vi') }} as publishers_vi,
        {{ list_of('publisher_en', 'trust_tier, publisher_vi') }} as publishers_en
    from published
    group by {{ identity | join(', ') }}, value
),

labelled as (
    select
        {% for column in identity %}
            valued.{{ column }},
        {% endfor %}
        {% for language in ['vi', 'en'] %}
            coalesce(groups.name_{{ language }}, {{ printed_text('valued.value_text', language) }})
            || ': ' || valued.publishers_{{ language }} as statement_{{ language }},
        {% endfor %}
        valued.value,
        coalesce(valued.value = conflicts.chosen_value, false) as is_chosen
    from valued
    inner join {{ ref('fct_source_conflict') }} as conflicts
        on
            {{ same('valued', 'conflicts', 'index_code', 'year', 'component_code', 'measure', 'scope', 'scope_value') }}
            and coalesce(valued.province_id, '') = coalesce(conflicts.province_id, '')
            and coalesce(valued.compared_year, 0) = coalesce(conflicts.compared_year, 0)
    left join {{ ref('dim_score_group') }} as groups
        on
            valued.measure = 'score_group'
            and valued.index_code = groups.index_code
            and valued.value_text = groups.group_code
),

listed as (
    select
        {{ identity | join(', ') }},
        max(case when is_chosen then 1 else 0 end) = 1 as is_chosen_stated,
        {{ list_of('statement_vi', 'is_chosen desc, value', '; ') }} as statements_vi,
        {{ list_of('statement_en', 'is_chosen desc, value', '; ') }} as statements_en
    from labelled
    group by {{ identity | join(', ') }}
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
    {{ capitalised('measures.name_vi') }} as measure_name_vi,
    {{ capitalised('measures.name_en') }} as measure_name_en,
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
    {{ capitalised('rules.explanation_vi') }} as resolution_rule_name_vi,
    {{ capitalised('rules.explanation_en') }} as resolution_rule_name_en,
    conflicts.explanation_vi,
    conflicts.explanation_en,
    titled.n_documents,
    {% for language in ['vi', 'en'] %}
        case
            when conflicts.resolution_rule in ('computed', 'difference') and not listed.is_chosen_stated
                then {{ sentence(
                    'computed_here', language,
                    value="coalesce(chosen_groups.name_" ~ language ~ ", "
                    ~ number_text('conflicts.chosen_value', decimals_needed('conflicts.chosen_value'), language) ~ ")"
                ) }} || '; '
            else ''
        end
        || listed.statements_{{ language }} as statements_{{ language }},
    {% endfor %}
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
left join {{ ref('dim_score_group') }} as chosen_groups
    on
        conflicts.measure = 'score_group'
        and conflicts.index_code = chosen_groups.index_code
        and conflicts.chosen_value = chosen_groups.group_order
left join titled
    on
        {{ same('conflicts', 'titled', 'index_code', 'year', 'component_code', 'measure', 'scope', 'scope_value') }}
        and coalesce(conflicts.province_id, '') = coalesce(titled.province_id, '')
        and coalesce(conflicts.compared_year, 0) = coalesce(titled.compared_year, 0)
left join listed
    on
        {{ same('conflicts', 'listed', 'index_code', 'year', 'component_code', 'measure', 'scope', 'scope_value') }}
        and coalesce(conflicts.province_id, '') = coalesce(listed.province_id, '')
        and coalesce(conflicts.compared_year, 0) = coalesce(listed.compared_year, 0)
