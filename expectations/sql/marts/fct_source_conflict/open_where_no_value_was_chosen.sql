-- A conflict is open or excluded exactly where no value was chosen, and always has another value
select *
from {{ batch }}
where
    (resolution_rule in ('open', 'excluded')) <> (chosen_value is null)
    or n_other_values < 1
    -- A rank alone may be at odds with those of other units.
    or (chosen_value is null and measure <> 'rank' and n_other_values < 2)
