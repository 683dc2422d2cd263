-- A change ties two figures together, those of its own year and of the year that it is against; a merged unit has
-- none there.
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
        'observations.index_code', 'observations.compared_year',
        "case when observations.province_id is null then observations.subject else earlier_units.other_province_id end",
        'observations.component_code', 'change_measures.measure', 'observations.scope'
    ) }} as earlier_key
from {{ ref('int_observations') }} as observations
inner join {{ ref('change_measures') }} as change_measures
    on observations.measure = change_measures.change_measure
inner join {{ ref('int_source_originals') }} as originals
    on observations.source_id = originals.source_id
left join {{ ref('int_units_across_editions') }} as earlier_units
    on
        observations.index_code = earlier_units.index_code
        and observations.year = earlier_units.year
        and observations.province_id = earlier_units.province_id
        and observations.compared_year = earlier_units.other_year
