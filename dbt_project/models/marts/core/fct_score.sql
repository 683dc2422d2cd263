-- What is held, and where nobody says anything, what follows from another edition.
select
    held.index_code,
    held.year,
    held.province_id,
    held.component_code,
    coalesce(held.score, derived.value) as score,
    case
        when held.score is not null then held.score_status
        when derived.value is not null then 'derived'
    end as score_status,
    case when derived.value is not null then derived.level_source_id else held.source_id end as source_id,
    case when derived.value is not null then derived.change_source_id end as change_source_id,
    case when derived.value is not null then derived.derived_error end as derived_error,
    case when derived.value is not null then derived.level_year end as level_year,
    case when derived.value is not null then derived.reported_change end as reported_change,
    held.n_sources,
    held.is_conflicted,
    {% for language in ['vi', 'en'] %}
        case
            when derived.value is null then coalesce(derived.missing_reason_{{ language }}, held.missing_reason_{{ language }})
        end as missing_reason_{{ language }},
    {% endfor %}
    case when derived.value is not null then derived.level_locator else held.locator end as locator
from {{ ref('int_scores_held') }} as held
left join {{ ref('int_levels_derived') }} as derived
    on
        {{ same('held', 'derived', 'index_code', 'year', 'province_id', 'component_code') }}
        and derived.measure = 'score'
        and held.is_unknown
