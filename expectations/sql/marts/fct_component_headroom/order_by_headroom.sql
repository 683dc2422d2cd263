-- The order counts the parts of the unit that are further below what others reach, and those that lost more
with ordered as (
    select
        index_code, year, province_id, component_code, gap_to_national_p90, headroom_order, n_ordered,
        points_lost, points_lost_order, n_points_lost, n_parts,
        count(gap_to_national_p90) over part as n_known,
        count(points_lost) over part as n_known_losses,
        rank() over (part order by gap_to_national_p90 nulls last) as recomputed_order,
        rank() over (part order by points_lost desc nulls last) as recomputed_losses
    from {{ batch }}
    window part as (partition by index_code, year, province_id, level)
)

select *
from ordered
where
    headroom_order is distinct from case when gap_to_national_p90 is not null then recomputed_order end
    or points_lost_order is distinct from case when points_lost is not null then recomputed_losses end
    or n_known <> n_ordered
    or n_known_losses <> n_points_lost
    or greatest(n_ordered, n_points_lost) > n_parts
