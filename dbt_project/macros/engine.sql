{#- What differs by engine, each behind a dispatch macro, so that models stay portable SQL. -#}

{% macro regexp_replace_all(expression, pattern, replacement) -%}
    {{ return(adapter.dispatch('regexp_replace_all')(expression, pattern, replacement)) }}
{%- endmacro %}

{% macro default__regexp_replace_all(expression, pattern, replacement) -%}
    regexp_replace({{ expression }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}

{% macro median(expression) -%}
    {{ return(adapter.dispatch('median')(expression)) }}
{%- endmacro %}

{% macro default__median(expression) -%}
    percentile_cont(0.5) within group (order by {{ expression }})
{%- endmacro %}

{% macro duckdb__median(expression) -%}
    median({{ expression }})
{%- endmacro %}

{% macro list_of(expression, order, separator=', ') -%}
    {{ return(adapter.dispatch('list_of')(expression, order, separator)) }}
{%- endmacro %}

{% macro default__list_of(expression, order, separator) -%}
    string_agg({{ expression }}, '{{ separator }}' order by {{ order }})
{%- endmacro %}
