with score_rows as (
    select
        scores.index_code,
        scores.year,
        names.province_id,
        scores.score,
        scores.decimals,
        scores.score_text,
        scores.rank,
        scores.n_ranked,
        scores.group_code,
        score_groups.group_order,
        scores.source_id,
        scores.source_file || ':' || cast(scores.source_line as varchar) as locator
    from {{ ref('stg_raw__reported_scores') }} as scores
    inner join {{ ref('editions') }} as editions
        on
            scores.index_code = editions.index_code
            and scores.year = editions.year
    inner join {{ ref('int_province_names_resolved') }} as names
        on
            editions.boundary_set = names.boundary_set
            and scores.province_name = names.province_name
    left join {{ ref('score_groups') }} as score_groups
        on
            scores.index_code = score_groups.index_code
            and scores.group_code = score_groups.group_code
),

component_rows as (
    select
        components.index_code,
        components.year,
        coalesce(subjects.subject_type, 'province') as subject_type,
        names.province_id,
        components.component_code,
        case
            when subjects.measure is not null then subjects.measure
            when components.unit in ('percent_of_max', 'points_lost') then components.unit
            else 'score'
        end as measure,
        components.value,
        components.value_text,
        components.decimals,
        components.max_points,
        components.source_id,
        components.source_file || ':' || cast(components.source_line as varchar) as locator
    from {{ ref('stg_raw__reported_components') }} as components
    inner join {{ ref('editions') }} as editions
        on
            components.index_code = editions.index_code
            and components.year = editions.year
    left join {{ ref('reported_subjects') }} as subjects
        on components.subject = subjects.subject
    left join {{ ref('int_province_names_resolved') }} as names
        on
            editions.boundary_set = names.boundary_set
            and components.subject = names.province_name
)

select
    index_code,
    year,
    'province' as subject_type,
    province_id,
    province_id as subject,
    'total' as component_code,
    'score' as measure,
    'national' as scope,
    'all' as scope_value,
    cast(null as integer) as compared_year,
    score as value,
    score_text as value_text,
    decimals,
    cast(null as integer) as n_ranked,
    cast(null as {{ score_type() }}) as max_points,
    source_id,
    locator
from score_rows
where score is not null
union all
select
    index_code,
    year,
    'province' as subject_type,
    province_id,
    province_id as subject,
    'total' as component_code,
    'rank' as measure,
    'national' as scope,
    'all' as scope_value,
    cast(null as integer) as compared_year,
    cast(rank as {{ score_type() }}) as value,
    cast(rank as varchar) as value_text,
    0 as decimals,
    n_ranked,
    cast(null as {{ score_type() }}) as max_points,
    source_id,
    locator
from score_rows
where rank is not null
union all
select
    index_code,
    year,
    'province' as subject_type,
    province_id,
    province_id as subject,
    'total' as component_code,
    'score_group' as measure,
    'national' as scope,
    'all' as scope_value,
    cast(null as integer) as compared_year,
    -- Groups are compared by their order, the best being 1.
    cast(group_order as {{ score_type() }}) as value,
    group_code as value_text,
    0 as decimals,
    cast(null as integer) as n_ranked,
    cast(null as {{ score_type() }}) as max_points,
    source_id,
    locator
from score_rows
where group_code is not null
union all
select
    changes.index_code,
    changes.year,
    'province' as subject_type,
    names.province_id,
    names.province_id as subject,
    'total' as component_code,
    changes.measure,
    'national' as scope,
    'all' as scope_value,
    changes.compared_year,
    changes.value,
    changes.value_text,
    changes.decimals,
    cast(null as integer) as n_ranked,
    cast(null as {{ score_type() }}) as max_points,
    changes.source_id,
    changes.source_file || ':' || cast(changes.source_line as varchar) as locator
from {{ ref('stg_raw__reported_changes') }} as changes
inner join {{ ref('editions') }} as editions
    on
        changes.index_code = editions.index_code
        and changes.year = editions.year
inner join {{ ref('int_province_names_resolved') }} as names
    on
        editions.boundary_set = names.boundary_set
        and changes.province_name = names.province_name
union all
select
    summaries.index_code,
    summaries.year,
    summaries.scope as subject_type,
    cast(null as varchar) as province_id,
    coalesce(regions.region_code, summaries.scope_value) as subject,
    'total' as component_code,
    -- A change of the mean names the year that it is against.
    case when summaries.measure like 'mean_change_from_%' then 'mean_change' else summaries.measure end as measure,
    summaries.scope,
    coalesce(regions.region_code, summaries.scope_value) as scope_value,
    case
        when summaries.measure like 'mean_change_from_%' then cast(right(summaries.measure, 4) as integer)
    end as compared_year,
    summaries.value,
    summaries.value_text,
    summaries.decimals,
    cast(null as integer) as n_ranked,
    cast(null as {{ score_type() }}) as max_points,
    summaries.source_id,
    summaries.source_file || ':' || cast(summaries.source_line as varchar) as locator
from {{ ref('stg_raw__reported_summaries') }} as summaries
inner join {{ ref('editions') }} as editions
    on
        summaries.index_code = editions.index_code
        and summaries.year = editions.year
left join {{ ref('int_region_names_resolved') }} as regions
    on
        summaries.scope = 'region'
        and editions.boundary_set = regions.boundary_set
        and {{ fold_name('summaries.scope_value') }} = regions.region_key
union all
select
    index_code,
    year,
    subject_type,
    province_id,
    coalesce(province_id, 'all') as subject,
    component_code,
    measure,
    'national' as scope,
    'all' as scope_value,
    cast(null as integer) as compared_year,
    value,
    value_text,
    decimals,
    cast(null as integer) as n_ranked,
    max_points,
    source_id,
    locator
from component_rows
union all
select
    claims.index_code,
    claims.year,
    claims.subject_type,
    claims.province_id,
    claims.subject,
    claims.component_code,
    case
        when claims.measure = 'group' then 'score_group'
        -- Counted under the name that other documents count it by, where there is one.
        when claims.measure = 'provinces_in_group'
            then coalesce(nullif(sizes.size_measure, ''), 'provinces_in_group_' || claims.group_code)
        when claims.group_code is not null then claims.measure || '_' || claims.group_code
        when claims.threshold is not null
            then claims.measure || '_' || cast(cast(claims.threshold as integer) as varchar)
        else claims.measure
    end as measure,
    claims.scope,
    claims.scope_value,
    claims.compared_year,
    claims.claimed_value as value,
    claims.value_text,
    claims.decimals,
    cast(null as integer) as n_ranked,
    cast(null as {{ score_type() }}) as max_points,
    claims.source_id,
    claims.locator
from {{ ref('int_claims') }} as claims
left join {{ ref('edition_score_groups') }} as sizes
    on
        claims.index_code = sizes.index_code
        and claims.year = sizes.year
        and claims.group_code = sizes.group_code
-- A target is no figure of anything yet.
where not claims.is_target
