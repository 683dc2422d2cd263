-- Every edition is covered by a row, with the counts that fct_score, fct_rank and fct_source_conflict have; derived
-- scores do not count
with counted as (
    select index_code, year, count(score) as n_scores
    from {{ held_scores }}
    where component_code = 'total'
    group by all
),

open_ranks as (
    select index_code, year, count(*) as n_open_ranks
    from marts.fct_source_conflict
    where component_code = 'total' and measure = 'rank' and scope = 'national' and chosen_value is null
    group by all
)

select editions.index_code, editions.year, batch.units_with_score, counted.n_scores, open_ranks.n_open_ranks
from marts.dim_edition as editions
left join {{ batch }} as batch using (index_code, year)
left join counted using (index_code, year)
left join open_ranks using (index_code, year)
where
    batch.year is null
    or batch.units_with_score <> counted.n_scores
    or batch.is_complete <> (counted.n_scores = editions.units_scored)
    or batch.ranks_in_conflict <> coalesce(open_ranks.n_open_ranks, 0)
