-- What the warehouse has of the same thing as a claim, in words, and the verdict with what speaks for it.
{%- set held_total = {} -%}
{%- for language in [none, 'vi', 'en'] -%}
    {%- set total = printed_text('totals.warehouse_text', language) -%}
    {%- do held_total.update({language: "case
            when claims.is_target or checked.warehouse_value is null or checked.other_group is not null then null
            when checked.total_kind = 'units_scored' and claims.value_kind = 'number'
                then " ~ (sentence('of_units', language, n=total) if language else 'null') ~ "
            else '/' || " ~ total ~ "
        end"}) -%}
{%- endfor %}
with totals as (
    select
        claim_id,
        {{ number_text('warehouse_total', decimals_needed('warehouse_total')) }} as warehouse_text
    from {{ ref('int_claims_checked') }}
),

phrased as (
    select
        worded.*,
        claims.year,
        claims.component_code,
        claims.claimed_value,
        checked.warehouse_value,
        coalesce(checked.value_prefix, '') || case
            when checked.warehouse_value is null then null
            when claims.value_kind = 'group' then held_groups.group_code
            when claims.value_kind = 'move' then {{ move_text('checked.warehouse_value') }}
            else {{ number_text('checked.warehouse_value', 'checked.decimals') }}
        end || coalesce(' (' || checked.other_group || ')', {{ held_total[none] }}, '') as warehouse_text,
        checked.total_verdict,
        checked.verdict,
        claims.is_target,
        coalesce(measures.change_of <> '', false) as is_change,
        claims.value_kind,
        claims.is_edition_held,
        claims.is_component_held,
        checked.is_agreed,
        checked.basis,
        checked.unknown_years,
        checked.n_others,
        checked.is_supported,
        {% for language in ['vi', 'en'] %}
            coalesce(checked.value_prefix, '') || case
                when claims.value_kind = 'group'
                    then {{ sentence('the_group', language, group='held_groups.short_name_' ~ language) }}
                {% for measure, unit in [
                    ('score_change', 'points'), ('mean_change', 'points'), ('rank_change', 'ranks'),
                    ('target_rank_improves', 'ranks'), ('subcriteria_count_change', 'criteria')
                ] %}
                    when claims.measure = '{{ measure }}'
                        then {{ change_text('checked.warehouse_value', 'checked.decimals', unit, language) }}
                {% endfor %}
                {% for measure, kind in [
                    ('group_change', 'group'), ('rank_move', 'rank'), ('side_of_national_mean', 'mean'),
                    ('target_score_move', 'score')
                ] %}
                    when claims.measure = '{{ measure }}'
                        then {{ move_text('checked.warehouse_value', language, kind) }}
                {% endfor %}
                else {{ number_text('checked.warehouse_value', 'checked.decimals', language) }}
            end as held_{{ language }},
            {{ held_total[language] }} as held_total_{{ language }},
            {{ printed_text('totals.warehouse_text', language) }} as warehouse_total_{{ language }},
            case checked.total_kind
                {% for kind in [
                    'units_ranked', 'units_scored', 'group_size', 'max_score', 'max_of_parent', 'parts', 'parts_below'
                ] %}
                    when '{{ kind }}'
                        then {{ sentence(
                            'total_of_' ~ kind, language, dimension='worded.dimension_name_' ~ language
                        ) }}
                {% endfor %}
            end as total_{{ language }},
            {{ change_text('checked.same_units_change', '0', 'ranks', language) }} as same_units_{{ language }},
            coalesce(case
                when claims.value_kind <> 'number' or claims.is_target then null
                when claims.decimals >= checked.decimals or claims.claimed_value = checked.warehouse_value then null
                when
                    -- A whole number that was cut off: what it would be, rounded.
                    (claims.decimals = 0 and trunc(checked.warehouse_value) = claims.claimed_value)
                    or {{ number_text('checked.warehouse_value', 'claims.decimals') }}
                    = {{ number_text('claims.claimed_value', 'claims.decimals') }}
                    then {{ sentence(
                        'rounded_to', language,
                        value=number_text('abs(checked.warehouse_value)', 'claims.decimals', language)
                    ) }}
                when checked.is_agreed
                    then {{ sentence(
                        'cut_off_to', language,
                        value=number_text('abs(claims.claimed_value)', 'claims.decimals', language)
                    ) }}
            end, '') as rounding_{{ language }},
            coalesce(checked.detail_{{ language }}, '–') as detail_{{ language }},
            {{ printed_text('checked.values_text', language) }} as values_{{ language }},
            coalesce(checked.publisher_{{ language }}, claims.source_id) as publisher_{{ language }},
            {{ in_sentence('checked.total_note_' ~ language) }} as total_note_{{ language }},
        {% endfor %}
        checked.same_units_change
    from {{ ref('int_claims_resolved') }} as claims
    inner join {{ ref('int_claims_checked') }} as checked
        on claims.claim_id = checked.claim_id
    inner join {{ ref('int_claims_worded') }} as worded
        on claims.claim_id = worded.claim_id
    inner join {{ ref('claim_measures') }} as measures
        on claims.measure = measures.measure
    inner join totals
        on claims.claim_id = totals.claim_id
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
                when verdict = 'out_of_scope'
                    then {{ sentence('because_out_of_scope', language, indices='index_names') }}
                when not is_edition_held
                    then {{ sentence('because_edition_is_not_held', language, edition='edition') }}
                when not is_component_held
                    then {{ sentence(
                        'because_component_is_not_held', language, component='component_code',
                        edition='edition'
                    ) }}
                when value_kind = 'words' then {{ sentence('because_in_words', language) }}
                -- Some say which of their parts do not.
                when warehouse_value is null and basis = 'not_comparable' and detail_{{ language }} <> '–'
                    then detail_{{ language }}
                when warehouse_value is null and basis = 'not_comparable' and break_note_{{ language }} is null
                    then {{ sentence('because_editions_differ', language) }}
                when warehouse_value is null and basis = 'not_comparable'
                    then {{ sentence('because_of_a_break', language, break_note='break_note_' ~ language) }}
                when warehouse_value is null and open_rank_{{ language }} is not null
                    then {{ in_sentence('open_rank_' ~ language) }}
                -- One value alone is disputed by other figures.
                when warehouse_value is null and values_en not like '%, %'
                    then {{ sentence('because_it_does_not_fit', language, values='values_' ~ language) }}
                when warehouse_value is null and values_{{ language }} is not null
                    then {{ sentence('because_documents_disagree', language, values='values_' ~ language) }}
                when verdict = 'unverifiable' and unknown_years like '%,%'
                    then {{ sentence('because_years_are_not_known', language, years='unknown_years') }}
                when verdict = 'unverifiable' and unknown_years is not null
                    then {{ sentence('because_year_is_not_known', language, year='unknown_years') }}
                when warehouse_value is null and gap_{{ language }} is not null
                    then {{ sentence(
                        'because_publisher_gave_none', language, gap=in_sentence('gap_' ~ language), year='gap_year'
                    ) }}
                when warehouse_value is null and break_note_{{ language }} is not null
                    then {{ sentence('because_of_a_break', language, break_note='break_note_' ~ language) }}
                when warehouse_value is null
                    then {{ sentence('because_nothing_is_held', language, editions='editions') }}
                when basis in ('move', 'names')
                    then
                        detail_{{ language }}
                        || case
                            when verdict = 'unverifiable'
                                then {{ sentence('but_this_document_alone', language, editions='editions') }}
                            else ''
                        end
                else
                    case
                        when is_change then {{ sentence('warehouse_shows', language, held='held_' ~ language) }}
                        else {{ sentence('warehouse_has', language, held='held_' ~ language) }}
                    end
                    || rounding_{{ language }}
                    || case when basis = 'sum' then ' (' || detail_{{ language }} || ')' else '' end
                    || case
                        when verdict = 'unverifiable' and not is_agreed then {{ sentence('but_rounding', language) }}
                        when verdict = 'unverifiable'
                            then {{ sentence('but_this_document_alone', language, editions='editions') }}
                        when basis = 'sum' or (basis = 'years' and detail_{{ language }} = '–') then ''
                        when verdict = 'contradicted' and is_agreed and not is_supported
                            then {{ sentence('but_this_document_alone', language, editions='editions') }}
                        when basis = 'years' and detail_{{ language }} not like '%,%'
                            then {{ sentence('as_year', language, year='detail_' ~ language) }}
                        {% for basis in [
                            'official_table', 'settled', 'computed', 'deduced', 'implied', 'quartile', 'group_bounds',
                            'difference', 'rank_in_group', 'years', 'parts', 'structure', 'bound', 'units', 'editions'
                        ] %}
                            when basis = '{{ basis }}'
                                then {{ sentence(
                                    'as_' ~ basis, language, values='values_' ~ language, detail='detail_' ~ language,
                                    n="coalesce(cast(n_units as varchar), '')", year='year'
                                ) }}
                        {% endfor %}
                        when n_others > 1
                            then {{ sentence(
                                'as_stated_by_many', language, publisher='publisher_' ~ language, n='n_others - 1'
                            ) }}
                        else {{ sentence('as_stated', language, publisher='publisher_' ~ language) }}
                    end
            end
            || coalesce(case
                when break_note_{{ language }} is null or warehouse_value is null then null
                when verdict = 'confirmed' and basis = 'difference'
                    then {{ sentence('right_across_a_break', language, break_note='break_note_' ~ language) }}
                when is_agreed
                    then {{ sentence('but_across_a_break', language, break_note='break_note_' ~ language) }}
                else {{ sentence('also_across_a_break', language, break_note='break_note_' ~ language) }}
            end, '')
            || coalesce(case
                when
                    warehouse_value is null
                    or same_units_change = warehouse_value
                    or (value_kind = 'move' and sign(same_units_change) = warehouse_value)
                    then null
                when verdict = 'contradicted' and value_kind = 'number' and same_units_change = claimed_value
                    then {{ sentence('is_change_of_same_units', language, change='same_units_' ~ language) }}
                when same_units_change is not null
                    then {{ sentence('change_of_same_units', language, change='same_units_' ~ language) }}
            end, '')
            || coalesce(case
                when is_target then null
                {% for told, applies in [
                    ('alone_contradicted', "total_verdict = 'contradicted' and is_agreed and is_supported"),
                    ('contradicted', "total_verdict = 'contradicted'"), ('unknown', "total_verdict = 'unknown'"),
                    ('unsupported', "total_verdict = 'unsupported'"),
                    ('right', "total_verdict = 'confirmed' and verdict = 'contradicted' and not is_agreed")
                ] %}
                    when {{ applies }}
                        then {{ sentence(
                            'total_' ~ told, language, total='total_' ~ language,
                            claimed='claimed_total_' ~ language, held='warehouse_total_' ~ language
                        ) }}
                {% endfor %}
            end, '')
            || coalesce('; ' || total_note_{{ language }}, '') as reason_{{ language }},
            case verdict
                {% for verdict in [
                    'confirmed', 'contradicted', 'conflicting', 'unverifiable', 'met', 'missed', 'out_of_scope'
                ] %}
                    when '{{ verdict }}' then {{ sentence('claim_' ~ verdict, language) }}
                {% endfor %}
            end as judgement_{{ language }},
        {% endfor %}
        *
    from phrased
)

select
    claim_id,
    {% for language in ['vi', 'en'] %}
        case
            when value_kind = 'words' and not is_target
                then {{ sentence('in_its_words', language, words='claimed_' ~ language) }}
            else claimed_{{ language }}
        end as claimed_{{ language }},
        held_{{ language }} || coalesce(held_total_{{ language }}, '') as warehouse_{{ language }},
        case
            {% for kind, applies in [
                ('other_things', "verdict = 'out_of_scope'"), ('a_target', 'is_target'), ('a_figure', none)
            ] %}
                {{ "when " ~ applies ~ " then" if applies else "else" }}
                {{ sentence(
                    'claim_of_' ~ kind, language, subject='subject_' ~ language, question='question_' ~ language,
                    part="coalesce(part_" ~ language ~ ", '')", claimed='claimed_' ~ language,
                    judgement='judgement_' ~ language, reason='reason_' ~ language
                ) }}
            {% endfor %}
        end as explanation_{{ language }},
    {% endfor %}
    warehouse_text
from reasoned
