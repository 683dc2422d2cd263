with described as (
    select
        claims.claim_id,
        claims.source_id,
        claims.document_place,
        claims.index_code,
        claims.year,
        claims.subject_type,
        claims.province_id,
        claims.component_code,
        claims.measure || coalesce('_' || cast(cast(claims.threshold as integer) as varchar), '') as measure,
        case when claims.group_code is null then claims.scope else 'group' end as scope,
        coalesce(claims.group_code, claims.scope_value) as scope_value,
        claims.compared_year,
        claims.claimed_value,
        claims.value_text as claimed_text,
        checked.warehouse_value,
        coalesce(checked.value_prefix, '') || case
            when checked.warehouse_value is null then null
            when claims.value_kind = 'group' then held_groups.group_code
            when claims.value_kind = 'move' then {{ move_text('checked.warehouse_value') }}
            -- Against a target the value counts as it is.
            when claims.is_target then {{ number_text('checked.warehouse_value', 'checked.decimals') }}
            else {{ number_text('checked.warehouse_value', 'claims.decimals') }}
        end || coalesce(' (' || checked.other_group || ')', '') as warehouse_text,
        checked.verdict,
        claims.is_target,
        checked.is_agreed,
        checked.basis,
        coalesce(checked.detail, '–') as detail,
        checked.unknown_years,
        checked.values_text,
        checked.n_others,
        coalesce(checked.publisher, claims.source_id) as publisher,
        {% for language in ['vi', 'en'] %}
            coalesce(units.name_{{ language }}, {{ sentence('whole_country', language) }})
            || ', ' || claims.index_code || ' ' || cast(claims.year as varchar) as subject_{{ language }},
            measures.name_{{ language }}
            || coalesce(' (' || cast(cast(claims.threshold as integer) as varchar) || ')', '')
            || case when claims.component_code = 'total' then '' else ' (' || components.name_{{ language }} || ')' end
            || case
                when claims.group_code is not null
                    then ' (' || coalesce(own_groups.name_{{ language }}, claims.group_code) || ')'
                when claims.scope = 'region'
                    then {{ sentence(
                        'in_region', language, region="coalesce(units.region_name_" ~ language ~ ", '')"
                    ) }}
                when claims.scope = 'unit_type' then {{ sentence('among_cities', language) }}
                when claims.measure = 'rank' then {{ sentence('in_country', language) }}
                else ''
            end
            || coalesce({{ sentence('against_year', language, year='claims.compared_year') }}, '')
                as question_{{ language }},
            case
                when claims.value_kind = 'group' then said_groups.name_{{ language }}
                when claims.value_kind = 'move' then {{ move_text('claims.claimed_value', language) }}
                else claims.value_text
            end as claimed_{{ language }},
            case
                when claims.value_kind = 'group' then held_groups.name_{{ language }}
                when claims.value_kind = 'move' then {{ move_text('checked.warehouse_value', language) }}
            end as held_{{ language }},
            unscored.reason_{{ language }} as gap_{{ language }},
        {% endfor %}
        claims.index_code || coalesce(' ' || cast(claims.compared_year as varchar) || ',', '') || ' '
        || cast(claims.year as varchar) as editions_text
    from {{ ref('int_claims_resolved') }} as claims
    inner join {{ ref('int_claims_checked') }} as checked
        on claims.claim_id = checked.claim_id
    inner join {{ ref('claim_measures') }} as measures
        on claims.measure = measures.measure
    left join {{ ref('dim_edition_unit') }} as units
        on {{ same('claims', 'units', 'index_code', 'year', 'province_id') }}
    left join {{ ref('int_components_unscored') }} as unscored
        on {{ same('claims', 'unscored', 'index_code', 'year', 'province_id', 'component_code') }}
    left join {{ ref('dim_component') }} as components
        on {{ same('claims', 'components', 'index_code', 'year', 'component_code') }}
    left join {{ ref('score_groups') }} as own_groups
        on {{ same('claims', 'own_groups', 'index_code', 'group_code') }}
    left join {{ ref('score_groups') }} as said_groups
        on
            claims.value_kind = 'group'
            and claims.index_code = said_groups.index_code
            and claims.claimed_value = said_groups.group_order
    left join {{ ref('score_groups') }} as held_groups
        on
            claims.value_kind = 'group'
            and claims.index_code = held_groups.index_code
            and checked.warehouse_value = held_groups.group_order
),

-- What speaks for our value, or what would be needed to know.
reasoned as (
    select
        {% for language in ['vi', 'en'] %}
            case
                when warehouse_value is null and basis = 'not_comparable'
                    then {{ sentence('because_editions_differ', language) }}
                when warehouse_value is null and values_text is not null
                    then {{ sentence('because_documents_disagree', language, values='values_text') }}
                when verdict = 'unverifiable' and unknown_years is not null
                    then {{ sentence('because_years_are_not_known', language, years='unknown_years') }}
                when warehouse_value is null and gap_{{ language }} is not null
                    then {{ sentence('because_publisher_gave_none', language, gap='gap_' ~ language) }}
                when warehouse_value is null
                    then {{ sentence('because_nothing_is_held', language, editions='editions_text') }}
                else
                    {{ sentence('warehouse_has', language, held="coalesce(held_" ~ language ~ ", warehouse_text)") }}
                    || case
                        when verdict = 'unverifiable' and not is_agreed then {{ sentence('but_rounding', language) }}
                        when verdict = 'unverifiable'
                            then {{ sentence('but_this_document_alone', language, editions='editions_text') }}
                        {% for basis in [
                            'official_table', 'settled', 'computed', 'deduced', 'quartile', 'group_bounds',
                            'difference', 'rank_in_group', 'years', 'sides_of_mean', 'structure', 'editions', 'implied'
                        ] %}
                            when basis = '{{ basis }}'
                                then {{ sentence('as_' ~ basis, language, values='values_text', detail='detail') }}
                        {% endfor %}
                        when n_others > 1
                            then {{ sentence('as_stated_by_many', language, publisher='publisher', n='n_others - 1') }}
                        else {{ sentence('as_stated', language, publisher='publisher') }}
                    end
            end as reason_{{ language }},
            case verdict
                when 'confirmed' then {{ sentence('claim_confirmed', language) }}
                when 'contradicted' then {{ sentence('claim_contradicted', language) }}
                when 'met' then {{ sentence('claim_met', language) }}
                when 'missed' then {{ sentence('claim_missed', language) }}
                else {{ sentence('claim_undecided', language) }}
            end as judgement_{{ language }},
        {% endfor %}
        *
    from described
)

select
    claim_id,
    source_id,
    document_place,
    index_code,
    year,
    subject_type,
    province_id,
    component_code,
    measure,
    scope,
    scope_value,
    compared_year,
    claimed_value,
    claimed_text,
    warehouse_value,
    warehouse_text,
    verdict,
    {% for language in ['vi', 'en'] %}
        {{ sentence(
            'claim', language, subject='subject_' ~ language, question='question_' ~ language,
            claimed='claimed_' ~ language, judgement='judgement_' ~ language, reason='reason_' ~ language
        ) }} as explanation_{{ language }},
    {% endfor %}
    is_target
from reasoned
