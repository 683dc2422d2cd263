-- A change over years is the difference of the two scores, and there is none across a hard break or between two scales
with broken as (
    select distinct moves.index_code, moves.year, moves.span_years
    from {{ batch }} as moves
    inner join marts.dim_edition as editions
        on
            moves.index_code = editions.index_code
            and moves.from_year < editions.year
            and moves.year >= editions.year
            and editions.break_kind = 'hard'
)

select
    batch.index_code, batch.year, batch.span_years, batch.province_id, batch.span_score_change,
    later.score, earlier.score as start_score
from {{ batch }} as batch
left join {{ held_scores }} as later
    on
        batch.index_code = later.index_code
        and batch.year = later.year
        and batch.province_id = later.province_id
        and later.component_code = 'total'
inner join {{ held_scores }} as earlier
    on
        batch.index_code = earlier.index_code
        and batch.from_year = earlier.year
        and batch.province_id = earlier.province_id
        and earlier.component_code = 'total'
left join broken
    on
        batch.index_code = broken.index_code
        and batch.year = broken.year
        and batch.span_years = broken.span_years
where
    batch.has_hard_break <> (broken.year is not null)
    or batch.year - batch.from_year <> batch.span_years
    or batch.span_score_change is distinct from
    case
        when broken.year is null and coalesce(later.scale_note_en, earlier.scale_note_en) is null
            then later.score - earlier.score
    end
