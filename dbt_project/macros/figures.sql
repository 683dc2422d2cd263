{#- Number of decimals that a plain decimal text was printed with. -#}
{% macro decimals_of(text) -%}
    cast(case when {{ text }} like '%.%' then length({{ text }}) - position('.' in {{ text }}) else 0 end as integer)
{%- endmacro %}

{#- Number of decimals without which a value would be another one. -#}
{% macro decimals_needed(value) -%}
    case
        {% for decimals, unit in [(0, 1), (1, 10), (2, 100), (3, 1000), (4, 10000)] %}
            when {{ value }} * {{ unit }} = trunc({{ value }} * {{ unit }}) then {{ decimals }}
        {% endfor %}
        else 5
    end
{%- endmacro %}

{#- Ten to the power of a number of printed decimals, exactly. -#}
{% macro power_of_ten(decimals) -%}
    case {{ decimals }} when 0 then 1 when 1 then 10 when 2 then 100 when 3 then 1000 when 4 then 10000 else 100000 end
{%- endmacro %}

{#- Whether two published values say the same: the coarser is the finer one rounded, or cut off, to its own
    decimals. 0.00015 is what sums of parts of five decimals may differ by. -#}
{% macro values_agree(value, decimals, other_value, other_decimals) -%}
    {%- set unit = "least(" ~ power_of_ten(decimals) ~ ", " ~ power_of_ten(other_decimals) ~ ")" -%}
    (
        trunc({{ value }} * {{ unit }}) = trunc({{ other_value }} * {{ unit }})
        or round({{ value }} * {{ unit }}) = round({{ other_value }} * {{ unit }})
        or abs({{ value }} - {{ other_value }}) <= 0.00015
    )
{%- endmacro %}

{#- Whether a claim says what a figure is: as two values agree, but for a whole number beside one with decimals, which is
    the figure rounded and never cut off. -#}
{% macro claim_agrees(claimed, claimed_decimals, value, decimals) -%}
    case
        when ({{ claimed_decimals }} = 0) = ({{ decimals }} = 0)
            then {{ values_agree(claimed, claimed_decimals, value, decimals) }}
        else round({{ claimed }}) = round({{ value }}) or abs({{ claimed }} - {{ value }}) <= 0.00015
    end
{%- endmacro %}

{#- Whether a stated value is what was computed from others, of which printing may hide `error`. -#}
{% macro fits_computed(stated, stated_decimals, value, decimals, error) -%}
    (
        {{ values_agree(stated, stated_decimals, value, decimals) }}
        or abs({{ stated }} - {{ value }}) <= {{ error }} + 0.5 / {{ power_of_ten(stated_decimals) }}
    )
{%- endmacro %}

{#- 1 for a measure whose rise is an increase of the figure, -1 for places, of which the better one is the smaller. -#}
{% macro direction_of(measure) -%}
    case when {{ measure }} = 'rank' then -1 else 1 end
{%- endmacro %}

{#- The key of what a figure is of: sources that state figures with the same key speak of the same thing. -#}
{% macro figure_key(index_code, year, subject, component_code, measure, scope, compared_year='null') -%}
    {{ index_code }} || '|' || cast({{ year }} as varchar) || '|' || {{ subject }} || '|' || {{ component_code }}
    || '|' || {{ measure }} || '|' || {{ scope }}
    || coalesce('|' || cast({{ compared_year }} as varchar), '')
{%- endmacro %}

{#- What a figure of `rows` is of, column by column: all of them follow from its key. -#}
{% macro figure_identity(rows) -%}
    {{ rows }}.index_code,
    {{ rows }}.year,
    {{ rows }}.subject_type,
    {{ rows }}.province_id,
    {{ rows }}.subject,
    {{ rows }}.component_code,
    {{ rows }}.measure,
    {{ rows }}.scope,
    {{ rows }}.scope_value,
    {{ rows }}.compared_year
{%- endmacro %}

{#- The key of the score of a row of `rows`: its unit and component, in its year or another one. -#}
{% macro score_key(rows, year='year') -%}
    {{ figure_key(
        rows ~ '.index_code', rows ~ '.' ~ year, rows ~ '.province_id', rows ~ '.component_code', "'score'", "'national'"
    ) }}
{%- endmacro %}

{#- The columns of a figure that a raw table reports; what the table leaves open has its usual value. -#}
{% macro reported_figure(
    measure, value, value_text, decimals='decimals', subject_type="'province'", subject='province_name',
    component_code="'total'", scope="'national'", scope_value="'all'",
    compared_year='null', n_ranked='null', max_points='null'
) -%}
    index_code,
    year,
    {{ subject_type }} as subject_type,
    {{ subject }} as subject,
    {{ component_code }} as component_code,
    {{ measure }} as measure,
    {{ scope }} as scope,
    {{ scope_value }} as scope_value,
    cast({{ compared_year }} as integer) as compared_year,
    cast({{ value }} as {{ score_type() }}) as value,
    {{ value_text }} as value_text,
    {{ decimals }} as decimals,
    cast({{ n_ranked }} as integer) as n_ranked,
    cast({{ max_points }} as {{ score_type() }}) as max_points,
    source_id,
    source_file || ':' || cast(source_line as varchar) as locator
{%- endmacro %}

{#- A value as a person reads it: rounded to a number of decimals, with the decimal sign of a language. -#}
{% macro number_text(value, decimals, language=none) -%}
    {%- set text -%}
        case {{ decimals }}
            when 0 then cast(cast({{ value }} as decimal(9, 0)) as varchar)
            when 1 then cast(cast({{ value }} as decimal(9, 1)) as varchar)
            when 2 then cast(cast({{ value }} as decimal(9, 2)) as varchar)
            when 3 then cast(cast({{ value }} as decimal(9, 3)) as varchar)
            when 4 then cast(cast({{ value }} as decimal(9, 4)) as varchar)
            else cast(cast({{ value }} as decimal(9, 5)) as varchar)
        end
    {%- endset -%}
    {{ printed_text(text, language) }}
{%- endmacro %}

{#- Printed values as a sentence has them: in Vietnamese with a decimal comma, and a list of them with semicolons. -#}
{% macro printed_text(text, language) -%}
    {%- if language == 'vi' -%}
        replace(replace({{ text }}, ', ', '; '), '.', ',')
    {%- else -%}
        {{ text }}
    {%- endif -%}
{%- endmacro %}

{#- What a move is called that counts up as positive: without a language its code. `kind` is what moves. -#}
{% macro move_text(value, language=none, kind=none) -%}
    case
        {% for way, sign in [('up', '>'), ('same', '='), ('down', '<')] %}
            when {{ value }} {{ sign }} 0 then {{ sentence('move_' ~ kind ~ '_' ~ way, language) if language else "'" ~ way ~ "'" }}
        {% endfor %}
    end
{%- endmacro %}

{#- A change as a person reads it, in the unit of what changed. -#}
{% macro change_text(value, decimals, unit, language) -%}
    case
        {% for way, sign in [('rise', '>'), ('none', '='), ('fall', '<')] %}
            when {{ value }} {{ sign }} 0
                then {{ sentence(
                    'change_' ~ way ~ '_of_' ~ unit, language, size=number_text('abs(' ~ value ~ ')', decimals, language)
                ) }}
        {% endfor %}
    end
{%- endmacro %}

{#- A note as it stands within a sentence: its first letter small, unless it begins with an abbreviation. -#}
{% macro in_sentence(text) -%}
    case
        when substr({{ text }}, 2, 1) = lower(substr({{ text }}, 2, 1))
            then lower(substr({{ text }}, 1, 1)) || substr({{ text }}, 2)
        else {{ text }}
    end
{%- endmacro %}

{#- A date as a person reads it: 01/07/2025 in Vietnamese, 2025-07-01 in English. Of a text, the day or the month may be
    left out: 07/2025 or 2025. -#}
{% macro date_text(date, language) -%}
    {%- set text = "cast(" ~ date ~ " as varchar)" -%}
    {%- if language == 'vi' -%}
        case when length({{ text }}) > 7 then substr({{ text }}, 9, 2) || '/' else '' end
        || case when length({{ text }}) > 4 then substr({{ text }}, 6, 2) || '/' else '' end
        || substr({{ text }}, 1, 4)
    {%- else -%}
        {{ text }}
    {%- endif -%}
{%- endmacro %}

{#- What each figure of `ties` must be by the `figures` that it is tied to, where all of these have a value. `error` is
    what printing may hide: half a unit of the last decimal of each. -#}
{% macro implied_by_ties(ties, figures) -%}
    select
        implied.tie_id,
        implied.figure_key,
        implied.rule,
        cast(-sum(inputs.coefficient * figures.value) / implied.coefficient as {{ score_type() }}) as value,
        cast(
            sum(case when inputs.is_exact then 0 else 0.5 * abs(inputs.coefficient) end
                / {{ power_of_ten('figures.decimals') }}) / abs(implied.coefficient) as {{ score_type() }}
        ) as error,
        min(figures.decimals) as decimals
    from {{ ties }} as implied
    inner join {{ ties }} as inputs
        on
            implied.tie_id = inputs.tie_id
            and implied.figure_key <> inputs.figure_key
    left join {{ figures }} as figures
        on inputs.figure_key = figures.figure_key
    group by implied.tie_id, implied.figure_key, implied.rule, implied.coefficient
    having count(*) = count(figures.value)
{%- endmacro %}

{#- Ranks of `figures` that another unit contradicts, with the rank that does: units do not share a rank unless their
    scores agree or one source says so, and a better rank has no lower score. A score on another scale says nothing.
    Where a full table has the scores, they decide. -#}
{% macro opposed_ranks(figures) -%}
    with ranks as (
        select
            ranks.*,
            case when scales.index_code is null then scores.value end as score,
            scores.decimals as score_decimals
        from {{ figures }} as ranks
        left join {{ figures }} as scores
            on {{ score_key('ranks') }} = scores.figure_key
        left join {{ ref('stated_scales') }} as scales
            on {{ same('ranks', 'scales', 'index_code', 'year', 'province_id', 'component_code') }}
        where
            ranks.measure = 'rank'
            and ranks.value is not null
            and ranks.province_id is not null
            and ranks.compared_year is null
            and coalesce(scores.resolution_rule, '') <> 'official_table'
    )

    select
        ranks.figure_key,
        rivals.figure_key as rival_key,
        -- Otherwise their scores may be the same, and the rank that of both.
        ranks.score is not null and rivals.score is not null as is_impossible
    from ranks
    inner join ranks as rivals
        on
            {{ same('ranks', 'rivals', 'index_code', 'year', 'component_code', 'scope', 'scope_value') }}
            and ranks.province_id <> rivals.province_id
    left join {{ ref('int_ranks_shared') }} as shared
        on
            ranks.figure_key = shared.figure_key
            and rivals.figure_key = shared.other_figure_key
            and ranks.value = shared.value
    where
        case
            when ranks.score is null or rivals.score is null
                then ranks.value = rivals.value and shared.figure_key is null
            when
                {{ values_agree('ranks.score', 'ranks.score_decimals', 'rivals.score', 'rivals.score_decimals') }}
                then false
            when ranks.score > rivals.score then ranks.value >= rivals.value
            else ranks.value <= rivals.value
        end
{%- endmacro %}
