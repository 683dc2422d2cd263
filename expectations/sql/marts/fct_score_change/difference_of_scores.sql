-- A change is the difference of the two scores, and there is none across a hard break or between two scales
select
    batch.index_code, batch.year, batch.province_id, batch.component_code, batch.break_kind, batch.score_change,
    current_scores.score, earlier.score as previous_score
from {{ batch }} as batch
inner join {{ held_scores }} as current_scores using (index_code, year, province_id, component_code)
left join {{ held_scores }} as earlier
    on
        batch.index_code = earlier.index_code
        and batch.previous_year = earlier.year
        and batch.previous_province_id = earlier.province_id
        and batch.component_code = earlier.component_code
where
    batch.score_change is distinct from
    case
        when batch.break_kind <> 'hard' and coalesce(current_scores.scale_note_en, earlier.scale_note_en) is null
            then current_scores.score - earlier.score
    end
