{#- Our quartile rule, for as many groups as there are: whether a rank among `n_ranked` is in the best `k` of
    `n_groups`, which is where its percentile is at or above the one between the k-th group and the next. -#}
{% macro is_in_best_groups(rank, n_ranked, k, n_groups) -%}
    ({{ rank }} - 1) * {{ n_groups }} <= ({{ n_ranked }} - 1) * {{ k }}
{%- endmacro %}
