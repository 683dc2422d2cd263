-- Every value that a source states for a figure. The sums of a full table are stated by it: its publisher publishes
-- them too. A copy speaks for the source that it copies, where it does.
select
    observations.figure_key,
    {{ figure_identity('observations') }},
    observations.observation_id,
    observations.value,
    observations.decimals,
    observations.value_text,
    observations.n_ranked,
    observations.is_official,
    observations.source_id,
    coalesce(places.original_source_id, originals.original_source_id) as original_source_id,
    sources.trust_tier,
    sources.published_on,
    observations.locator
from {{ ref('int_observations_combined') }} as observations
inner join {{ ref('int_sources_combined') }} as sources
    on observations.source_id = sources.source_id
inner join {{ ref('int_sources_traced') }} as originals
    on observations.source_id = originals.source_id
left join {{ ref('int_claims_resolved') }} as claims
    on observations.locator = claims.locator
left join {{ ref('int_places_traced') }} as places
    on {{ same('claims', 'places', 'source_id', 'document_place') }}
union all
select
    {{ score_key('scores') }} as figure_key,
    scores.index_code,
    scores.year,
    'province' as subject_type,
    scores.province_id,
    scores.province_id as subject,
    scores.component_code,
    'score' as measure,
    'national' as scope,
    'all' as scope_value,
    cast(null as integer) as compared_year,
    cast(null as varchar) as observation_id,
    scores.score as value,
    5 as decimals,
    cast(scores.score as varchar) as value_text,
    cast(null as integer) as n_ranked,
    true as is_official,
    scores.source_id,
    scores.source_id as original_source_id,
    sources.trust_tier,
    sources.published_on,
    scores.locator
from {{ ref('int_scores_assembled') }} as scores
inner join {{ ref('int_components_dated') }} as components
    on {{ same('scores', 'components', 'index_code', 'year', 'component_code') }}
inner join {{ ref('int_sources_combined') }} as sources
    on scores.source_id = sources.source_id
where
    components.aggregation = 'sum_of_parts'
    and scores.score is not null
