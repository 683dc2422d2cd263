-- A region may be reported by its name in either language or by its code. A key that stands twice would resolve a name
-- twice and multiply its rows.
select
    boundary_set,
    {{ fold_name('region_name') }} as region_key,
    count(*) as n_names
from (
    {% for name in ['name_vi', 'name_en', 'region_code'] %}
        select
            boundary_set,
            region_code,
            {{ name }} as region_name
        from {{ ref('regions') }}
        {% if not loop.last %}union{% endif %}
    {% endfor %}
) as names
group by boundary_set, {{ fold_name('region_name') }}
having count(*) > 1
