-- Bounds need no more than the score; sizes and quartiles need every rank. The quartile rule is for editions whose
-- groups nobody reported: it gives the sizes reported for 2019 and 2020, and no rule gives those of 2022 and 2023.
-- Ties share a group.
with candidates as (
    select
        scores.index_code,
        scores.year,
        scores.province_id,
        ranks.rank,
        groups.group_order,
        groups.group_rule
    from {{ ref('int_scores_held') }} as scores
    left join {{ ref('int_scores_ranked') }} as ranks
        on
            {{ same('scores', 'ranks', 'index_code', 'year', 'province_id', 'component_code') }}
            and ranks.scope = 'national'
    inner join {{ ref('int_groups_drawn') }} as groups
        on
            {{ same('scores', 'groups', 'index_code', 'year') }}
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
                    and {{ is_in_best_groups('ranks.rank', 'ranks.n_ranked', 'groups.group_order', 'groups.n_groups') }}
                )
            )
    where
        scores.component_code = 'total'
        and scores.score is not null
        -- Bounds say nothing of a score on another scale.
        and scores.scale_note_en is null
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
