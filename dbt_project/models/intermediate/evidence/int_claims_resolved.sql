-- A claim with the province and the scope that it speaks of; its value as a number, whatever kind it is: of a group
-- its order, the best being 1, of a move 1 up, 0 the same, -1 down.
select
    claims.claim_id,
    claims.source_id,
    claims.index_code,
    claims.year,
    claims.subject_type,
    names.province_id,
    coalesce(names.province_id, 'all') as subject,
    claims.component_code,
    claims.measure,
    claims.threshold,
    measures.value_kind,
    measures.is_target,
    case
        when claims.scope = 'municipality' then 'unit_type'
        when claims.scope = 'region' then 'region'
        else 'national'
    end as scope,
    case
        when claims.scope = 'municipality' then 'municipality'
        when claims.scope = 'region' then units.region_code
        else 'all'
    end as scope_value,
    -- The group that a rank or a number is within.
    case when claims.scope not in ('national', 'region', 'municipality') then claims.scope end as group_code,
    claims.compared_year,
    claims.claimed_text,
    claims.value_text,
    cast(case
        when measures.value_kind = 'group' then cast(score_groups.group_order as {{ score_type() }})
        when claims.claimed_text = 'up' then 1
        when claims.claimed_text = 'same' then 0
        when claims.claimed_text = 'down' then -1
        else cast(claims.claimed_text as {{ score_type() }})
    end as {{ score_type() }}) as claimed_value,
    case when measures.value_kind = 'number' then {{ decimals_of('claims.claimed_text') }} else 0 end as decimals,
    claims.note,
    claims.document_place,
    claims.source_file || ':' || cast(claims.source_line as varchar) as locator
from {{ ref('stg_raw__reported_claims') }} as claims
inner join {{ ref('claim_measures') }} as measures
    on claims.measure = measures.measure
inner join {{ ref('editions') }} as editions
    on {{ same('claims', 'editions', 'index_code', 'year') }}
left join {{ ref('int_province_names_resolved') }} as names
    on
        claims.subject_type = 'province'
        and editions.boundary_set = names.boundary_set
        and claims.subject = names.province_name
left join {{ ref('int_units_dated') }} as units
    on
        {{ same('claims', 'units', 'index_code', 'year') }}
        and names.province_id = units.province_id
left join {{ ref('score_groups') }} as score_groups
    on
        claims.index_code = score_groups.index_code
        and claims.claimed_text = score_groups.group_code
