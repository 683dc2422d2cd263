-- No score is below the lowest nor above the highest of its edition, and the first has the highest, the last the
-- lowest: scores that are known exclude an extreme that they lie beyond, or that is not the first's or the last's.
-- Says something only where one of the disputed values is excluded.
with units as (
    select distinct
        index_code,
        year,
        province_id,
        component_code
    from {{ ref('int_observations') }}
    where
        subject_type = 'province'
        and measure = 'score'
),

known_scores as (
    select
        units.index_code,
        units.year,
        units.component_code,
        scores.value,
        ranks.value = 1 as is_first,
        ranks.value = scope_units.n_units as is_last
    from units
    inner join {{ ref('int_figures_agreed') }} as scores
        on {{ score_key('units') }} = scores.figure_key
    left join {{ ref('int_figures_agreed') }} as ranks
        on
            ranks.figure_key
            = {{ figure_key(
                'units.index_code', 'units.year', 'units.province_id', 'units.component_code', "'rank'", "'national'"
            ) }}
    left join {{ ref('int_scope_units') }} as scope_units
        on
            units.index_code = scope_units.index_code
            and units.year = scope_units.year
            and units.component_code = scope_units.component_code
            and scope_units.scope = 'national'
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
                when
                    (open_values.measure = 'min' and known_scores.is_last)
                    or (open_values.measure = 'max' and known_scores.is_first)
                    then case when abs(known_scores.value - open_values.value) > 0.015 then 1 end
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
