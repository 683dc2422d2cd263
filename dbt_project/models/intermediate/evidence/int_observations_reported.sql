with stated as (
    select {{ reported_figure("'score'", 'score', 'score_text') }}
    from {{ ref('stg_raw__reported_scores') }}
    where score is not null
    union all
    select {{ reported_figure("'rank'", 'rank', 'cast(rank as varchar)', decimals='0', n_ranked='n_ranked') }}
    from {{ ref('stg_raw__reported_scores') }}
    where rank is not null
    union all
    select {{ reported_figure("'score_group'", 'null', 'group_code', decimals='0') }}
    from {{ ref('stg_raw__reported_scores') }}
    where group_code is not null
    union all
    select {{ reported_figure('measure', 'value', 'value_text', compared_year='compared_year') }}
    from {{ ref('stg_raw__reported_changes') }}
    union all
    -- A change of the mean names the year that it is against.
    select {{ reported_figure(
        "case when measure like 'mean_change_from_%' then 'mean_change' else measure end", 'value', 'value_text',
        subject_type='scope', subject='scope_value', scope='scope', scope_value='scope_value',
        compared_year="case when measure like 'mean_change_from_%' then right(measure, 4) end"
    ) }}
    from {{ ref('stg_raw__reported_summaries') }}
    union all
    select {{ reported_figure(
        "case when unit in ('percent_of_max', 'points_lost') then unit else 'score' end", 'value', 'value_text',
        subject='subject', component_code='component_code', max_points='max_points'
    ) }}
    from {{ ref('stg_raw__reported_components') }}
),

-- A region may be reported by its name in either language or by its code.
region_names as (
    {% for name in ['name_vi', 'name_en', 'region_code'] %}
        select
            boundary_set,
            region_code,
            {{ fold_name(name) }} as region_key
        from {{ ref('regions') }}
        {% if not loop.last %}union{% endif %}
    {% endfor %}
)

select
    stated.index_code,
    stated.year,
    coalesce(subjects.subject_type, stated.subject_type) as subject_type,
    names.province_id,
    coalesce(names.province_id, regions.region_code, stated.scope_value) as subject,
    stated.component_code,
    coalesce(subjects.measure, stated.measure) as measure,
    stated.scope,
    coalesce(regions.region_code, stated.scope_value) as scope_value,
    stated.compared_year,
    -- Groups are compared by their order, the best being 1.
    coalesce(stated.value, cast(score_groups.group_order as {{ score_type() }})) as value,
    stated.value_text,
    stated.decimals,
    stated.n_ranked,
    stated.max_points,
    stated.source_id,
    stated.locator
from stated
inner join {{ ref('editions') }} as editions
    on {{ same('stated', 'editions', 'index_code', 'year') }}
left join {{ ref('reported_subjects') }} as subjects
    on stated.subject = subjects.subject
left join {{ ref('int_province_names_resolved') }} as names
    on
        editions.boundary_set = names.boundary_set
        and stated.subject = names.province_name
left join region_names as regions
    on
        stated.subject_type = 'region'
        and editions.boundary_set = regions.boundary_set
        and {{ fold_name('stated.subject') }} = regions.region_key
left join {{ ref('score_groups') }} as score_groups
    on
        stated.measure = 'score_group'
        and stated.index_code = score_groups.index_code
        and stated.value_text = score_groups.group_code
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
        -- Counted under the name that other sources count it by, where there is one.
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
from {{ ref('int_claims_resolved') }} as claims
left join {{ ref('edition_score_groups') }} as sizes
    on {{ same('claims', 'sizes', 'index_code', 'year', 'group_code') }}
where claims.is_figure
