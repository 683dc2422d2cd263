-- A unit with a profile has its five nearest in order, over three years at most
with profiles as (
    select
        *,
        lag(distance) over (partition by index_code, year, province_id order by peer_order) as nearer
    from {{ batch }}
    where peer_kind = 'profile'
),

units as (
    select index_code, year, count(distinct province_id) as n_units
    from profiles
    group by all
)

select
    profiles.index_code, profiles.year, profiles.province_id, units.n_units, count(*) as n_nearest
from profiles
inner join units using (index_code, year)
group by all
having
    count(*) <> least(5, units.n_units - 1)
    or min(profiles.peer_order) <> 1
    or max(profiles.peer_order) <> count(*)
    or count(profiles.distance) <> count(*)
    or max(case when profiles.nearer > profiles.distance then 1 else 0 end) = 1
    or max(profiles.max_years) > 3
