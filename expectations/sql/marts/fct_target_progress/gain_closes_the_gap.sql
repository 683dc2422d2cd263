-- The gain needed each year closes the gap by the target year
select target_id, gap, value_year, target_year, required_per_year
from {{ batch }}
where
    required_per_year <= 0
    or years_left < 0
    or value_year > target_year
    or abs(required_per_year * (target_year - value_year) - gap) > 0.0005
