-- Every edition is covered by a row, with the counts that fct_score and fct_rank have; derived scores do not count
with counted as (
    select index_code, year, count(score) as n_scores
    from {{ held_scores }}
    where component_code = 'total'
    group by all
)

select editions.index_code, editions.year, batch.units_with_score, counted.n_scores
from marts.dim_edition as editions
left join {{ batch }} as batch using (index_code, year)
left join counted using (index_code, year)
where
    batch.year is null
    or batch.units_with_score <> counted.n_scores
    or batch.is_complete <> (counted.n_scores = editions.units_scored)
