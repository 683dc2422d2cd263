-- A computed rank is one more than the number of units with a better score
with scored as (
    select
        batch.index_code, batch.year, batch.component_code, batch.scope, batch.scope_value, batch.province_id,
        batch.computed_rank, scores.score,
        rank() over (
            partition by batch.index_code, batch.year, batch.component_code, batch.scope, batch.scope_value
            order by scores.score desc nulls last
        ) as recomputed_rank
    from {{ batch }} as batch
    inner join {{ held_scores }} as scores using (index_code, year, province_id, component_code)
)

select *
from scored
where computed_rank <> recomputed_rank
