-- A step that was judged to be no break is none: it must not be here.
select
    index_code,
    component_code,
    year,
    break_kind,
    is_rank_comparable,
    note_vi,
    note_en
from {{ ref('int_breaks_judged') }}
where break_kind <> 'none'
