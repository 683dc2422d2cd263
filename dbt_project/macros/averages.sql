{#- Means, medians and trends of decimals: computed exactly and rounded once, half up, like every other figure. An
    engine's own functions cut off or go through doubles. Each takes what aggregates take; `over` is a window. -#}

{% macro mean(expression, over='', places=5) -%}
    {{ divided('sum(' ~ expression ~ ')' ~ over, 'count(' ~ expression ~ ')' ~ over, places) }}
{%- endmacro %}

{#- Of an even number the mean of the two in the middle. -#}
{% macro median(expression) -%}
    {{ divided(
        'percentile_disc(0.5) within group (order by ' ~ expression ~ ') '
        ~ '+ percentile_disc(0.5) within group (order by ' ~ expression ~ ' desc)',
        '2'
    ) }}
{%- endmacro %}

{#- Standard deviation of a population. The root is a double's; what is below it is exact. -#}
{% macro deviation(expression) -%}
    sqrt(
        cast(
            count({{ expression }}) * sum({{ expression }} * {{ expression }})
            - sum({{ expression }}) * sum({{ expression }}) as double
        )
    ) / nullif(count({{ expression }}), 0)
{%- endmacro %}

{#- Slope of the least-squares line through points whose `x` is an integer; NULL for a single one. -#}
{% macro slope(y, x) -%}
    {%- set n = 'count(*)' -%}
    {%- set sum_x = 'cast(sum(' ~ x ~ ') as bigint)' -%}
    {{ divided(
        n ~ ' * sum(' ~ x ~ ' * ' ~ y ~ ') - ' ~ sum_x ~ ' * sum(' ~ y ~ ')',
        n ~ ' * cast(sum(' ~ x ~ ' * ' ~ x ~ ') as bigint) - ' ~ sum_x ~ ' * ' ~ sum_x
    ) }}
{%- endmacro %}
