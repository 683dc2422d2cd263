-- No run crosses a hard break, and none without soft breaks crosses one
select
    batch.index_code, batch.component_code, batch.province_id, batch.includes_soft_breaks,
    batch.start_year, batch.end_year, changes.year as break_year, changes.break_kind
from {{ batch }} as batch
inner join marts.fct_score_change as changes using (index_code, component_code, province_id)
where
    changes.year > batch.start_year
    and changes.year <= batch.end_year
    and (changes.break_kind = 'hard' or (changes.break_kind = 'soft' and not batch.includes_soft_breaks))
