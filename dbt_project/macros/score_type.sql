{#- The one type of every score, mean and change. Decimals, because ranks must not depend on the order of
    summation; five places, because the publishers' tables print five. -#}
{% macro score_type() -%}
    decimal(9, 5)
{%- endmacro %}
