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

compared as (
    select
        scores.index_code,
        scores.year,
        scores.province_id,
        scores.component_code,
        previous_units.previous_year,
        previous_units.previous_province_id,
        scores.score,
        scores.missing_reason_vi,
        scores.missing_reason_en,
        coalesce(scores.scale_note_vi, earlier.scale_note_vi) as scale_note_vi,
        coalesce(scores.scale_note_en, earlier.scale_note_en) as scale_note_en,
        earlier.score as previous_score,
        earlier.missing_reason_vi as previous_missing_reason_vi,
        earlier.missing_reason_en as previous_missing_reason_en,
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
    n_ranked,
    previous_n_ranked,
    break_kind,
    break_kind <> 'hard' as is_comparable,
    {% for language in ['vi', 'en'] %}
        case
            when break_kind = 'hard' then break_note_{{ language }}
            when no_earlier_unit_{{ language }} is not null then no_earlier_unit_{{ language }}
            when score is null
                then
                    {{ sentence('no_score_in', language, year='year') }}
                    || coalesce(': ' || missing_reason_{{ language }}, '')
            when previous_score is null
                then
                    {{ sentence('no_score_in', language, year='previous_year') }}
                    || coalesce(': ' || previous_missing_reason_{{ language }}, '')
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
