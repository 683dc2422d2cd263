-- What comes from a change of method is marked and explained, and nothing else is
select
    batch.index_code, batch.year, batch.province_id, batch.level, batch.component_code,
    batch.part_status, batch.is_method_change, batch.break_note_en, changes.break_kind
from {{ batch }} as batch
left join marts.fct_score_change as changes using (index_code, year, province_id, component_code)
where
    batch.is_method_change <> (batch.part_status <> 'same' or coalesce(changes.break_kind, 'none') <> 'none')
    or batch.is_method_change <> (batch.break_note_vi is not null)
    or batch.is_method_change <> (batch.break_note_en is not null)
    or (batch.part_status = 'new') <> (batch.previous_score is null)
    or (batch.part_status = 'dropped') <> (batch.score is null)
