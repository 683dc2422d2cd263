-- What is computed goes before what is stated: where a statement contradicts it, and rounding cannot be why, it stands.
with doubted as (
    select distinct computed.figure_key
    from {{ ref('int_figures_computed') }} as computed
    inner join {{ ref('int_figures_stated') }} as stated
        on computed.figure_key = stated.figure_key
    where
        not {{ fits_computed(
            'stated.value', 'stated.decimals', 'computed.value', 'computed.decimals', 'computed.error'
        ) }}
)

select
    resolved.figure_key,
    {{ figure_identity('resolved') }},
    {% for column in ['value', 'decimals', 'resolution_rule'] %}
        coalesce(computed.{{ column }}, resolved.{{ column }}) as {{ column }},
    {% endfor %}
    coalesce(computed.error, 0) as error,
    case
        when
            computed.value is null
            or {{ fits_computed(
                'resolved.value', 'resolved.decimals', 'computed.value', 'computed.decimals', 'computed.error'
            ) }}
            then resolved.observation_id
    end as observation_id,
    resolved.is_conflicted or doubted.figure_key is not null as is_conflicted
from {{ ref('int_figures_resolved') }} as resolved
left join doubted
    on resolved.figure_key = doubted.figure_key
left join {{ ref('int_figures_computed') }} as computed
    on
        resolved.figure_key = computed.figure_key
        and (resolved.is_conflicted or doubted.figure_key is not null)
