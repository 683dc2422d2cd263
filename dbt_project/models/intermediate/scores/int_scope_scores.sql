-- A scope is complete when every unit that the publisher scored has a score here: only then may it be
-- ranked or averaged by us.
with scored as (
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
    from {{ ref('int_scores_resolved') }} as scores
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
inner join {{ ref('int_scope_units') }} as scope_units
    on
        scored.index_code = scope_units.index_code
        and scored.year = scope_units.year
        and scored.component_code = scope_units.component_code
        and scored.scope = scope_units.scope
        and scored.scope_value = scope_units.scope_value
        and scored.n_scored = scope_units.n_units
