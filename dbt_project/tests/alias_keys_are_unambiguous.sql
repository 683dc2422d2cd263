-- Two aliases of one key must mean one unit, or a name would resolve to both and its rows multiply; and one
-- key needs one row, or it would resolve twice to the same unit with the same effect.
select
    boundary_set,
    {{ fold_name('alias') }} as alias_key,
    count(*) as n_rows
from {{ ref('province_aliases') }}
group by boundary_set, {{ fold_name('alias') }}
having count(*) > 1
