-- The contributions of a level add up exactly to the change of the total
select
    batch.index_code, batch.year, batch.province_id, batch.level,
    changes.score_change, min(batch.total_change) as total_change, sum(batch.contribution) as contributions
from {{ batch }} as batch
left join marts.fct_score_change as changes
    on
        batch.index_code = changes.index_code
        and batch.year = changes.year
        and batch.province_id = changes.province_id
        and changes.component_code = 'total'
group by all
having
    changes.score_change is null
    or sum(batch.contribution) <> changes.score_change
    or min(batch.total_change) <> changes.score_change
    or max(batch.total_change) <> changes.score_change
