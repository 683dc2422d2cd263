-- A statement that loses against the value that stands is not the published one
select batch.observation_id, batch.value, conflicts.chosen_value, conflicts.resolution_rule
from {{ batch }} as batch
inner join marts.fct_source_conflict as conflicts
    on
        batch.index_code = conflicts.index_code
        and batch.year = conflicts.year
        and batch.component_code = conflicts.component_code
        and batch.measure = conflicts.measure
        and batch.scope = conflicts.scope
        and batch.scope_value = conflicts.scope_value
        and coalesce(batch.province_id, '') = coalesce(conflicts.province_id, '')
        and coalesce(batch.compared_year, 0) = coalesce(conflicts.compared_year, 0)
where
    batch.is_chosen
    -- What printing hides of a mean or of a change is a unit of its last decimal.
    and abs(batch.value - coalesce(conflicts.chosen_value, 9999)) > case
        when batch.decimals = 0 and conflicts.resolution_rule <> 'difference' then 0
        else 1.5 * power(0.1, batch.decimals)
    end
