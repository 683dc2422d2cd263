-- Where all scores are held a rank is that of its score, in any order among equal scores, and ties are flagged
with counted as (
    select
        batch.*,
        count(*) over same_score as n_equal,
        count(*) over same_rank as n_sharing
    from {{ batch }} as batch
    where batch.computed_rank is not null
    window
        same_score as (
            partition by
                batch.index_code, batch.year, batch.component_code, batch.scope, batch.scope_value, batch.computed_rank
        ),
        same_rank as (
            partition by batch.index_code, batch.year, batch.component_code, batch.scope, batch.scope_value, batch.rank
        )
)

select *
from counted
where
    rank not between computed_rank and computed_rank + n_equal - 1
    or is_tied <> (n_sharing > 1)
    or (rank <> computed_rank and rank <> coalesce(reported_rank, 0))
