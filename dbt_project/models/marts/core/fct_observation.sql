select
    observations.observation_id,
    observations.index_code,
    observations.year,
    observations.subject_type,
    observations.province_id,
    observations.component_code,
    observations.measure,
    observations.scope,
    observations.scope_value,
    observations.compared_year,
    observations.value,
    observations.value_text,
    observations.decimals,
    observations.n_ranked,
    observations.max_points,
    observations.source_id,
    observations.locator,
    coalesce(observations.observation_id = figures.observation_id, false) as is_chosen,
    figures.resolution_rule
from {{ ref('int_observations_combined') }} as observations
inner join {{ ref('int_figures_published') }} as figures
    on observations.figure_key = figures.figure_key
