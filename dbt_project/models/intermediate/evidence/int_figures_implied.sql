-- What a figure must be by the figures that it is tied to, where all of these are held.
with implied as (
    {{ implied_by_ties(ref('int_figures_tied'), ref('int_figures_resolved')) }}
)

select
    implied.tie_id || '>' || implied.figure_key as implication_id,
    {{ figure_identity('figures') }},
    implied.figure_key,
    implied.rule,
    implied.value,
    implied.error,
    implied.decimals,
    inputs.figure_key as input_key
from implied
inner join {{ ref('int_figures_tied') }} as figures
    on {{ same('implied', 'figures', 'tie_id', 'figure_key') }}
inner join {{ ref('int_figures_tied') }} as inputs
    on
        implied.tie_id = inputs.tie_id
        and implied.figure_key <> inputs.figure_key
