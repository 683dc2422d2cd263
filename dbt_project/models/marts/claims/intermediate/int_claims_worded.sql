-- What a claim says, in words: of whom, in which edition, which figure, and what the text has. Beside it stand what the
-- index and the edition are called, and the notes of other models that may explain the verdict.
{%- set claimed_total, of_part = {}, {} -%}
{%- for language in ['vi', 'en'] -%}
    {%- do claimed_total.update({
        language: number_text('claims.of_total', decimals_needed('claims.of_total'), language)
    }) -%}
    {%- set of_dimension = sentence(
        'of_dimension', language, dimension='indices.dimension_name_' ~ language, part='components.name_' ~ language
    ) -%}
    {%- set of_other = sentence(
        'of_part', language, part='coalesce(components.name_' ~ language ~ ', claims.component_code)'
    ) -%}
    {%- do of_part.update({language: "case
            when claims.component_code = 'total' then null
            when components.level = 'dimension' then " ~ of_dimension ~ "
            else " ~ of_other ~ "
        end"}) -%}
{%- endfor %}
with index_names as (
    select {{ list_of('short_name', 'index_code') }} as names
    from {{ ref('dim_index') }}
)

select
    claims.claim_id,
    index_names.names as index_names,
    counted.n_units,
    claims.value_text || case
        -- A mean is of so many units, not out of so many.
        when
            claims.is_target or claims.of_total is null or measures.total_kind is null
            or (measures.total_kind = 'units_scored' and claims.value_kind = 'number')
            then ''
        -- With the decimal sign that the text has.
        when claims.value_text like '%,%'
            then '/' || {{ claimed_total.vi }}
        else '/' || {{ claimed_total.en }}
    end as claimed_text,
    {% for language in ['vi', 'en'] %}
        coalesce(
            case when claims.subject_type = 'national' then regions.name_{{ language }} end,
            case when claims.subject_type = 'province' then coalesce(
                units.text_name_{{ language }}, latest.text_name_{{ language }}, claims.subject_text
            ) end,
            case
                when claims.index_code is null then {{ sentence('other_subject', language) }}
                else {{ sentence('whole_country', language) }}
            end
        )
        || coalesce(', ' || indices.short_name || ' ' || cast(claims.year as varchar), '')
            as subject_{{ language }},
        case
            -- Some names begin with the word themselves.
            when
                claims.measure = 'score'
                and lower(components.name_{{ language }}) like measures.name_{{ language }} || ' %'
                then {{ in_sentence('components.name_' ~ language) }}
            else
                replace(replace(
                    measures.name_{{ language }},
                    '{threshold}', coalesce(cast(cast(claims.threshold as integer) as varchar), '')
                ), '{dimension}', coalesce(indices.dimension_name_{{ language }}, ''))
                || coalesce(' ' || coalesce(own_groups.short_name_{{ language }}, claims.group_code), '')
                || coalesce({{ of_part[language] }}, '')
        end
        || case
            when claims.measure = 'side_of_national_mean' then {{ sentence('against_the_mean', language) }}
            else ''
        end
        || case
            when claims.scope = 'region' and claims.subject_type = 'province'
                then {{ sentence('in_region', language, region="coalesce(regions.name_" ~ language ~ ", '')") }}
            when claims.scope = 'unit_type'
                then {{ sentence(
                    'among_cities', language, n="coalesce(cast(counted.n_units as varchar) || ' ', '')"
                ) }}
            when claims.measure in ('rank', 'rank_at_most') then {{ sentence('in_country', language) }}
            else ''
        end
        || coalesce({{ sentence('against_year', language, year='claims.compared_year') }}, '')
            as question_{{ language }},
        {{ of_part[language] }} as part_{{ language }},
        case
            {% for aim in ['score', 'rank_at_most', 'components_improved'] %}
                when claims.measure = 'target_{{ aim }}'
                    then {{ sentence(
                        'aim_' ~ aim, language,
                        value=number_text('claims.claimed_value', 'claims.decimals', language),
                        year="coalesce(cast(claims.compared_year as varchar), '')"
                    ) }}
            {% endfor %}
            when claims.measure = 'target_rank_improves' and claims.claimed_value > 1
                then {{ sentence(
                    'aim_rank_improves_by', language, value=number_text('claims.claimed_value', '0', language),
                    year='claims.compared_year'
                ) }}
            when claims.measure = 'target_rank_improves'
                then {{ sentence('aim_rank_improves', language, year='claims.compared_year') }}
            when claims.measure = 'target_score_move'
                then
                    {{ move_text('claims.claimed_value', language, 'aim') }}
                    || coalesce({{ sentence('of_year', language, year='claims.compared_year') }}, '')
            when claims.measure = 'target_group'
                then {{ sentence('aim_group', language, value='said_groups.short_name_' ~ language) }}
            when claims.measure = 'target_in_words'
                then {{ sentence('aim_in_words', language, value='claims.value_text') }}
            when claims.value_kind = 'words' then claims.value_text
            when claims.value_kind = 'group' then said_groups.short_name_{{ language }}
            when claims.value_kind = 'names'
                then {{ sentence('names_listed', language, n=number_text('claims.claimed_value', '0', language)) }}
            {% for measure, kind in [
                ('group_change', 'group'), ('rank_move', 'rank'), ('side_of_national_mean', 'mean')
            ] %}
                when claims.measure = '{{ measure }}'
                    then {{ move_text('claims.claimed_value', language, kind) }}
            {% endfor %}
            {% for measure, unit in [
                ('score_change', 'points'), ('mean_change', 'points'), ('rank_change', 'ranks'),
                ('subcriteria_count_change', 'criteria')
            ] %}
                when claims.measure = '{{ measure }}'
                    then {{ change_text('claims.claimed_value', 'claims.decimals', unit, language) }}
            {% endfor %}
            else {{ number_text('claims.claimed_value', 'claims.decimals', language) }}
        end
        || case
            when claims.is_target then ''
            when claims.of_total is not null and measures.total_kind = 'units_scored'
                then {{ sentence('of_units', language, n=claimed_total[language]) }}
            else coalesce('/' || {{ claimed_total[language] }}, '')
        end
        || case when claims.measure = 'rank_at_most' then {{ sentence('or_better', language) }} else '' end
            as claimed_{{ language }},
        {{ claimed_total[language] }} as claimed_total_{{ language }},
        indices.dimension_name_{{ language }},
        coalesce(unscored.reason_{{ language }}, earlier_unscored.reason_{{ language }}) as gap_{{ language }},
        breaks.break_note_{{ language }},
        open_ranks.open_reason_{{ language }} as open_rank_{{ language }},
    {% endfor %}
    case when unscored.reason_en is null then claims.compared_year else claims.year end as gap_year,
    coalesce(indices.short_name || ' ' || cast(claims.year as varchar), '') as edition,
    coalesce(indices.short_name, '')
    || coalesce(' ' || cast(claims.compared_year as varchar) || ',', '') || ' '
    || cast(claims.year as varchar) as editions
from {{ ref('int_claims_resolved') }} as claims
inner join {{ ref('claim_measures') }} as measures
    on claims.measure = measures.measure
cross join index_names
left join {{ ref('dim_index') }} as indices
    on claims.index_code = indices.index_code
left join {{ ref('dim_region') }} as regions
    on
        claims.scope = 'region'
        and claims.scope_value = regions.region_code
left join {{ ref('int_claims_across_breaks') }} as breaks
    on claims.claim_id = breaks.claim_id
left join {{ ref('dim_edition_unit') }} as units
    on {{ same('claims', 'units', 'index_code', 'year', 'province_id') }}
left join {{ ref('dim_province') }} as latest
    on
        claims.province_id = latest.province_id
        and latest.is_latest
left join {{ ref('int_units_counted') }} as counted
    on {{ same('claims', 'counted', 'index_code', 'year', 'component_code', 'scope', 'scope_value') }}
left join {{ ref('int_components_unscored') }} as unscored
    on {{ same('claims', 'unscored', 'index_code', 'year', 'province_id', 'component_code') }}
left join {{ ref('int_components_unscored') }} as earlier_unscored
    on
        {{ same('claims', 'earlier_unscored', 'index_code', 'province_id', 'component_code') }}
        and claims.compared_year = earlier_unscored.year
-- Documents may agree on a rank that another unit has.
left join {{ ref('fct_source_conflict') }} as open_ranks
    on
        {{ same(
            'claims', 'open_ranks', 'index_code', 'year', 'province_id', 'component_code', 'measure', 'scope',
            'scope_value'
        ) }}
        and open_ranks.measure = 'rank'
left join {{ ref('dim_component') }} as components
    on {{ same('claims', 'components', 'index_code', 'year', 'component_code') }}
left join {{ ref('score_groups') }} as own_groups
    on {{ same('claims', 'own_groups', 'index_code', 'group_code') }}
left join {{ ref('score_groups') }} as said_groups
    on
        claims.value_kind = 'group'
        and claims.index_code = said_groups.index_code
        and claims.claimed_value = said_groups.group_order
