-- A key that stands twice would resolve a name twice and multiply its rows, to two units or to the same one.
select
    boundary_set,
    {{ fold_name('alias') }} as alias_key,
    count(*) as n_rows
from {{ ref('province_aliases') }}
group by boundary_set, {{ fold_name('alias') }}
having count(*) > 1
