-- A claim with the province and the scope that it speaks of; its value as a number, whatever kind it is: of a group
-- its order, the best being 1, of a move 1 up, 0 the same, -1 down; words have none. A claim may speak of an edition
-- that is not held, whose province is one of those of the end of its year, and what is out of scope of none at all.
with claims as (
    select
        stated.*,
        cast(cast(stated.year as varchar) || '-12-31' as date) as last_day
    from {{ ref('stg_raw__reported_claims') }} as stated
),

names_without_edition as (
    select distinct
        claims.claim_id,
        aliases.province_id
    from claims
    inner join {{ ref('provinces') }} as provinces
        on
            claims.last_day >= provinces.valid_from
            and claims.last_day <= coalesce(provinces.valid_to, claims.last_day)
    inner join {{ ref('province_aliases') }} as aliases
        on
            provinces.province_id = aliases.province_id
            and {{ fold_name('claims.subject') }} = {{ fold_name('aliases.alias') }}
    left join {{ ref('editions') }} as editions
        on {{ same('claims', 'editions', 'index_code', 'year') }}
    where
        claims.subject_type = 'province'
        and editions.year is null
)

select
    claims.claim_id,
    claims.source_id,
    claims.index_code,
    claims.year,
    claims.subject_type,
    coalesce(names.province_id, names_without_edition.province_id) as province_id,
    case
        when claims.subject_type = 'province' then coalesce(names.province_id, names_without_edition.province_id, '–')
        else 'all'
    end as subject,
    claims.subject as subject_text,
    case when claims.index_code is not null then claims.component_code end as component_code,
    claims.measure,
    claims.threshold,
    measures.value_kind,
    measures.is_target,
    measures.comparison,
    editions.year is not null as is_edition_held,
    components.component_code is not null as is_component_held,
    -- Whether it states a figure of an edition that is held, as any other report does; a target is no figure yet.
    not measures.is_target
    and measures.comparison = 'equal'
    and measures.value_kind not in ('names', 'words')
    and components.component_code is not null as is_figure,
    case
        when claims.index_code is null then null
        when claims.scope = 'municipality' then 'unit_type'
        when claims.scope = 'region' then 'region'
        else 'national'
    end as scope,
    case
        when claims.index_code is null then null
        when claims.scope = 'municipality' then 'municipality'
        when claims.scope = 'region' then coalesce(units.region_code, regions.region_code)
        else 'all'
    end as scope_value,
    -- The group that a rank or a number is within.
    case when claims.scope not in ('national', 'region', 'municipality') then claims.scope end as group_code,
    claims.compared_year,
    claims.claimed_text,
    claims.value_text,
    cast(case
        when measures.value_kind = 'words' then null
        -- A list of names: how many there are.
        when measures.value_kind = 'names'
            then length(claims.claimed_text) - length(replace(claims.claimed_text, ';', '')) + 1
        when measures.value_kind = 'group' then cast(score_groups.group_order as {{ score_type() }})
        when claims.claimed_text = 'up' then 1
        when claims.claimed_text = 'same' then 0
        when claims.claimed_text = 'down' then -1
        else cast(claims.claimed_text as {{ score_type() }})
    end as {{ score_type() }}) as claimed_value,
    case when measures.value_kind = 'number' then {{ decimals_of('claims.claimed_text') }} else 0 end as decimals,
    claims.of_total,
    claims.note,
    claims.document_place,
    claims.source_file || ':' || cast(claims.source_line as varchar) as locator
from claims
inner join {{ ref('claim_measures') }} as measures
    on claims.measure = measures.measure
left join {{ ref('editions') }} as editions
    on {{ same('claims', 'editions', 'index_code', 'year') }}
left join {{ ref('int_components_dated') }} as components
    on {{ same('claims', 'components', 'index_code', 'year', 'component_code') }}
left join names_without_edition
    on claims.claim_id = names_without_edition.claim_id
left join {{ ref('int_province_names_resolved') }} as names
    on
        claims.subject_type = 'province'
        and editions.boundary_set = names.boundary_set
        and claims.subject = names.province_name
left join {{ ref('int_units_dated') }} as units
    on
        {{ same('claims', 'units', 'index_code', 'year') }}
        and names.province_id = units.province_id
-- A figure of a region names the region, or a province of it.
left join {{ ref('regions') }} as regions
    on
        claims.subject_type = 'national'
        and claims.scope = 'region'
        and editions.boundary_set = regions.boundary_set
        and {{ fold_name('claims.subject') }} in (
            {{ fold_name('regions.name_vi') }},
            {{ fold_name('regions.name_en') }},
            {{ fold_name('regions.region_code') }}
        )
left join {{ ref('score_groups') }} as score_groups
    on
        claims.index_code = score_groups.index_code
        and claims.claimed_text = score_groups.group_code
