-- A change is the difference of two facts, a rank or group gained counting as positive. Across a hard break it
-- is computed where both editions use one scale, and never where the number measures another subject. Where a scale is
-- not known nothing is computed. What is rounded in both figures may differ by as much in the change.
with compared as (
    select
        questions.claim_id,
        questions.figure_measure,
        questions.change_of,
        questions.subject,
        questions.original_source_id,
        questions.index_code,
        questions.year,
        questions.compared_year,
        questions.component_code,
        questions.scope,
        questions.scope_value,
        {{ figure_key(
            'questions.index_code', 'questions.year', 'questions.fact_subject', 'questions.component_code',
            'questions.change_of', 'questions.scope'
        ) }} as later_key,
        {{ figure_key(
            'questions.index_code', 'questions.compared_year',
            "case
                when questions.fact_subject in ('all', questions.scope_value) then questions.fact_subject
                else earlier_units.other_province_id
            end",
            'questions.component_code', 'questions.change_of', 'questions.scope'
        ) }} as earlier_key,
        case
            when later_editions.component_code is null or earlier_editions.component_code is null then false
            -- Ranks and groups compare across scales.
            when questions.change_of in ('rank', 'score_group') then true
            else
                later_editions.min_score = earlier_editions.min_score
                and coalesce(later_editions.max_score, -1) = coalesce(earlier_editions.max_score, -1)
        end as is_one_scale,
        questions.change_of not in ('rank', 'score_group')
        and coalesce(
            later_editions.min_score <> earlier_editions.min_score
            or later_editions.max_score <> earlier_editions.max_score, false
        ) as is_other_scale
    from {{ ref('int_claims_matched_to_figures') }} as questions
    left join {{ ref('int_components_dated') }} as later_editions
        on {{ same('questions', 'later_editions', 'index_code', 'year', 'component_code') }}
    left join {{ ref('int_components_dated') }} as earlier_editions
        on
            questions.index_code = earlier_editions.index_code
            and questions.compared_year = earlier_editions.year
            and questions.component_code = earlier_editions.component_code
    left join {{ ref('int_units_matched') }} as earlier_units
        on
            {{ same('questions', 'earlier_units', 'index_code', 'year') }}
            and questions.fact_subject = earlier_units.province_id
            and questions.compared_year = earlier_units.other_year
    where questions.checked_by = 'change'
),

-- Every unit of a later edition beside the earlier edition that a change of rank is claimed from.
pairs as (
    select
        units.index_code,
        units.year,
        units.province_id,
        asked.component_code,
        asked.compared_year as previous_year,
        matched.other_province_id as previous_province_id
    from (
        select distinct
            index_code,
            year,
            compared_year,
            component_code
        from compared
        where
            change_of = 'rank'
            and scope = 'national'
    ) as asked
    inner join {{ ref('int_units_dated') }} as units
        on {{ same('asked', 'units', 'index_code', 'year') }}
    left join {{ ref('int_units_matched') }} as matched
        on
            {{ same('units', 'matched', 'index_code', 'year', 'province_id') }}
            and asked.compared_year = matched.other_year
),

same_units as (
    {{ ranks_compared('pairs') }}
),

other_subjects as (
    select distinct questions.claim_id
    from {{ ref('int_claims_matched_to_figures') }} as questions
    inner join {{ ref('int_breaks_dated') }} as breaks
        on
            {{ same('questions', 'breaks', 'index_code', 'component_code') }}
            and questions.year >= breaks.year
            and questions.compared_year < breaks.year
    where
        not breaks.is_rank_comparable
        -- A level that rose across a new method says nothing of the province.
        or (breaks.break_kind = 'hard' and questions.figure_measure = 'score_move')
),

unsupported as (
    select distinct compared.claim_id
    from compared
    inner join {{ ref('int_facts_sourced') }} as sources
        on
            compared.original_source_id = sources.original_source_id
            and sources.fact_key in (compared.later_key, compared.earlier_key)
),

differences as (
    select
        compared.*,
        compared.is_one_scale and other_subjects.claim_id is null as is_comparable,
        compared.is_other_scale or other_subjects.claim_id is not null as is_known_to_differ,
        later.value as later_value,
        earlier.value as earlier_value,
        least(later.decimals, earlier.decimals) as decimals,
        later.decimals as later_decimals,
        earlier.decimals as earlier_decimals,
        (later.is_open and later.value is null) or (earlier.is_open and earlier.value is null) as is_open,
        case
            when later.is_open then later.values_text
            when earlier.is_open then earlier.values_text
        end as values_text,
        unsupported.claim_id is null as is_supported,
        case
            when compared.figure_measure in ('group_change', 'rank_move') then sign(earlier.value - later.value)
            when compared.figure_measure = 'score_move' then sign(later.value - earlier.value)
            when compared.change_of = 'rank' then earlier.value - later.value
            else later.value - earlier.value
        end as difference
    from compared
    left join {{ ref('int_facts_gathered') }} as later
        on compared.later_key = later.fact_key
    left join {{ ref('int_facts_gathered') }} as earlier
        on compared.earlier_key = earlier.fact_key
    left join other_subjects
        on compared.claim_id = other_subjects.claim_id
    left join unsupported
        on compared.claim_id = unsupported.claim_id
),

-- Each of the two figures as a person reads it.
told as (
    select
        {% for language in ['vi', 'en'] %}
            {% for when, year in [('earlier', 'compared_year'), ('later', 'year')] %}
                case differences.change_of
                    when 'score_group' then {{ when }}_groups.short_name_{{ language }}
                    when 'rank'
                        then
                            {{ number_text('differences.' ~ when ~ '_value', '0', language) }}
                            || coalesce('/' || cast({{ when }}_units.n_units as varchar), '')
                    else {{ number_text(
                        'differences.' ~ when ~ '_value', 'differences.' ~ when ~ '_decimals', language
                    ) }}
                end as {{ when }}_{{ language }},
            {% endfor %}
        {% endfor %}
        differences.claim_id
    from differences
    {% for when, year in [('earlier', 'compared_year'), ('later', 'year')] %}
        left join {{ ref('score_groups') }} as {{ when }}_groups
            on
                differences.index_code = {{ when }}_groups.index_code
                and differences.{{ when }}_value = {{ when }}_groups.group_order
        left join {{ ref('int_units_counted') }} as {{ when }}_units
            on
                {{ same('differences', when ~ '_units', 'index_code', 'component_code', 'scope', 'scope_value') }}
                and differences.{{ year }} = {{ when }}_units.year
    {% endfor %}
)

select
    differences.claim_id,
    cast(case when differences.is_comparable then differences.difference end as {{ score_type() }}) as warehouse_value,
    coalesce(differences.decimals, 0) as decimals,
    case
        when differences.figure_measure in ('score_change', 'mean_change')
            then 1.5 / ({{ power_of_ten('differences.decimals') }})
        else 0
    end as slack,
    coalesce(differences.is_open and differences.is_comparable, false) as is_open,
    differences.values_text,
    differences.is_supported,
    cast(case when differences.is_comparable then same_units.rank_change_same_units end as integer)
        as same_units_change,
    {% for language in ['vi', 'en'] %}
        case
            when differences.is_comparable and differences.difference is not null
                then
                    case
                        {% for kind, applies in [
                            ('groups', "differences.change_of = 'score_group'"),
                            ('ranks', "differences.change_of = 'rank'"), ('levels', 'true')
                        ] %}
                            when {{ applies }}
                                then {{ sentence(
                                    'both_' ~ kind, language, earlier_year='cast(differences.compared_year as integer)',
                                    earlier='told.earlier_' ~ language, later_year='differences.year',
                                    later='told.later_' ~ language
                                ) }}
                        {% endfor %}
                    end
        end as detail_{{ language }},
    {% endfor %}
    case
        when differences.is_known_to_differ then 'not_comparable'
        when differences.figure_measure in ('group_change', 'rank_move', 'score_move') then 'move'
        else 'difference'
    end as basis
from differences
inner join told
    on differences.claim_id = told.claim_id
left join same_units
    on
        differences.change_of = 'rank'
        and differences.scope = 'national'
        and {{ same('differences', 'same_units', 'index_code', 'year', 'component_code') }}
        and differences.compared_year = same_units.previous_year
        and differences.subject = same_units.province_id
