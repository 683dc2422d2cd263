-- What speaks for one of the values of an open figure. So far: a change of score that was reported for this
-- edition or the next, by a document that states none of the disputed values, added to or taken from the score
-- of the other edition.
with open_scores as (
    select distinct
        observations.figure_key,
        observations.index_code,
        observations.year,
        observations.province_id,
        observations.component_code
    from {{ ref('int_observations') }} as observations
    inner join {{ ref('int_figures_agreed') }} as figures
        on observations.figure_key = figures.figure_key
    where
        figures.resolution_rule = 'open'
        and observations.measure = 'score'
        and observations.subject_type = 'province'
),

changes as (
    select
        observations.index_code,
        observations.province_id,
        observations.component_code,
        observations.year,
        observations.compared_year,
        observations.value as score_change,
        coalesce(documents.copy_of, documents.source_id) as original_source_id,
        {{ score_key('observations') }} as later_key,
        {{ score_key('observations', 'compared_year') }} as earlier_key
    from {{ ref('int_observations') }} as observations
    inner join {{ ref('int_source_documents') }} as documents
        on observations.source_id = documents.source_id
    where observations.measure = 'score_change'
),

implied as (
    select
        open_scores.figure_key,
        changes.original_source_id,
        earlier.value + changes.score_change as value
    from open_scores
    inner join changes
        on open_scores.figure_key = changes.later_key
    inner join {{ ref('int_figures_agreed') }} as earlier
        on changes.earlier_key = earlier.figure_key
    where earlier.value is not null
    union all
    select
        open_scores.figure_key,
        changes.original_source_id,
        later.value - changes.score_change as value
    from open_scores
    inner join changes
        on open_scores.figure_key = changes.earlier_key
    inner join {{ ref('int_figures_agreed') }} as later
        on changes.later_key = later.figure_key
    where later.value is not null
)

select distinct
    candidates.figure_key,
    candidates.value,
    candidates.decimals,
    'neighbour_change' as resolution_rule
from {{ ref('int_figure_candidates') }} as candidates
inner join implied
    on
        candidates.figure_key = implied.figure_key
        -- Three figures of two decimals, each rounded or cut off on its own, add up to this at most.
        and abs(candidates.value - implied.value) <= 0.015
left join {{ ref('int_figure_candidates') }} as own_statements
    on
        implied.figure_key = own_statements.figure_key
        and implied.original_source_id = own_statements.original_source_id
where own_statements.figure_key is null
