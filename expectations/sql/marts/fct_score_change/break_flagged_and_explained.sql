-- A break is flagged and explained
select index_code, year, province_id, component_code, break_kind, is_comparable, break_note_en
from {{ batch }}
where
    is_comparable <> (break_kind <> 'hard')
    or (break_kind <> 'none') <> (break_note_en is not null and break_note_vi is not null)
