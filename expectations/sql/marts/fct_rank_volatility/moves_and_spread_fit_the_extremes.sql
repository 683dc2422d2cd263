-- A mean move and a spread exist where there is anything to take them of, and fit into the extremes
select *
from {{ batch }}
where
    n_rank_changes > n_editions_ranked
    or (n_rank_changes > 0) <> (mean_abs_rank_change is not null)
    or (n_editions_ranked > 1) <> (stddev_rank is not null)
    or mean_abs_rank_change > worst_rank - best_rank
    or stddev_rank > worst_rank - best_rank
