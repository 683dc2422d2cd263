with pairs as (
    select
        scores.index_code,
        scores.year,
        scores.province_id,
        scores.component_code,
        previous_units.previous_year,
        previous_units.previous_province_id
    from {{ ref('int_scores_held') }} as scores
    inner join {{ ref('int_units_continued') }} as previous_units
        on {{ same('scores', 'previous_units', 'index_code', 'year', 'province_id') }}
),

ranks as (
    {{ ranks_compared('pairs') }}
),

derived as (
    select *
    from {{ ref('int_levels_derived') }}
    where measure = 'score'
),

-- What documents say of the change themselves.
reported as (
    select
        index_code,
        year,
        province_id,
        component_code,
        compared_year as previous_year,
        max(case when measure = 'score_change' then value end) as score_change,
        max(case when measure = 'rank_change' then value end) as rank_change
    from {{ ref('int_figures_resolved') }}
    where
        measure in ('score_change', 'rank_change')
        and subject_type = 'province'
        and scope = 'national'
    group by index_code, year, province_id, component_code, compared_year
),

compared as (
    select
        scores.index_code,
        scores.year,
        scores.province_id,
        scores.component_code,
        previous_units.previous_year,
        previous_units.previous_province_id,
        scores.score,
        coalesce(derived.missing_reason_vi, scores.missing_reason_vi) as missing_reason_vi,
        coalesce(derived.missing_reason_en, scores.missing_reason_en) as missing_reason_en,
        derived.value as derived_score,
        derived.decimals as derived_decimals,
        derived.derived_error,
        coalesce(scores.scale_note_vi, earlier.scale_note_vi) as scale_note_vi,
        coalesce(scores.scale_note_en, earlier.scale_note_en) as scale_note_en,
        earlier.score as previous_score,
        coalesce(derived_earlier.missing_reason_vi, earlier.missing_reason_vi) as previous_missing_reason_vi,
        coalesce(derived_earlier.missing_reason_en, earlier.missing_reason_en) as previous_missing_reason_en,
        derived_earlier.value as previous_derived_score,
        derived_earlier.decimals as previous_derived_decimals,
        derived_earlier.derived_error as previous_derived_error,
        reported.score_change as reported_score_change,
        reported.rank_change as reported_rank_change,
        ranks.rank,
        ranks.n_ranked,
        ranks.previous_rank,
        ranks.previous_n_ranked,
        ranks.rank_change_same_units,
        coalesce(breaks.break_kind, 'none') as break_kind,
        coalesce(breaks.is_rank_comparable, true) as is_rank_comparable,
        previous_units.is_other_boundary_set,
        previous_units.missing_reason_vi as no_earlier_unit_vi,
        previous_units.missing_reason_en as no_earlier_unit_en,
        breaks.note_vi as break_note_vi,
        breaks.note_en as break_note_en
    from {{ ref('int_scores_held') }} as scores
    inner join {{ ref('int_units_continued') }} as previous_units
        on {{ same('scores', 'previous_units', 'index_code', 'year', 'province_id') }}
    left join {{ ref('int_scores_held') }} as earlier
        on
            scores.index_code = earlier.index_code
            and previous_units.previous_year = earlier.year
            and previous_units.previous_province_id = earlier.province_id
            and scores.component_code = earlier.component_code
    left join derived
        on {{ same('scores', 'derived', 'index_code', 'year', 'province_id', 'component_code') }}
    left join derived as derived_earlier
        on
            scores.index_code = derived_earlier.index_code
            and previous_units.previous_year = derived_earlier.year
            and previous_units.previous_province_id = derived_earlier.province_id
            and scores.component_code = derived_earlier.component_code
    left join reported
        on
            {{ same('scores', 'reported', 'index_code', 'year', 'province_id', 'component_code') }}
            and previous_units.previous_year = reported.previous_year
    inner join ranks
        on {{ same('scores', 'ranks', 'index_code', 'year', 'province_id', 'component_code') }}
    left join {{ ref('int_breaks_dated') }} as breaks
        on {{ same('scores', 'breaks', 'index_code', 'year', 'component_code') }}
)

select
    index_code,
    year,
    province_id,
    component_code,
    previous_year,
    previous_province_id,
    cast(
        case when break_kind <> 'hard' and scale_note_en is null then score - previous_score end as {{ score_type() }}
    ) as score_change,
    case when is_rank_comparable and not is_other_boundary_set then previous_rank - rank end as rank_change,
    case when is_rank_comparable and not is_other_boundary_set then rank_change_same_units end
        as rank_change_same_units,
    cast(reported_score_change as {{ score_type() }}) as reported_score_change,
    cast(reported_rank_change as integer) as reported_rank_change,
    n_ranked,
    previous_n_ranked,
    break_kind,
    break_kind <> 'hard' as is_comparable,
    {% for language in ['vi', 'en'] %}
        case
            when break_kind = 'hard' then break_note_{{ language }}
            when no_earlier_unit_{{ language }} is not null then no_earlier_unit_{{ language }}
            when score is null
                then {{ no_score_text(
                    language, 'year', 'derived_score', 'derived_decimals', 'derived_error',
                    'missing_reason_' ~ language
                ) }}
            when previous_score is null
                then {{ no_score_text(
                    language, 'previous_year', 'previous_derived_score', 'previous_derived_decimals',
                    'previous_derived_error', 'previous_missing_reason_' ~ language
                ) }}
            else scale_note_{{ language }}
        end as not_comparable_reason{{ '_vi' if language == 'vi' }},
        case
            when not is_rank_comparable then break_note_{{ language }}
            when is_other_boundary_set then {{ sentence('ranks_of_other_boundaries', language) }}
        end as rank_not_comparable_reason_{{ language }},
        case
            when not is_rank_comparable then break_note_{{ language }}
            when is_other_boundary_set then {{ sentence('ranks_of_other_boundaries', language) }}
            when rank is null then {{ sentence('no_rank_in', language, year='year') }}
            when previous_rank is null then {{ sentence('no_rank_in', language, year='previous_year') }}
            when rank_change_same_units is null
                then {{ sentence('ranked_once_not_known', language, previous_year='previous_year', year='year') }}
        end as same_units_reason_{{ language }},
    {% endfor %}
    break_note_vi,
    break_note_en
from compared
