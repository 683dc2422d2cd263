-- With the target score a unit would have the rank that is stated, and with less it would not
select
    batch.index_code, batch.year, batch.province_id, batch.places_up, batch.rank, batch.score,
    batch.target_rank, batch.reached_rank, batch.target_score, batch.points_needed,
    count(case when others.score > batch.target_score then 1 end) as n_better,
    count(case when others.score >= batch.target_score then 1 end) as n_better_or_equal
from {{ batch }} as batch
inner join {{ held_scores }} as others using (index_code, year)
where others.component_code = 'total'
group by all
having
    count(case when others.score > batch.target_score then 1 end) + 1 <> batch.reached_rank
    or batch.reached_rank > batch.target_rank
    or count(case when others.score >= batch.target_score then 1 end) < batch.target_rank
    or batch.target_rank <> batch.rank - batch.places_up
    or batch.points_needed <> batch.target_score - batch.score
    or batch.points_needed <= 0
