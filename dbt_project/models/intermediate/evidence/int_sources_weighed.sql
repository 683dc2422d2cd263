-- What can be said of the sources alone, without another figure.
with compared as (
    select
        figure_key,
        value,
        decimals,
        best_tier = min(best_tier) over figure as is_better_tier,
        n_sources = max(n_sources) over figure as is_more_sources,
        decimals = max(decimals) over figure as is_more_decimals
    from {{ ref('int_values_disputed') }}
    window figure as (partition by figure_key)
)

{% for rule in ['better_tier', 'more_sources', 'more_decimals'] %}
    select
        figure_key,
        value,
        decimals,
        '{{ rule }}' as resolution_rule
    from compared
    where is_{{ rule }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
