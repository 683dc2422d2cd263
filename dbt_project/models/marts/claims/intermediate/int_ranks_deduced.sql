-- The rank of a province within its region or among its kind, where it follows from national ranks alone: when every
-- better rank is held by a known province, or when the ranks of all provinces of that scope are known.
with ranked as (
    select
        index_code,
        year,
        province_id,
        component_code,
        rank,
        rank() over (partition by index_code, year, component_code order by rank) - 1 as n_better_known
    from {{ ref('fct_rank') }}
    where
        scope = 'national'
        and rank_status = 'reported'
),

members as (
    select
        ranked.index_code,
        ranked.year,
        ranked.province_id,
        ranked.component_code,
        ranked.rank,
        ranked.n_better_known,
        scopes.scope,
        scopes.scope_value,
        count(*) over (
            partition by ranked.index_code, ranked.year, ranked.component_code, scopes.scope, scopes.scope_value
        ) as n_known,
        rank() over (
            partition by ranked.index_code, ranked.year, ranked.component_code, scopes.scope, scopes.scope_value
            order by ranked.rank
        ) as rank_in_scope
    from ranked
    inner join {{ ref('int_units_scoped') }} as scopes
        on
            {{ same('ranked', 'scopes', 'index_code', 'year', 'province_id') }}
            and scopes.scope <> 'national'
)

select
    members.index_code,
    members.year,
    members.province_id,
    members.component_code,
    members.scope,
    members.scope_value,
    members.rank as national_rank,
    cast(members.rank_in_scope as integer) as rank,
    members.n_better_known = members.rank - 1 as is_led_by_known_units
from members
inner join {{ ref('int_units_counted') }} as scope_units
    on {{ same('members', 'scope_units', 'index_code', 'year', 'component_code', 'scope', 'scope_value') }}
where
    members.n_better_known = members.rank - 1
    or members.n_known = scope_units.n_units
