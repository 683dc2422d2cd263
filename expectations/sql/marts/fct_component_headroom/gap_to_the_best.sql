-- The gap to the best is to that of the summaries, and no score is above it
select
    batch.index_code, batch.year, batch.province_id, batch.component_code, batch.score,
    batch.gap_to_best, summaries.max
from {{ batch }} as batch
left join marts.fct_edition_summary as summaries
    on
        batch.index_code = summaries.index_code
        and batch.year = summaries.year
        and batch.component_code = summaries.component_code
        and summaries.scope = 'national'
where
    batch.gap_to_best is distinct from batch.score - summaries.max
    or batch.gap_to_best > 0
    or (batch.gap_to_best is null) <> (batch.gap_to_best_reason_vi is not null)
    or (batch.gap_to_best is null) <> (batch.gap_to_best_reason_en is not null)
