-- Bounds need no more than the score; sizes and quartiles need every place. Quartile rule, for editions whose
-- groups nobody reported: a unit is in the highest k of N groups when it is at or above the matching percentile
-- of the totals, which in places is (rank - 1) * N <= (n - 1) * k. It gives the sizes reported for 2019 and 2020;
-- no rule gives those of 2022 and 2023. Ties share a group.
with candidates as (
    select
        scores.index_code,
        scores.year,
        scores.province_id,
        ranks.rank,
        groups.group_order,
        groups.group_rule
    from {{ ref('int_scores_resolved') }} as scores
    left join {{ ref('int_scores_ranked') }} as ranks
        on
            scores.index_code = ranks.index_code
            and scores.year = ranks.year
            and scores.province_id = ranks.province_id
            and scores.component_code = ranks.component_code
            and ranks.scope = 'national'
    inner join {{ ref('int_edition_groups') }} as groups
        on
            scores.index_code = groups.index_code
            and scores.year = groups.year
            and (
                (
                    groups.group_rule = 'reported_bounds'
                    -- Bounds are printed with two decimals and apply to totals rounded likewise.
                    and (groups.group_order = groups.n_groups or round(scores.score, 2) >= groups.lower_bound)
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
        scores.component_code = 'total'
        and scores.score is not null
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
