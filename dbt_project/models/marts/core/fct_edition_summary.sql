with computed as (
    select
        index_code,
        year,
        component_code,
        scope,
        scope_value,
        cast(count(*) as integer) as n,
        cast({{ mean('score') }} as {{ score_type() }}) as mean,
        cast({{ median('score') }} as {{ score_type() }}) as median,
        min(score) as min,
        max(score) as max,
        -- The provinces are the whole population of the scope, not a sample of it. One score has no spread.
        cast(case when count(*) > 1 then {{ deviation('score') }} end as {{ score_type() }}) as stddev,
        'computed' as summary_status
    from {{ ref('int_scores_ranked') }}
    group by
        index_code,
        year,
        component_code,
        scope,
        scope_value
),

reported as (
    select
        figures.index_code,
        figures.year,
        figures.component_code,
        figures.scope,
        figures.scope_value,
        -- A publisher's mean is over the provinces that it scored.
        max(scope_units.n_units) as n,
        {% for measure in ['mean', 'median', 'min', 'max'] %}
            max(case when figures.measure = '{{ measure }}' then figures.value end) as {{ measure }},
        {% endfor %}
        cast(null as {{ score_type() }}) as stddev,
        'reported' as summary_status
    from {{ ref('int_figures_resolved') }} as figures
    inner join {{ ref('int_units_counted') }} as scope_units
        on
            {{ same('figures', 'scope_units', 'index_code', 'year', 'component_code', 'scope', 'scope_value') }}
    where
        figures.subject_type in ('national', 'region')
        and figures.measure in ('mean', 'median', 'min', 'max')
        and figures.value is not null
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
    on {{ same('reported', 'computed', 'index_code', 'year', 'component_code', 'scope', 'scope_value') }}
where computed.scope is null
