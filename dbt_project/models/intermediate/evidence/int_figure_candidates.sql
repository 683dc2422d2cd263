-- Every value that somebody states for a figure. The sums of a full table are stated by it: its publisher
-- publishes them too. A copy speaks for the document that it copies.
select
    observations.figure_key,
    observations.observation_id,
    observations.value,
    observations.decimals,
    observations.value_text,
    observations.n_ranked,
    observations.is_official,
    observations.source_id,
    originals.original_source_id,
    documents.trust_tier,
    documents.published_on,
    observations.locator
from {{ ref('int_observations') }} as observations
inner join {{ ref('int_source_documents') }} as documents
    on observations.source_id = documents.source_id
inner join {{ ref('int_source_originals') }} as originals
    on observations.source_id = originals.source_id
union all
select
    {{ score_key('scores') }} as figure_key,
    cast(null as varchar) as observation_id,
    scores.score as value,
    5 as decimals,
    cast(scores.score as varchar) as value_text,
    cast(null as integer) as n_ranked,
    true as is_official,
    scores.source_id,
    scores.source_id as original_source_id,
    1 as trust_tier,
    cast(null as date) as published_on,
    scores.locator
from {{ ref('int_scores_assembled') }} as scores
inner join {{ ref('int_edition_components') }} as components
    on
        scores.index_code = components.index_code
        and scores.year = components.year
        and scores.component_code = components.component_code
where
    components.aggregation = 'sum_of_parts'
    and scores.score is not null
