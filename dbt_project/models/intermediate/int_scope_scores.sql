-- A scope is complete when every unit that the publisher scored has a score here: only then may it be
-- ranked or averaged by us.
with units_to_score as (
    select
        scopes.index_code,
        scopes.year,
        components.component_code,
        scopes.scope,
        scopes.scope_value,
        count(*) as n_units
    from {{ ref('int_edition_scopes') }} as scopes
    inner join {{ ref('int_edition_components') }} as components
        on
            scopes.index_code = components.index_code
            and scopes.year = components.year
    left join {{ ref('int_unscored_components') }} as unscored
        on
            scopes.index_code = unscored.index_code
            and scopes.year = unscored.year
            and scopes.province_id = unscored.province_id
            and components.component_code = unscored.component_code
    where unscored.province_id is null
    group by
        scopes.index_code,
        scopes.year,
        components.component_code,
        scopes.scope,
        scopes.scope_value
),

scored as (
    select
        scores.index_code,
        scores.year,
        scores.province_id,
        scores.component_code,
        scopes.scope,
        scopes.scope_value,
        scores.score,
        count(*) over (
            partition by scores.index_code, scores.year, scores.component_code, scopes.scope, scopes.scope_value
        ) as n_scored
    from {{ ref('int_scores_assembled') }} as scores
    inner join {{ ref('int_edition_scopes') }} as scopes
        on
            scores.index_code = scopes.index_code
            and scores.year = scopes.year
            and scores.province_id = scopes.province_id
    where scores.score is not null
)

select
    scored.index_code,
    scored.year,
    scored.province_id,
    scored.component_code,
    scored.scope,
    scored.scope_value,
    scored.score,
    cast(scored.n_scored as integer) as n_scored
from scored
inner join units_to_score
    on
        scored.index_code = units_to_score.index_code
        and scored.year = units_to_score.year
        and scored.component_code = units_to_score.component_code
        and scored.scope = units_to_score.scope
        and scored.scope_value = units_to_score.scope_value
        and scored.n_scored = units_to_score.n_units
