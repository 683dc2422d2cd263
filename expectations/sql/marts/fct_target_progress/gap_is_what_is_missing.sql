-- A gap is what is still missing, smaller ranks being better, and a target is met without one
select target_id, measure, target_value, value, gap, is_met
from {{ batch }}
where
    gap <> case when measure in ('rank', 'score_group') then value - target_value else target_value - value end
    or is_met is distinct from case when is_of_target_year then gap <= 0 end
