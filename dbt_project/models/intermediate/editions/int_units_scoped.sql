-- A province is ranked and averaged among all provinces, those of its region, and those of its kind.
{% for scope, value in [('national', "'all'"), ('region', 'region_code'), ('unit_type', 'unit_type')] %}
    select
        index_code,
        year,
        province_id,
        '{{ scope }}' as scope,
        {{ value }} as scope_value
    from {{ ref('int_units_dated') }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
