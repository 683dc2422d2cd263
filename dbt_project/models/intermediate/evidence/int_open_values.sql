-- The values between which evidence has to decide, with the documents behind each: a coarser value that agrees
-- with a finer one is stated by the finer one's documents too.
with open_figures as (
    select distinct
        observations.figure_key,
        observations.index_code,
        observations.year,
        observations.subject_type,
        observations.subject,
        observations.province_id,
        observations.component_code,
        observations.measure,
        observations.scope
    from {{ ref('int_observations') }} as observations
    inner join {{ ref('int_figures_agreed') }} as figures
        on observations.figure_key = figures.figure_key
    where figures.resolution_rule = 'open'
),

stated as (
    select distinct
        open_figures.figure_key,
        candidates.value,
        candidates.decimals
    from open_figures
    inner join {{ ref('int_figure_candidates') }} as candidates
        on open_figures.figure_key = candidates.figure_key
),

backed as (
    select
        stated.figure_key,
        stated.value,
        stated.decimals,
        min(candidates.trust_tier) as best_tier,
        count(distinct candidates.original_source_id) as n_sources
    from stated
    inner join {{ ref('int_figure_candidates') }} as candidates
        on
            stated.figure_key = candidates.figure_key
            and {{ values_agree('stated.value', 'stated.decimals', 'candidates.value', 'candidates.decimals') }}
    group by stated.figure_key, stated.value, stated.decimals
)

select
    open_figures.figure_key,
    open_figures.index_code,
    open_figures.year,
    open_figures.subject_type,
    open_figures.subject,
    open_figures.province_id,
    open_figures.component_code,
    open_figures.measure,
    open_figures.scope,
    backed.value,
    backed.decimals,
    backed.best_tier,
    backed.n_sources
from open_figures
inner join backed
    on open_figures.figure_key = backed.figure_key
