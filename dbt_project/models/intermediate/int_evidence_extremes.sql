-- No score is below the lowest nor above the highest of its edition: scores that are known exclude an extreme
-- that they lie beyond. Says something only where one of the disputed values is excluded.
with known_scores as (
    select distinct
        observations.index_code,
        observations.year,
        observations.province_id,
        observations.component_code,
        figures.value
    from {{ ref('int_observations') }} as observations
    inner join {{ ref('int_figures_agreed') }} as figures
        on observations.figure_key = figures.figure_key
    where
        observations.subject_type = 'province'
        and observations.measure = 'score'
),

counted as (
    select
        open_values.figure_key,
        open_values.value,
        open_values.decimals,
        count(
            case
                when open_values.measure = 'min' and known_scores.value < open_values.value then 1
                when open_values.measure = 'max' and known_scores.value > open_values.value then 1
            end
        ) as n_misfits
    from {{ ref('int_open_values') }} as open_values
    left join known_scores
        on
            open_values.index_code = known_scores.index_code
            and open_values.year = known_scores.year
            and open_values.component_code = known_scores.component_code
    where
        open_values.measure in ('min', 'max')
        and open_values.scope = 'national'
    group by open_values.figure_key, open_values.value, open_values.decimals
),

judged as (
    select
        figure_key,
        value,
        decimals,
        n_misfits,
        max(n_misfits) over (partition by figure_key) as most_misfits
    from counted
)

select
    figure_key,
    value,
    decimals,
    'known_scores' as resolution_rule
from judged
where
    n_misfits = 0
    and most_misfits > 0
