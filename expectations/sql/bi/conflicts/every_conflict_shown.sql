-- The view shows every conflict, with the documents that state it
select
    conflicts.index_code,
    conflicts.year,
    conflicts.measure,
    conflicts.explanation_en
from marts.fct_source_conflict as conflicts
left join {{ batch }} as shown
    on
        conflicts.index_code = shown.index_code
        and conflicts.year = shown.year
        and conflicts.explanation_en = shown.explanation_en
where shown.n_documents is null
