-- Spans count years. A change over a span is of one province under either of its codes; ranks among the 63 and among
-- the 34 do not compare. Of ranks the two ends count, whoever was ranked in between.
with spans as (
    select 1 as span_years
    union all
    select 3 as span_years
    union all
    select 5 as span_years
),

pairs as (
    select
        later.index_code,
        later.year,
        spans.span_years,
        earlier.year as from_year,
        later.boundary_set = earlier.boundary_set as is_one_boundary_set,
        later_coverage.is_complete and earlier_coverage.is_complete as is_complete
    from {{ ref('editions') }} as later
    cross join spans
    inner join {{ ref('editions') }} as earlier
        on
            later.index_code = earlier.index_code
            and later.year - spans.span_years = earlier.year
    inner join {{ ref('fct_coverage') }} as later_coverage
        on {{ same('later', 'later_coverage', 'index_code', 'year') }}
    inner join {{ ref('fct_coverage') }} as earlier_coverage
        on {{ same('earlier', 'earlier_coverage', 'index_code', 'year') }}
    where
        not later.is_pilot
        and not earlier.is_pilot
),

broken as (
    select
        pairs.index_code,
        pairs.year,
        pairs.span_years,
        count(case when breaks.break_kind = 'soft' then 1 end) > 0 as has_soft_break,
        count(case when breaks.break_kind = 'hard' then 1 end) > 0 as has_hard_break,
        count(case when not breaks.is_rank_comparable then 1 end) = 0 as is_rank_comparable,
        {{ list_of("case when breaks.break_kind = 'hard' then breaks.note_vi end", 'breaks.year') }} as hard_note_vi,
        {{ list_of("case when breaks.break_kind = 'hard' then breaks.note_en end", 'breaks.year') }} as hard_note_en
    from pairs
    left join {{ ref('int_breaks_dated') }} as breaks
        on
            pairs.index_code = breaks.index_code
            and breaks.component_code = 'total'
            and pairs.from_year < breaks.year
            and pairs.year >= breaks.year
    group by pairs.index_code, pairs.year, pairs.span_years
),

places as (
    select
        pairs.index_code,
        pairs.year,
        units.province_id,
        'total' as component_code,
        pairs.from_year as previous_year,
        starts.other_province_id as previous_province_id
    from pairs
    inner join {{ ref('int_units_dated') }} as units
        on {{ same('pairs', 'units', 'index_code', 'year') }}
    left join {{ ref('int_units_matched') }} as starts
        on
            {{ same('units', 'starts', 'index_code', 'year', 'province_id') }}
            and pairs.from_year = starts.other_year
),

ranks as (
    {{ ranks_compared('places') }}
),

changes as (
    select
        pairs.index_code,
        pairs.year,
        pairs.span_years,
        ranks.province_id,
        pairs.from_year,
        pairs.is_complete,
        broken.has_soft_break,
        broken.has_hard_break,
        broken.hard_note_vi,
        broken.hard_note_en,
        ranks.previous_province_id as start_province_id,
        later.score,
        earlier.score as start_score,
        {% for language in ['vi', 'en'] %}
            coalesce(derived.not_derived_reason_{{ language }}, later.missing_reason_{{ language }})
                as missing_reason_{{ language }},
            coalesce(derived_earlier.not_derived_reason_{{ language }}, earlier.missing_reason_{{ language }})
                as start_missing_reason_{{ language }},
        {% endfor %}
        {% for column in ['derived_value', 'derived_decimals', 'derived_error'] %}
            derived.{{ column }},
            derived_earlier.{{ column }} as start_{{ column }},
        {% endfor %}
        coalesce(later.scale_note_vi, earlier.scale_note_vi) as scale_note_vi,
        coalesce(later.scale_note_en, earlier.scale_note_en) as scale_note_en,
        -- Scores on two scales have no difference.
        case
            when not broken.has_hard_break and coalesce(later.scale_note_en, earlier.scale_note_en) is null
                then later.score - earlier.score
        end as span_score_change,
        broken.is_rank_comparable and pairs.is_one_boundary_set as is_rank_comparable,
        ranks.previous_rank - ranks.rank as rank_change,
        ranks.rank_change_same_units,
        ranks.n_ranked,
        ranks.previous_n_ranked
    from pairs
    inner join broken
        on {{ same('pairs', 'broken', 'index_code', 'year', 'span_years') }}
    inner join ranks
        on
            {{ same('pairs', 'ranks', 'index_code', 'year') }}
            and pairs.from_year = ranks.previous_year
    left join {{ ref('int_scores_held') }} as later
        on
            {{ same('pairs', 'later', 'index_code', 'year') }}
            and ranks.province_id = later.province_id
            and later.component_code = 'total'
    left join {{ ref('int_scores_held') }} as earlier
        on
            pairs.index_code = earlier.index_code
            and pairs.from_year = earlier.year
            and ranks.previous_province_id = earlier.province_id
            and earlier.component_code = 'total'
    left join {{ ref('fct_derived_figure') }} as derived
        on
            {{ same('later', 'derived', 'index_code', 'year', 'province_id', 'component_code') }}
            and derived.measure = 'score'
    left join {{ ref('fct_derived_figure') }} as derived_earlier
        on
            {{ same('earlier', 'derived_earlier', 'index_code', 'year', 'province_id', 'component_code') }}
            and derived_earlier.measure = 'score'
),

counted as (
    select
        *,
        count(span_score_change) over edition as n_changes,
        -- To be the first needs every change that there is.
        is_complete and count(*) over edition = count(start_province_id) over edition as is_orderable
    from changes
    window edition as (partition by index_code, year, span_years)
)

select
    index_code,
    year,
    span_years,
    province_id,
    from_year,
    cast(span_score_change as {{ score_type() }}) as span_score_change,
    case when is_rank_comparable then rank_change end as span_rank_change,
    case when is_rank_comparable then rank_change_same_units end as span_rank_change_same_units,
    n_ranked,
    previous_n_ranked as from_n_ranked,
    has_soft_break,
    has_hard_break,
    cast(
        case
            when is_orderable and span_score_change > 0
                then rank() over (
                    partition by index_code, year, span_years order by span_score_change desc nulls last
                )
        end as integer
    ) as riser_order,
    cast(
        case
            when is_orderable and span_score_change < 0
                then rank() over (
                    partition by index_code, year, span_years order by span_score_change asc nulls last
                )
        end as integer
    ) as faller_order,
    {% for language in ['vi', 'en'] %}
        case
            when span_score_change is not null then null
            when has_hard_break then hard_note_{{ language }}
            when start_province_id is null then {{ sentence('no_unit_in', language, year='from_year') }}
            when score is null
                then {{ no_score_text(
                    language, 'year', 'derived_value', 'derived_decimals', 'derived_error',
                    'missing_reason_' ~ language
                ) }}
            when start_score is null
                then {{ no_score_text(
                    language, 'from_year', 'start_derived_value', 'start_derived_decimals', 'start_derived_error',
                    'start_missing_reason_' ~ language
                ) }}
            else scale_note_{{ language }}
        end as span_reason_{{ language }},
        case
            when has_hard_break then hard_note_{{ language }}
            when not is_complete then {{ sentence('scores_not_held_for_both', language) }}
            when not is_orderable then {{ sentence('units_not_all_there_before', language) }}
            when span_score_change is null then {{ sentence('no_change_known', language) }}
            when span_score_change = 0 then {{ sentence('score_unchanged', language) }}
        end as order_reason_{{ language }},
    {% endfor %}
    cast(n_changes as integer) as n_changes
from counted
