select
    claims.claim_id,
    claims.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    claims.year,
    editions.is_pilot,
    claims.subject_type,
    {{ labels('subject_type', 'claims.subject_type') }},
    claims.province_id,
    coalesce(units.name_vi, provinces.name_vi) as province_name_vi,
    coalesce(units.name_en, provinces.name_en) as province_name_en,
    coalesce(units.province_key, provinces.province_key) as province_key,
    claims.component_code,
    components.name_vi as component_name_vi,
    components.name_en as component_name_en,
    claims.measure,
    {% for language in ['vi', 'en'] %}
        -- In the words of the claim's index, and with its threshold.
        {% set said %}replace(
            replace(measures.name_{{ language }}, {{ sentence('some_dimension', language) }}, coalesce(
                indices.dimension_name_{{ language }}, {{ sentence('some_dimension', language) }}
            )),
            {{ sentence('some_threshold', language) }},
            coalesce(
                nullif({{ regexp_replace_all('claims.measure', '^.*[^0-9]', '') }}, ''),
                {{ sentence('some_threshold', language) }}
            )
        ){% endset %}
        {{ capitalised(said) }} as measure_name_{{ language }},
    {% endfor %}
    claims.scope,
    {{ labels('scope', 'claims.scope') }},
    claims.scope_value,
    {{ scope_value_names('claims', groups='groups') }},
    claims.compared_year,
    claims.is_target,
    claims.claimed_value,
    claims.claimed_text,
    claims.warehouse_value,
    claims.warehouse_text,
    claims.claimed_total,
    claims.warehouse_total,
    claims.verdict,
    {{ labels('verdict', 'claims.verdict') }},
    claims.explanation_vi,
    claims.explanation_en,
    claims.source_id,
    sources.title as source_title,
    claims.document_place
from {{ ref('fct_reported_claim') }} as claims
-- A figure of other things has no index.
left join {{ ref('dim_index') }} as indices
    on claims.index_code = indices.index_code
-- The text of a threshold is part of a measure's code.
left join {{ ref('dim_measure') }} as measures
    on {{ regexp_replace_all('claims.measure', '_[0-9]+$', '') }} = measures.measure
left join {{ ref('dim_edition') }} as editions
    on {{ same('claims', 'editions', 'index_code', 'year') }}
left join {{ ref('dim_edition_unit') }} as units
    on {{ same('claims', 'units', 'index_code', 'year', 'province_id') }}
-- A claim may be on an edition that is not held.
left join {{ ref('dim_province') }} as provinces
    on
        claims.province_id = provinces.province_id
        and provinces.is_latest
left join {{ ref('dim_component') }} as components
    on {{ same('claims', 'components', 'index_code', 'year', 'component_code') }}
left join {{ ref('dim_region') }} as regions
    on claims.scope_value = regions.region_code
left join {{ ref('dim_score_group') }} as groups
    on
        claims.index_code = groups.index_code
        and claims.scope_value = groups.group_code
left join {{ ref('dim_source') }} as sources
    on claims.source_id = sources.source_id
