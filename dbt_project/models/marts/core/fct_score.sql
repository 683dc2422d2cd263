-- What is held, and where nobody says anything, what follows from another edition.
with derived as (
    select *
    from {{ ref('int_levels_derived') }}
    where measure = 'score'
)

select
    coalesce(held.index_code, derived.index_code) as index_code,
    coalesce(held.year, derived.year) as year,
    coalesce(held.province_id, derived.province_id) as province_id,
    coalesce(held.component_code, derived.component_code) as component_code,
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
    coalesce(held.n_sources, 0) as n_sources,
    coalesce(held.is_conflicted, false) as is_conflicted,
    {% for language in ['vi', 'en'] %}
        case
            when derived.value is null
                then coalesce(derived.missing_reason_{{ language }}, held.missing_reason_{{ language }})
        end as missing_reason_{{ language }},
        held.scale_note_{{ language }},
    {% endfor %}
    case when derived.value is not null then derived.level_locator else held.locator end as locator
from {{ ref('int_scores_held') }} as held
full outer join derived
    on {{ same('held', 'derived', 'index_code', 'year', 'province_id', 'component_code') }}
