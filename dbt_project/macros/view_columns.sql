{#- What every view says of a unit: `rows` are of dim_edition_unit or dim_province. -#}
{% macro unit_columns(rows) -%}
    {{ rows }}.name_vi as province_name_vi,
    {{ rows }}.name_en as province_name_en,
    {{ rows }}.province_key,
    {{ rows }}.unit_type,
    {{ labels('unit_type', rows ~ '.unit_type') }},
    {{ rows }}.region_code,
    {{ rows }}.region_name_vi,
    {{ rows }}.region_name_en
{%- endmacro %}

{#- What the value of a scope is called: a region of `regions`, a kind of unit, a group of `groups`, or the country. -#}
{% macro scope_value_names(rows, groups=none) -%}
    {%- set kinds = {
        'all': {'vi': 'Cả nước', 'en': 'The whole country'},
        'municipality': {'vi': 'Thành phố trực thuộc Trung ương', 'en': 'Centrally run cities'},
        'province': {'vi': 'Các tỉnh', 'en': 'Provinces'},
    } -%}
    {%- for language in ['vi', 'en'] -%}
        case {{ rows }}.scope_value
        {%- for value, name in kinds.items() %}
            when '{{ value }}' then '{{ name[language] }}'
        {%- endfor %}
            else {% if groups %}coalesce(regions.name_{{ language }}, {{ groups }}.name_{{ language }})
            {%- else %}regions.name_{{ language }}{% endif %}
        end as scope_value_name_{{ language }}{{ ',' if not loop.last }}
    {% endfor -%}
{%- endmacro %}

{#- Words as a label, which begins with a capital. -#}
{% macro capitalised(text) -%}
    upper(substr({{ text }}, 1, 1)) || substr({{ text }}, 2)
{%- endmacro %}
