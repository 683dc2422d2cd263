-- What a claim asks of the warehouse, and of which document it must find support elsewhere: a copy is the
-- document that it copies, documents of one voice are one. A text whose document is not registered is a
-- document of its own.
select
    claims.claim_id,
    coalesce(originals.original_source_id, claims.source_id) as original_source_id,
    claims.index_code,
    claims.year,
    claims.subject,
    claims.component_code,
    claims.measure,
    measures.figure_measure,
    nullif(measures.change_of, '') as change_of,
    measures.checked_by,
    -- A province has no place among the cities.
    case
        when claims.scope = 'unit_type' and claims.scope_value <> coalesce(units.unit_type, '') then 'none'
        else claims.scope
    end as scope,
    claims.scope_value,
    claims.group_code,
    claims.threshold,
    claims.compared_year,
    claims.claimed_value,
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
from {{ ref('int_claims') }} as claims
inner join {{ ref('claim_measures') }} as measures
    on claims.measure = measures.measure
left join {{ ref('int_edition_units') }} as units
    on
        claims.index_code = units.index_code
        and claims.year = units.year
        and claims.province_id = units.province_id
left join {{ ref('int_source_originals') }} as originals
    on claims.source_id = originals.source_id
left join {{ ref('edition_score_groups') }} as sizes
    on
        claims.index_code = sizes.index_code
        and claims.year = sizes.year
        and claims.group_code = sizes.group_code
