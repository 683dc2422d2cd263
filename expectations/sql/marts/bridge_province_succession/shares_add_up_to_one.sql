-- The shares of a unit's predecessors add up to one
select successor_id, sum(population_share) as share
from {{ batch }}
group by all
having abs(sum(population_share) - 1) > 0.000002
