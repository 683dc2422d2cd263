with figures as (
    select
        resolved.figure_key,
        {{ figure_identity('resolved') }},
        resolved.value as chosen_value,
        resolved.decimals as chosen_decimals,
        resolved.resolution_rule
    from {{ ref('int_figures_resolved') }} as resolved
    where resolved.is_conflicted
),

-- What each value of a figure rests on.
statements as (
    select
        figure_key,
        value,
        decimals,
        min(value_text) as value_text,
        count(distinct original_source_id) as n_sources
    from {{ ref('int_figures_stated') }}
    group by figure_key, value, decimals
),

compared as (
    select
        figures.figure_key,
        statements.value,
        statements.value_text,
        statements.value_text || ' (' || cast(statements.n_sources as varchar) || ')' as counted_text,
        {% for language in ['vi', 'en'] %}
            {%- set value = printed_text('statements.value_text', language) %}
            case
                when statements.n_sources = 1 then {{ sentence('stated_once', language, value=value) }}
                else {{ sentence('stated_often', language, value=value, n='statements.n_sources') }}
            end as counted_{{ language }},
        {% endfor %}
        figures.chosen_value = statements.value and figures.chosen_decimals = statements.decimals as is_chosen,
        -- A value that says the same as the chosen one, only coarser, is no other value.
        figures.chosen_value is null
        or not {{ values_agree(
            'statements.value', 'statements.decimals', 'figures.chosen_value', 'figures.chosen_decimals'
        ) }} as is_other
    from figures
    inner join statements
        on figures.figure_key = statements.figure_key
),

summed as (
    select
        figure_key,
        {{ list_of('case when is_other then counted_text end', 'value_text') }} as other_values,
        {{ list_of('case when is_other then counted_vi end', 'value_text', '; ') }} as others_vi,
        {{ list_of('case when is_other then counted_en end', 'value_text', '; ') }} as others_en,
        cast(count(case when is_other then 1 end) as integer) as n_other_values,
        cast(max(value) - min(value) as {{ score_type() }}) as spread,
        max(case when is_chosen then value_text end) as chosen_text
    from compared
    group by figure_key
),

described as (
    select
        figures.*,
        summed.other_values,
        summed.n_other_values,
        summed.spread,
        {% for language in ['vi', 'en'] %}
            coalesce(indices.short_name, indices.index_code) || ' ' || cast(figures.year as varchar) || ', '
            || coalesce(
                units.text_name_{{ language }},
                regions.name_{{ language }},
                {{ sentence('the_whole_country', language) }}
            )
            || case when figures.component_code = 'total' then '' else ' (' || components.name_{{ language }} || ')' end
            || ', ' || coalesce(measures.name_{{ language }}, figures.measure)
            || coalesce({{ sentence('against_year', language, year='figures.compared_year') }}, '')
                as figure_{{ language }},
            rules.explanation_{{ language }} as rule_{{ language }},
            summed.others_{{ language }},
        {% endfor %}
        summed.chosen_text
    from figures
    inner join summed
        on
            figures.figure_key = summed.figure_key
            and summed.n_other_values > 0
    inner join {{ ref('indices') }} as indices
        on figures.index_code = indices.index_code
    inner join {{ ref('resolution_rules') }} as rules
        on figures.resolution_rule = rules.resolution_rule
    inner join {{ ref('dim_component') }} as components
        on {{ same('figures', 'components', 'index_code', 'year', 'component_code') }}
    left join {{ ref('measure_names') }} as measures
        on figures.measure = measures.measure
    left join {{ ref('dim_edition_unit') }} as units
        on {{ same('figures', 'units', 'index_code', 'year', 'province_id') }}
    left join {{ ref('regions') }} as regions
        on figures.scope_value = regions.region_code
)

select
    index_code,
    year,
    subject_type,
    province_id,
    component_code,
    measure,
    scope,
    scope_value,
    compared_year,
    chosen_value,
    other_values,
    n_other_values,
    spread,
    {% for language in ['vi', 'en'] %}
        case
            when chosen_text is not null
                then {{ sentence(
                    'conflict_settled', language, figure='figure_' ~ language, chosen=printed_text('chosen_text', language),
                    rule='rule_' ~ language, others='others_' ~ language
                ) }}
            else {{ sentence(
                'conflict_open', language, figure='figure_' ~ language, rule='rule_' ~ language,
                others='others_' ~ language
            ) }}
        end as explanation_{{ language }},
    {% endfor %}
    resolution_rule
from described
