-- What a claim says of the parts of a component: how many lie above or below the national mean, on which side of it one
-- lies, how many rose, and what they add up to. Known where all of the parts are; what became of a part across a hard
-- break is not. Points are added up over the blocks into which nothing else is divided, where the edition has blocks,
-- and over the components one level below elsewhere.
with questions as (
    select
        *,
        figure_measure in ('components_improved', 'components_not_improved') as is_of_two_years
    from {{ ref('int_claims_matched_to_figures') }}
    where checked_by = 'parts'
),

blocks as (
    select
        components.index_code,
        components.year,
        components.component_code,
        components.parent_component_code,
        parents.parent_component_code as grandparent_component_code
    from {{ ref('int_components_dated') }} as components
    left join {{ ref('int_components_dated') }} as children
        on
            {{ same('components', 'children', 'index_code', 'year') }}
            and components.component_code = children.parent_component_code
    left join {{ ref('int_components_dated') }} as parents
        on
            {{ same('components', 'parents', 'index_code', 'year') }}
            and components.parent_component_code = parents.component_code
    where
        components.level = 'block'
        and children.component_code is null
),

edition_blocks as (
    select distinct
        index_code,
        year
    from blocks
),

parts as (
    select
        questions.claim_id,
        components.component_code,
        components.name_vi,
        components.name_en
    from questions
    inner join {{ ref('int_components_dated') }} as components
        on {{ same('questions', 'components', 'index_code', 'year') }}
    left join edition_blocks
        on {{ same('questions', 'edition_blocks', 'index_code', 'year') }}
    left join blocks
        on {{ same('components', 'blocks', 'index_code', 'year', 'component_code') }}
    where
        (
            questions.figure_measure in ('components_above_national_mean', 'components_below_national_mean')
            and components.level = 'dimension'
        )
        or (
            questions.figure_measure = 'side_of_national_mean'
            and questions.component_code = components.component_code
        )
        or (
            questions.is_of_two_years
            and questions.component_code = components.parent_component_code
        )
        or (
            questions.figure_measure = 'sum_of_parts'
            and edition_blocks.year is null
            and questions.component_code = components.parent_component_code
        )
        or (
            questions.figure_measure = 'sum_of_parts'
            and questions.component_code in (blocks.parent_component_code, blocks.grandparent_component_code)
        )
),

keyed as (
    select
        parts.*,
        questions.index_code,
        questions.year,
        questions.compared_year,
        questions.is_of_two_years,
        questions.figure_measure,
        questions.original_source_id,
        {{ figure_key(
            'questions.index_code', 'questions.year', 'questions.subject', 'parts.component_code', "'score'",
            "'national'"
        ) }} as score_key,
        case
            when questions.is_of_two_years
                then {{ figure_key(
                    'questions.index_code', 'questions.compared_year', 'earlier_units.other_province_id',
                    'parts.component_code', "'score'", "'national'"
                ) }}
            when questions.figure_measure <> 'sum_of_parts'
                then {{ figure_key(
                    'questions.index_code', 'questions.year', "'all'", 'parts.component_code', "'mean'", "'national'"
                ) }}
        end as other_key
    from parts
    inner join questions
        on parts.claim_id = questions.claim_id
    left join {{ ref('int_units_matched') }} as earlier_units
        on
            {{ same('questions', 'earlier_units', 'index_code', 'year') }}
            and questions.subject = earlier_units.province_id
            and questions.compared_year = earlier_units.other_year
),

broken as (
    select
        keyed.claim_id,
        keyed.component_code,
        {{ list_of(in_sentence('breaks.note_vi'), 'breaks.year', '; ') }} as break_note_vi,
        {{ list_of(in_sentence('breaks.note_en'), 'breaks.year', '; ') }} as break_note_en
    from keyed
    inner join {{ ref('int_breaks_dated') }} as breaks
        on
            {{ same('keyed', 'breaks', 'index_code', 'component_code') }}
            and keyed.year >= breaks.year
            and keyed.compared_year < breaks.year
    where
        keyed.is_of_two_years
        and (breaks.break_kind = 'hard' or not breaks.is_rank_comparable)
    group by
        keyed.claim_id,
        keyed.component_code
),

compared as (
    select
        keyed.*,
        broken.break_note_vi,
        broken.break_note_en,
        scores.value as score,
        scores.decimals,
        -- Of a sum nothing is compared.
        case
            when keyed.figure_measure = 'sum_of_parts' then 0
            when broken.claim_id is null then others.value
        end as other_value,
        case
            when broken.claim_id is not null then false
            when keyed.figure_measure in ('components_above_national_mean', 'components_improved')
                then scores.value > others.value
            when keyed.figure_measure = 'components_below_national_mean' then scores.value < others.value
            when keyed.figure_measure = 'components_not_improved' then scores.value <= others.value
            else true
        end as is_counted
    from keyed
    left join {{ ref('int_facts_gathered') }} as scores
        on keyed.score_key = scores.fact_key
    left join {{ ref('int_facts_gathered') }} as others
        on keyed.other_key = others.fact_key
    left join broken
        on {{ same('keyed', 'broken', 'claim_id', 'component_code') }}
),

own_alone as (
    select distinct compared.claim_id
    from compared
    inner join {{ ref('int_facts_sourced') }} as sources
        on
            compared.original_source_id = sources.original_source_id
            and sources.fact_key in (compared.score_key, compared.other_key)
)

select
    compared.claim_id,
    cast(
        case
            when count(*) > count(compared.score) or count(*) > count(compared.other_value) then null
            when compared.figure_measure = 'sum_of_parts' then sum(compared.score)
            when compared.figure_measure = 'side_of_national_mean'
                then max(sign(compared.score - compared.other_value))
            else count(case when compared.is_counted then 1 end)
        end as {{ score_type() }}
    ) as warehouse_value,
    case when compared.figure_measure = 'sum_of_parts' then coalesce(max(compared.decimals), 0) else 0 end as decimals,
    own_alone.claim_id is null as is_supported,
    {% for language in ['vi', 'en'] %}
        case
            when count(compared.break_note_{{ language }}) > 0
                then {{ sentence(
                    'parts_do_not_compare', language, earlier='min(compared.compared_year)',
                    later='min(compared.year)', parts=list_of(
                        'compared.name_' ~ language ~ " || ' (' || compared.break_note_" ~ language ~ " || ')'",
                        'compared.component_code', '; '
                    )
                ) }}
            when compared.figure_measure = 'sum_of_parts'
                then {{ list_of(
                    number_text('compared.score', 'compared.decimals', language), 'compared.component_code', ' + '
                ) }}
            when compared.figure_measure = 'side_of_national_mean'
                then {{ sentence(
                    'score_and_mean', language,
                    score="min(" ~ number_text('compared.score', 'compared.decimals', language) ~ ")",
                    mean="min(" ~ number_text('compared.other_value', '5', language) ~ ")"
                ) }}
            else {{ list_of(
                "case when compared.is_counted then compared.name_" ~ language ~ " end", 'compared.component_code', '; '
            ) }}
        end as detail_{{ language }},
    {% endfor %}
    case
        when count(compared.break_note_en) > 0 then 'not_comparable'
        when compared.figure_measure = 'sum_of_parts' then 'sum'
        when compared.figure_measure = 'side_of_national_mean' then 'move'
        else 'parts'
    end as basis
from compared
left join own_alone
    on compared.claim_id = own_alone.claim_id
group by
    compared.claim_id,
    compared.figure_measure,
    own_alone.claim_id
