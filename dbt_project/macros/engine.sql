{#- What differs by engine, each behind a dispatch macro, so that models stay portable SQL. -#}

{% macro regexp_replace_all(expression, pattern, replacement) -%}
    {{ return(adapter.dispatch('regexp_replace_all')(expression, pattern, replacement)) }}
{%- endmacro %}

{% macro default__regexp_replace_all(expression, pattern, replacement) -%}
    regexp_replace({{ expression }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}

{#- A quotient of decimals (five places at most) or integers, exact up to its last place and there rounded half up, away
    from zero; NULL for a divisor of zero. Divisors are positive. -#}
{% macro divided(dividend, divisor, places=5) -%}
    {{ return(adapter.dispatch('divided')(dividend, divisor, places)) }}
{%- endmacro %}

{% macro default__divided(dividend, divisor, places) -%}
    cast(cast({{ dividend }} as decimal(38, 10)) / nullif({{ divisor }}, 0) as decimal(28, {{ places }}))
{%- endmacro %}

{#- DuckDB divides decimals as doubles, whose rounding loses a half now and then: whole numbers do not. -#}
{% macro duckdb__divided(dividend, divisor, places) -%}
    {%- set n = "cast((" ~ dividend ~ ") * 100000 as hugeint)" -%}
    {%- set d = "cast((" ~ divisor ~ ") * 100000 as hugeint)" -%}
    cast(
        sign({{ n }}) * ((2 * abs({{ n }}) * {{ 10 ** places }} + {{ d }}) // nullif(2 * {{ d }}, 0)) as decimal(18, 0)
    ) * {{ '%.*f' | format(places, 10 ** -places) }}
{%- endmacro %}

{% macro list_of(expression, order, separator=', ') -%}
    {{ return(adapter.dispatch('list_of')(expression, order, separator)) }}
{%- endmacro %}

{% macro default__list_of(expression, order, separator) -%}
    string_agg({{ expression }}, '{{ separator }}' order by {{ order }})
{%- endmacro %}
