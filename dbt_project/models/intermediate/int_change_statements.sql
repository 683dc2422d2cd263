-- A change ties two figures together, those of its own year and of the year that it is against.
select
    observations.observation_id,
    originals.original_source_id,
    change_measures.tolerance,
    -- What the later figure exceeds the earlier one by.
    observations.value * change_measures.direction as increase,
    {{ figure_key(
        'observations.index_code', 'observations.year', 'observations.subject', 'observations.component_code',
        'change_measures.measure', 'observations.scope'
    ) }} as later_key,
    {{ figure_key(
        'observations.index_code', 'observations.compared_year', 'observations.subject',
        'observations.component_code', 'change_measures.measure', 'observations.scope'
    ) }} as earlier_key
from {{ ref('int_observations') }} as observations
inner join {{ ref('change_measures') }} as change_measures
    on observations.measure = change_measures.change_measure
inner join {{ ref('int_source_originals') }} as originals
    on observations.source_id = originals.source_id
