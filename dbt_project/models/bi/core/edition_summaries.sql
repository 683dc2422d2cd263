select
    summaries.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    summaries.year,
    editions.is_pilot,
    summaries.component_code,
    components.name_vi as component_name_vi,
    components.name_en as component_name_en,
    components.level,
    {{ labels('level', 'components.level') }},
    summaries.scope,
    {{ labels('scope', 'summaries.scope') }},
    summaries.scope_value,
    {{ scope_value_names('summaries') }},
    summaries.n,
    summaries.mean,
    summaries.median,
    summaries.min,
    summaries.max,
    summaries.stddev,
    {% for language in ['vi', 'en'] %}
        indices.short_name || ' ' || cast(summaries.year as varchar)
        || case when components.level = 'total' then '' else ', ' || components.name_{{ language }} end
        || ', ' || case summaries.scope_value
            when 'all' then {{ sentence('the_whole_country', language) }}
            when 'municipality' then {{ sentence('the_cities', language) }}
            when 'province' then {{ sentence('the_provinces', language) }}
            else regions.name_{{ language }}
        end
        || {{ sentence('summary_of_units', language, n='summaries.n') }}
        || coalesce({{ sentence('summary_mean', language, value=number_text('summaries.mean', 2, language)) }}, '')
        || coalesce({{ sentence('summary_median', language, value=number_text('summaries.median', 2, language)) }}, '')
        || coalesce({{ sentence('summary_min', language, value=number_text('summaries.min', 2, language)) }}, '')
        || coalesce({{ sentence('summary_max', language, value=number_text('summaries.max', 2, language)) }}, '')
        || '.' as summary_{{ language }},
    {% endfor %}
    summaries.summary_status,
    {{ labels('summary_status', 'summaries.summary_status') }}
from {{ ref('fct_edition_summary') }} as summaries
inner join {{ ref('dim_index') }} as indices
    on summaries.index_code = indices.index_code
inner join {{ ref('dim_edition') }} as editions
    on {{ same('summaries', 'editions', 'index_code', 'year') }}
inner join {{ ref('dim_component') }} as components
    on {{ same('summaries', 'components', 'index_code', 'year', 'component_code') }}
left join {{ ref('dim_region') }} as regions
    on summaries.scope_value = regions.region_code
