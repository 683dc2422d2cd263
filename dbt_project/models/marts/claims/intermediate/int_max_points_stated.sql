-- As such, or beside the points that a document gives for the component.
select
    observations.index_code,
    observations.year,
    observations.component_code,
    observations.max_points as value,
    originals.original_source_id
from {{ ref('int_observations_combined') }} as observations
inner join {{ ref('int_sources_traced') }} as originals
    on observations.source_id = originals.source_id
where observations.max_points is not null
union
select
    index_code,
    year,
    component_code,
    value,
    original_source_id
from {{ ref('int_figures_stated') }}
where measure = 'max_points'
