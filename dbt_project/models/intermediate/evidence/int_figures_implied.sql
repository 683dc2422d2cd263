-- What a figure must be by the figures that it is tied to, where all of these are held.
with held as (
    select
        ties.*,
        figures.value,
        figures.decimals,
        case when ties.is_exact then 0 else 0.5 / {{ power_of_ten('figures.decimals') }} end as rounding
    from {{ ref('int_figures_tied') }} as ties
    left join {{ ref('int_figures_resolved') }} as figures
        on ties.figure_key = figures.figure_key
),

followed as (
    select
        figures.tie_id,
        figures.figure_key,
        -sum(inputs.coefficient * inputs.value) / figures.coefficient as value,
        sum(abs(inputs.coefficient) * inputs.rounding) / abs(figures.coefficient) as error,
        min(inputs.decimals) as decimals
    from held as figures
    inner join held as inputs
        on
            figures.tie_id = inputs.tie_id
            and figures.figure_key <> inputs.figure_key
    group by figures.tie_id, figures.figure_key, figures.coefficient
    having count(*) = count(inputs.value)
)

select
    followed.tie_id || '>' || followed.figure_key as implication_id,
    {{ figure_identity('figures') }},
    followed.figure_key,
    figures.rule,
    cast(followed.value as {{ score_type() }}) as value,
    cast(followed.error as {{ score_type() }}) as error,
    followed.decimals,
    inputs.figure_key as input_key
from followed
inner join {{ ref('int_figures_tied') }} as figures
    on {{ same('followed', 'figures', 'tie_id', 'figure_key') }}
inner join {{ ref('int_figures_tied') }} as inputs
    on
        followed.tie_id = inputs.tie_id
        and followed.figure_key <> inputs.figure_key
