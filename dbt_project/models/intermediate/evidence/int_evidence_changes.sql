-- A change that was reported, and the figure of the other edition that it ties to, say what the disputed figure
-- is. A document that states none of the disputed values is a witness; the change that a value's own document
-- reports only shows that the document agrees with itself.
with implied as (
    select
        changes.later_key as figure_key,
        changes.original_source_id,
        changes.tolerance,
        earlier.value + changes.increase as value
    from {{ ref('int_change_statements') }} as changes
    inner join {{ ref('int_figures_agreed') }} as earlier
        on changes.earlier_key = earlier.figure_key
    where earlier.value is not null
    union all
    select
        changes.earlier_key as figure_key,
        changes.original_source_id,
        changes.tolerance,
        later.value - changes.increase as value
    from {{ ref('int_change_statements') }} as changes
    inner join {{ ref('int_figures_agreed') }} as later
        on changes.later_key = later.figure_key
    where later.value is not null
),

fitting as (
    select
        open_values.figure_key,
        open_values.value,
        open_values.decimals,
        implied.original_source_id
    from {{ ref('int_open_values') }} as open_values
    inner join implied
        on
            open_values.figure_key = implied.figure_key
            and abs(open_values.value - implied.value) <= implied.tolerance
),

-- What the document of a fitting change says of the figure itself, if anything.
spoken as (
    select
        fitting.figure_key,
        fitting.value,
        fitting.decimals,
        fitting.original_source_id,
        count(own.figure_key) as n_own,
        count(case when own.value = fitting.value then 1 end) as n_own_same
    from fitting
    left join {{ ref('int_figure_candidates') }} as own
        on
            fitting.figure_key = own.figure_key
            and fitting.original_source_id = own.original_source_id
    group by fitting.figure_key, fitting.value, fitting.decimals, fitting.original_source_id
)

select distinct
    figure_key,
    value,
    decimals,
    case when n_own = 0 then 'neighbour_change' else 'own_change' end as resolution_rule
from spoken
where n_own = 0 or n_own_same > 0
