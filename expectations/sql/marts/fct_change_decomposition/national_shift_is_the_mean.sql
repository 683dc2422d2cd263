-- A national shift is the mean of the contributions of all units whose total has a change
with changed as (
    select index_code, year, count(score_change) as n_units
    from marts.fct_score_change
    where component_code = 'total'
    group by all
)

select
    batch.index_code, batch.year, batch.level, batch.component_code,
    count(*) as n_rows, min(changed.n_units) as n_changed,
    avg(batch.contribution) as mean, max(batch.national_shift) as shift
from {{ batch }} as batch
inner join changed using (index_code, year)
where batch.national_shift is not null
group by all
having
    min(batch.n_compared) <> count(*)
    or max(batch.n_compared) <> count(*)
    or min(changed.n_units) <> count(*)
    or min(batch.national_shift) <> max(batch.national_shift)
    or abs(avg(batch.contribution) - max(batch.national_shift)) > 0.000000001
