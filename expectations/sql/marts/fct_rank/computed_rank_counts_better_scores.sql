-- A computed rank is one more than the number of units with a better score, and ties are flagged
with scored as (
    select
        batch.index_code, batch.year, batch.component_code, batch.scope, batch.scope_value, batch.province_id,
        batch.rank_status, batch.rank, batch.is_tied, scores.score,
        rank() over (
            partition by batch.index_code, batch.year, batch.component_code, batch.scope, batch.scope_value
            order by scores.score desc nulls last
        ) as recomputed_rank,
        count(scores.score) over (
            partition by
                batch.index_code, batch.year, batch.component_code, batch.scope, batch.scope_value, scores.score
        ) as n_equal
    from {{ batch }} as batch
    inner join {{ held_scores }} as scores using (index_code, year, province_id, component_code)
)

select *
from scored
where rank_status = 'computed' and (rank <> recomputed_rank or is_tied <> (n_equal > 1))
