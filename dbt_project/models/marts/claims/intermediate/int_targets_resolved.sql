-- What users state is text: each row is resolved as far as it can be, and problem_vi and problem_en say
-- what cannot be: the build stops on them.
with latest as (
    select
        index_code,
        max(year) as latest_year
    from {{ ref('editions') }}
    where not is_pilot
    group by index_code
),

stated as (
    select
        targets.target_id,
        targets.index_code,
        targets.year as target_year,
        targets.province,
        coalesce(targets.component_code, 'total') as component_code,
        targets.measure,
        coalesce(targets.scope, 'national') as scope,
        targets.target_value as target_text,
        targets.source,
        targets.note,
        latest.latest_year,
        -- A target for an edition that does not exist yet is held against the structure of the latest one.
        coalesce(editions.year, latest.latest_year) as structure_year,
        editions.boundary_set,
        editions.year is not null or targets.year > latest.latest_year as is_year_known,
        cast(cast(targets.year as varchar) || '-12-31' as date) as last_day,
        case
            when {{ regexp_replace_all('targets.target_value', '^[0-9]{1,3}([.][0-9]{1,5})?$', '') }} = ''
                then cast(targets.target_value as {{ score_type() }})
        end as number_value
    from {{ ref('targets') }} as targets
    left join latest
        on targets.index_code = latest.index_code
    left join {{ ref('editions') }} as editions
        on
            {{ same('targets', 'editions', 'index_code', 'year') }}
            and not editions.is_pilot
),

bounded as (
    select distinct
        stated.target_id,
        coalesce(stated.boundary_set, provinces.boundary_set) as boundary_set
    from stated
    left join {{ ref('provinces') }} as provinces
        on
            stated.last_day >= provinces.valid_from
            and stated.last_day <= coalesce(provinces.valid_to, stated.last_day)
),

names as (
    select distinct
        boundary_set,
        province_id,
        {{ fold_name('alias') }} as name_key
    from {{ ref('province_aliases') }}
    union
    select
        boundary_set,
        province_id,
        {{ fold_name('province_id') }} as name_key
    from {{ ref('provinces') }}
),

resolved as (
    select
        stated.*,
        bounded.boundary_set as target_boundary_set,
        names.province_id,
        components.component_code as known_component_code,
        components.min_score,
        components.max_score,
        score_groups.group_order
    from stated
    inner join bounded
        on stated.target_id = bounded.target_id
    left join names
        on
            bounded.boundary_set = names.boundary_set
            and {{ fold_name('stated.province') }} = names.name_key
    left join {{ ref('int_components_dated') }} as components
        on
            stated.index_code = components.index_code
            and stated.structure_year = components.year
            and stated.component_code = components.component_code
    left join {{ ref('score_groups') }} as score_groups
        on
            stated.index_code = score_groups.index_code
            and stated.target_text = score_groups.group_code
)

select
    target_id,
    'seed' as origin,
    index_code,
    target_year,
    province_id,
    component_code,
    measure,
    scope,
    cast(null as integer) as compared_year,
    cast(case when measure = 'score_group' then group_order else number_value end as {{ score_type() }})
        as target_value,
    target_text,
    source as target_source,
    {% for language in ['vi', 'en'] %}
        case
            when latest_year is null then {{ sentence('target_index', language) }}
            when not coalesce(is_year_known, false) then {{ sentence('target_year', language) }}
            when province_id is null
                then {{ sentence(
                    'target_province', language,
                    province="coalesce(province, " ~ sentence('blank', language) ~ ")",
                    boundary_set="coalesce(target_boundary_set, '–')"
                ) }}
            when known_component_code is null
                then {{ sentence('target_component', language, component='component_code') }}
            when coalesce(measure, '') not in ('score', 'rank', 'score_group')
                then {{ sentence('target_measure', language) }}
            when scope not in ('national', 'region', 'unit_type') or (scope <> 'national' and measure <> 'rank')
                then {{ sentence('target_scope', language) }}
            when
                measure = 'score'
                and not coalesce(number_value between min_score and coalesce(max_score, number_value), false)
                then {{ sentence('target_score', language) }}
            when measure = 'rank' and not coalesce(number_value >= 1 and number_value = trunc(number_value), false)
                then {{ sentence('target_rank', language) }}
            when measure = 'score_group' and (group_order is null or component_code <> 'total')
                then {{ sentence('target_group', language) }}
            when source is null then {{ sentence('target_source', language) }}
        end as problem_{{ language }},
    {% endfor %}
    note as target_note
from resolved
union all
select
    claims.claim_id as target_id,
    'claim' as origin,
    claims.index_code,
    claims.year as target_year,
    claims.province_id,
    claims.component_code,
    measures.figure_measure as measure,
    -- Only a city has a rank among the cities.
    case
        when claims.scope = 'unit_type' and claims.scope_value <> coalesce(units.unit_type, '') then 'none'
        else claims.scope
    end as scope,
    claims.compared_year,
    claims.claimed_value as target_value,
    claims.value_text as target_text,
    claims.source_id as target_source,
    cast(null as varchar) as problem_vi,
    cast(null as varchar) as problem_en,
    claims.note as target_note
from {{ ref('int_claims_resolved') }} as claims
inner join {{ ref('claim_measures') }} as measures
    on claims.measure = measures.measure
left join {{ ref('int_units_dated') }} as units
    on {{ same('claims', 'units', 'index_code', 'year', 'province_id') }}
where measures.has_gap
