-- A figure out of another maximum than its component's would be compared with figures that it does not compare with:
-- the seed components has the maximum, or stated_scales the figure. A row there that belongs to no score does nothing.
select
    figures.index_code,
    figures.year,
    figures.province_id,
    figures.component_code,
    figures.max_points,
    components.max_score
from {{ ref('int_observations_reported') }} as figures
inner join {{ ref('dim_component') }} as components
    on {{ same('figures', 'components', 'index_code', 'year', 'component_code') }}
left join {{ ref('stated_scales') }} as scales
    on {{ same('figures', 'scales', 'index_code', 'year', 'province_id', 'component_code', 'max_points') }}
where
    figures.max_points is not null
    and scales.max_points is null
    and (components.max_score is null or components.max_score <> figures.max_points)
union all
select
    scales.index_code,
    scales.year,
    scales.province_id,
    scales.component_code,
    scales.max_points,
    components.max_score
from {{ ref('stated_scales') }} as scales
left join {{ ref('dim_component') }} as components
    on {{ same('scales', 'components', 'index_code', 'year', 'component_code') }}
left join {{ ref('int_scores_held') }} as scores
    on {{ same('scales', 'scores', 'index_code', 'year', 'province_id', 'component_code') }}
where
    scores.score is null
    or scales.max_points = components.max_score
