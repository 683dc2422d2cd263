-- A conflict is open exactly where no value was chosen, and always has another value
select *
from {{ batch }}
where
    (resolution_rule = 'open') <> (chosen_value is null)
    or n_other_values < 1
    or (chosen_value is null and n_other_values < 2)
