-- Every unit with a computed rank has the ten ranks above it, or as many as there are
select ranks.index_code, ranks.year, ranks.province_id, ranks.computed_rank, count(batch.places_up) as n_ranks_above
from marts.fct_rank as ranks
left join {{ batch }} as batch using (index_code, year, province_id)
where ranks.component_code = 'total' and ranks.scope = 'national' and ranks.computed_rank is not null
group by all
having
    count(batch.places_up) <> least(10, ranks.computed_rank - 1)
    or min(batch.places_up) <> 1
    or max(batch.places_up) <> count(*)
