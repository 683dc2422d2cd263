-- The figure that a claim is held against, and the source that cannot support it: a copy is the source that it copies,
-- sources of one voice are one. A text whose source is not registered is a source of its own.
select
    claims.claim_id,
    coalesce(places.original_source_id, originals.original_source_id, claims.source_id) as original_source_id,
    claims.index_code,
    claims.year,
    claims.subject,
    claims.component_code,
    claims.measure,
    measures.figure_measure,
    nullif(measures.change_of, '') as change_of,
    measures.checked_by,
    -- Only a city has a rank among the cities.
    case
        when claims.scope = 'unit_type' and claims.scope_value <> coalesce(units.unit_type, '') then 'none'
        else claims.scope
    end as scope,
    claims.scope_value,
    claims.group_code,
    claims.threshold,
    claims.compared_year,
    claims.claimed_value,
    claims.claimed_text,
    case
        when measures.figure_measure in ('mean', 'median', 'min', 'max', 'mean_change') then claims.scope_value
        when measures.figure_measure = 'provinces_in_group' then 'all'
        else claims.subject
    end as fact_subject,
    case
        when measures.figure_measure = 'provinces_in_group'
            then coalesce(nullif(sizes.size_measure, ''), 'provinces_in_group_' || claims.group_code)
        when claims.group_code is not null then measures.figure_measure || '_' || claims.group_code
        when claims.threshold is not null
            then measures.figure_measure || '_' || cast(cast(claims.threshold as integer) as varchar)
        else measures.figure_measure
    end as fact_measure
from {{ ref('int_claims_resolved') }} as claims
inner join {{ ref('claim_measures') }} as measures
    on claims.measure = measures.measure
left join {{ ref('int_units_dated') }} as units
    on {{ same('claims', 'units', 'index_code', 'year', 'province_id') }}
left join {{ ref('int_sources_traced') }} as originals
    on claims.source_id = originals.source_id
left join {{ ref('int_places_traced') }} as places
    on {{ same('claims', 'places', 'source_id', 'document_place') }}
left join {{ ref('edition_score_groups') }} as sizes
    on {{ same('claims', 'sizes', 'index_code', 'year', 'group_code') }}
