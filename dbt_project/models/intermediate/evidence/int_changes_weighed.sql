-- A reported change ties two figures together, those of its own year and of the year that it is against; a merged
-- province has none there. The change and the other figure say what the disputed figure is. A source that states none
-- of the disputed values is a witness; the change that a value's own source reports only shows that it agrees with
-- itself.
with changes as (
    select
        observations.original_source_id,
        change_measures.tolerance,
        -- What the later figure exceeds the earlier one by.
        observations.value * {{ direction_of('change_measures.measure') }} as increase,
        {{ figure_key(
            'observations.index_code', 'observations.year', 'observations.subject', 'observations.component_code',
            'change_measures.measure', 'observations.scope'
        ) }} as later_key,
        {{ figure_key(
            'observations.index_code', 'observations.compared_year',
            "case when observations.province_id is null then observations.subject"
            ~ " else earlier_units.other_province_id end",
            'observations.component_code', 'change_measures.measure', 'observations.scope'
        ) }} as earlier_key
    from {{ ref('int_figures_stated') }} as observations
    inner join {{ ref('change_measures') }} as change_measures
        on observations.measure = change_measures.change_measure
    left join {{ ref('int_units_matched') }} as earlier_units
        on
            {{ same('observations', 'earlier_units', 'index_code', 'year', 'province_id') }}
            and observations.compared_year = earlier_units.other_year
),

implied as (
    select
        changes.later_key as figure_key,
        changes.original_source_id,
        changes.tolerance,
        earlier.value + changes.increase as value
    from changes
    inner join {{ ref('int_figures_agreed') }} as earlier
        on changes.earlier_key = earlier.figure_key
    where earlier.value is not null
    union all
    select
        changes.earlier_key as figure_key,
        changes.original_source_id,
        changes.tolerance,
        later.value - changes.increase as value
    from changes
    inner join {{ ref('int_figures_agreed') }} as later
        on changes.later_key = later.figure_key
    where later.value is not null
),

fitting as (
    select
        disputed.figure_key,
        disputed.value,
        disputed.decimals,
        implied.original_source_id
    from {{ ref('int_values_disputed') }} as disputed
    inner join implied
        on
            disputed.figure_key = implied.figure_key
            and abs(disputed.value - implied.value) <= implied.tolerance
),

-- What the source of a fitting change says of the figure itself, if anything.
spoken as (
    select
        fitting.figure_key,
        fitting.value,
        fitting.decimals,
        fitting.original_source_id,
        count(own.figure_key) as n_own,
        count(case when own.value = fitting.value then 1 end) as n_own_same
    from fitting
    left join {{ ref('int_figures_stated') }} as own
        on {{ same('fitting', 'own', 'figure_key', 'original_source_id') }}
    group by fitting.figure_key, fitting.value, fitting.decimals, fitting.original_source_id
)

select distinct
    figure_key,
    value,
    decimals,
    case when n_own = 0 then 'neighbour_change' else 'own_change' end as resolution_rule
from spoken
where n_own = 0 or n_own_same > 0
