-- What can be said of the documents alone, without another figure.
with best as (
    select
        figure_key,
        min(best_tier) as best_tier,
        max(n_sources) as most_sources,
        max(decimals) as most_decimals
    from {{ ref('int_open_values') }}
    group by figure_key
)

select
    open_values.figure_key,
    open_values.value,
    open_values.decimals,
    'better_tier' as resolution_rule
from {{ ref('int_open_values') }} as open_values
inner join best
    on
        open_values.figure_key = best.figure_key
        and open_values.best_tier = best.best_tier
union all
select
    open_values.figure_key,
    open_values.value,
    open_values.decimals,
    'more_sources' as resolution_rule
from {{ ref('int_open_values') }} as open_values
inner join best
    on
        open_values.figure_key = best.figure_key
        and open_values.n_sources = best.most_sources
union all
select
    open_values.figure_key,
    open_values.value,
    open_values.decimals,
    'more_decimals' as resolution_rule
from {{ ref('int_open_values') }} as open_values
inner join best
    on
        open_values.figure_key = best.figure_key
        and open_values.decimals = best.most_decimals
