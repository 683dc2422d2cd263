-- Every figure lies within its component's bounds in that edition
select batch.file, batch.line, batch.heading, batch.value, bounds.min_score, bounds.max_score
from {{ batch }} as batch
inner join (values {{ bounds }}) as bounds (year, component_code, min_score, max_score, is_needed)
    using (year, component_code)
where
    batch.measure = 'score'
    and batch.value <> ''
    and (
        try_cast(batch.value as decimal(18, 5)) is null
        or try_cast(batch.value as decimal(18, 5)) < cast(bounds.min_score as decimal(18, 5))
        or try_cast(batch.value as decimal(18, 5)) > cast(bounds.max_score as decimal(18, 5))
    )
