{#- Whether two tables agree in the columns named after them: the condition of most joins. -#}
{% macro same(left, right) -%}
    {%- for column in varargs -%}
        {{ left }}.{{ column }} = {{ right }}.{{ column }}{{ " and " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
