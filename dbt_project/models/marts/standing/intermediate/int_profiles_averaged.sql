-- Where a province stands in each component, in standard deviations from the mean of the edition, averaged over the
-- last years that compare: at most three editions up to this one, and none before the component's last break.
-- Components are those without parts of their own, so that nothing counts twice; blocks divide the total a second time.
with leaves as (
    select
        components.index_code,
        components.year,
        components.component_code
    from {{ ref('int_components_dated') }} as components
    left join {{ ref('int_components_dated') }} as parts
        on
            {{ same('components', 'parts', 'index_code', 'year') }}
            and components.component_code = parts.parent_component_code
    where
        components.level in ('dimension', 'sub_dimension')
        and parts.component_code is null
),

-- Mean and deviation are computed only where all scored provinces are held.
complete as (
    select
        leaves.index_code,
        leaves.year,
        leaves.component_code,
        summaries.mean,
        summaries.stddev,
        count(*) over (partition by leaves.index_code, leaves.year) as n_components,
        count(summaries.mean) over (partition by leaves.index_code, leaves.year) as n_complete
    from leaves
    left join {{ ref('fct_edition_summary') }} as summaries
        on
            {{ same('leaves', 'summaries', 'index_code', 'year', 'component_code') }}
            and summaries.scope = 'national'
            and summaries.summary_status = 'computed'
),

ordered as (
    select
        index_code,
        year,
        row_number() over (partition by index_code order by year) as edition_order
    from {{ ref('editions') }}
    where not is_pilot
),

windows as (
    select
        complete.index_code,
        complete.year,
        complete.component_code,
        complete.n_components,
        earlier.year as window_year
    from complete
    inner join ordered
        on {{ same('complete', 'ordered', 'index_code', 'year') }}
    inner join ordered as earlier
        on
            ordered.index_code = earlier.index_code
            and earlier.edition_order between ordered.edition_order - 2 and ordered.edition_order
    left join {{ ref('int_breaks_dated') }} as breaks
        on
            {{ same('complete', 'breaks', 'index_code', 'component_code') }}
            and earlier.year < breaks.year
            and complete.year >= breaks.year
    where
        complete.n_complete = complete.n_components
        and breaks.index_code is null
),

profiles as (
    select
        windows.index_code,
        windows.year,
        scores.province_id,
        windows.component_code,
        windows.n_components,
        -- A component in which all provinces are equal sets none of them apart.
        cast(
            avg(coalesce((scores.score - complete.mean) / nullif(complete.stddev, 0), 0)) as decimal(18, 10)
        ) as z_score,
        cast(count(*) as integer) as n_years,
        max(scores.year) as last_year
    from windows
    inner join complete
        on
            windows.index_code = complete.index_code
            and windows.window_year = complete.year
            and windows.component_code = complete.component_code
            and complete.mean is not null
    inner join {{ ref('int_scores_held') }} as scores
        on
            windows.index_code = scores.index_code
            and windows.window_year = scores.year
            and windows.component_code = scores.component_code
            and scores.score is not null
    group by
        windows.index_code,
        windows.year,
        scores.province_id,
        windows.component_code,
        windows.n_components
),

counted as (
    select
        *,
        -- A province without a score in this edition has no profile, whatever it had before.
        count(case when last_year = year then 1 end) over (partition by index_code, year, province_id) as n_scored
    from profiles
)

select
    index_code,
    year,
    province_id,
    component_code,
    cast(n_components as integer) as n_components,
    n_years,
    z_score
from counted
where n_scored = n_components
