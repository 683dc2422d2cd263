-- A scope is complete when every province that the publisher scored has a score here: only then may we rank or average
-- it. Competition ranking: equal scores share the better rank, and the ranks after them stay empty.
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
    from {{ ref('int_scores_held') }} as scores
    inner join {{ ref('int_units_scoped') }} as scopes
        on {{ same('scores', 'scopes', 'index_code', 'year', 'province_id') }}
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
    cast(scored.n_scored as integer) as n_ranked,
    cast(rank() over best_first as integer) as rank
from scored
inner join {{ ref('int_units_counted') }} as scope_units
    on
        {{ same('scored', 'scope_units', 'index_code', 'year', 'component_code', 'scope', 'scope_value') }}
        and scored.n_scored = scope_units.n_units
window best_first as (
    partition by scored.index_code, scored.year, scored.component_code, scored.scope, scored.scope_value
    order by scored.score desc
)
