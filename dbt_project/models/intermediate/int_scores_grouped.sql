-- Quartile rule, for editions whose groups nobody reported: a unit is in the highest k of N groups when it is
-- at or above the matching percentile of the totals, which in places is (rank - 1) * N <= (n - 1) * k. It
-- gives the sizes reported for 2019 and 2020; no rule gives those of 2022 and 2023. Ties share a group.
with candidates as (
    select
        ranks.index_code,
        ranks.year,
        ranks.province_id,
        ranks.rank,
        groups.group_order,
        groups.group_rule
    from {{ ref('int_scores_ranked') }} as ranks
    inner join {{ ref('int_edition_groups') }} as groups
        on
            ranks.index_code = groups.index_code
            and ranks.year = groups.year
            and (
                (
                    groups.group_rule = 'reported_bounds'
                    -- Bounds are printed with two decimals and apply to totals rounded likewise.
                    and (groups.group_order = groups.n_groups or round(ranks.score, 2) >= groups.lower_bound)
                )
                or (
                    groups.group_rule = 'reported_sizes'
                    and ranks.rank <= groups.last_rank
                )
                or (
                    groups.group_rule = 'quartile'
                    and (ranks.rank - 1) * groups.n_groups <= (ranks.n_ranked - 1) * groups.group_order
                )
            )
    where
        ranks.component_code = 'total'
        and ranks.scope = 'national'
)

select
    index_code,
    year,
    province_id,
    rank,
    group_rule,
    min(group_order) as group_order
from candidates
group by index_code, year, province_id, rank, group_rule
