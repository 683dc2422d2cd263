-- A derived score is that of another edition, which is held, and a reported change, with both sources and its error
select
    batch.index_code, batch.year, batch.province_id, batch.component_code, batch.score, batch.score_status,
    batch.level_year, levels.score as level_score, batch.reported_change, batch.change_source_id, batch.derived_error
from {{ batch }} as batch
left join {{ held_scores }} as levels
    on
        batch.index_code = levels.index_code
        and batch.level_year = levels.year
        and batch.province_id = levels.province_id
        and batch.component_code = levels.component_code
where
    (
        batch.score_status = 'derived'
        and (
            batch.change_source_id is null or batch.derived_error is null or batch.n_sources <> 0
            or levels.score is null
            or levels.source_id <> batch.source_id
            or batch.score <> levels.score
            + batch.reported_change * case when batch.year > batch.level_year then 1 else -1 end
        )
    )
    or (
        batch.score_status is distinct from 'derived'
        and coalesce(batch.change_source_id, cast(batch.level_year as varchar)) is not null
    )
