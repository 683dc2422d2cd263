with computed as (
    select
        index_code,
        year,
        component_code,
        scope,
        scope_value,
        cast(count(*) as integer) as n,
        cast(avg(score) as {{ score_type() }}) as mean,
        cast({{ median('score') }} as {{ score_type() }}) as median,
        min(score) as min,
        max(score) as max,
        -- The units are the whole population of the scope, not a sample of it.
        cast(stddev_pop(score) as {{ score_type() }}) as stddev,
        'computed' as summary_status
    from {{ ref('int_scope_scores') }}
    group by
        index_code,
        year,
        component_code,
        scope,
        scope_value
),

figures as (
    select distinct
        observations.index_code,
        observations.year,
        observations.component_code,
        observations.scope,
        observations.scope_value,
        observations.measure,
        resolved.value
    from {{ ref('int_observations') }} as observations
    inner join {{ ref('int_figures_resolved') }} as resolved
        on observations.figure_key = resolved.figure_key
    where
        observations.subject_type in ('national', 'region')
        and observations.measure in ('mean', 'median', 'min', 'max')
        and resolved.value is not null
),

reported as (
    select
        figures.index_code,
        figures.year,
        figures.component_code,
        figures.scope,
        figures.scope_value,
        -- A publisher's mean is over the units that it scored.
        max(scope_units.n_units) as n,
        max(case when figures.measure = 'mean' then figures.value end) as mean,
        max(case when figures.measure = 'median' then figures.value end) as median,
        max(case when figures.measure = 'min' then figures.value end) as min,
        max(case when figures.measure = 'max' then figures.value end) as max,
        cast(null as {{ score_type() }}) as stddev,
        'reported' as summary_status
    from figures
    inner join {{ ref('int_scope_units') }} as scope_units
        on
            figures.index_code = scope_units.index_code
            and figures.year = scope_units.year
            and figures.component_code = scope_units.component_code
            and figures.scope = scope_units.scope
            and figures.scope_value = scope_units.scope_value
    group by
        figures.index_code,
        figures.year,
        figures.component_code,
        figures.scope,
        figures.scope_value
)

select * from computed
union all
select reported.*
from reported
left join computed
    on
        reported.index_code = computed.index_code
        and reported.year = computed.year
        and reported.component_code = computed.component_code
        and reported.scope = computed.scope
        and reported.scope_value = computed.scope_value
where computed.scope is null
