-- A break applies to the step into the first edition of its year or later: the year itself need not have one. After
-- the latest edition it keeps its own year. A pilot is no edition to step into. Of several breaks in one step the
-- hardest counts.
with dated as (
    select
        breaks.index_code,
        breaks.component_code,
        breaks.year as declared_year,
        breaks.is_rank_comparable,
        breaks.note_vi,
        breaks.note_en,
        coalesce(min(editions.year), breaks.year) as year,
        case breaks.break_kind when 'hard' then 2 when 'soft' then 1 else 0 end as severity
    from {{ ref('component_breaks') }} as breaks
    left join {{ ref('editions') }} as editions
        on
            breaks.index_code = editions.index_code
            and breaks.year <= editions.year
            and not editions.is_pilot
    group by
        breaks.index_code,
        breaks.component_code,
        breaks.year,
        breaks.break_kind,
        breaks.is_rank_comparable,
        breaks.note_vi,
        breaks.note_en
),

weighed as (
    select
        *,
        max(severity) over (partition by index_code, component_code, year) as step_severity
    from dated
)

select
    index_code,
    component_code,
    year,
    case step_severity when 2 then 'hard' when 1 then 'soft' else 'none' end as break_kind,
    count(case when severity > 0 and not is_rank_comparable then 1 end) = 0 as is_rank_comparable,
    -- Beside a break, what was found to be none says nothing of the step.
    {{ list_of('case when severity > 0 or step_severity = 0 then note_vi end', 'declared_year') }} as note_vi,
    {{ list_of('case when severity > 0 or step_severity = 0 then note_en end', 'declared_year') }} as note_en
from weighed
group by index_code, component_code, year, step_severity
