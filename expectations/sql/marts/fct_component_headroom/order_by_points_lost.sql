-- The order counts the parts of the unit that lost more
with ordered as (
    select
        index_code, year, province_id, component_code, score, points_lost, headroom_order, n_ordered, n_parts,
        count(points_lost) over (partition by index_code, year, province_id, level) as n_known,
        rank() over (
            partition by index_code, year, province_id, level
            order by points_lost desc nulls last
        ) as recomputed_order
    from {{ batch }}
)

select *
from ordered
where
    headroom_order is distinct from case when points_lost is not null then recomputed_order end
    or n_known <> n_ordered
    or n_ordered > n_parts
