-- The place of a unit within its region or among its kind, where national places alone tell it: when every
-- better place is held by a known unit, or when the places of all units of that scope are known.
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
        ) as place
    from ranked
    inner join {{ ref('int_edition_scopes') }} as scopes
        on
            ranked.index_code = scopes.index_code
            and ranked.year = scopes.year
            and ranked.province_id = scopes.province_id
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
    cast(members.place as integer) as rank,
    members.n_better_known = members.rank - 1 as is_led_by_known_units
from members
inner join {{ ref('int_scope_units') }} as scope_units
    on
        members.index_code = scope_units.index_code
        and members.year = scope_units.year
        and members.component_code = scope_units.component_code
        and members.scope = scope_units.scope
        and members.scope_value = scope_units.scope_value
where
    members.n_better_known = members.rank - 1
    or members.n_known = scope_units.n_units
