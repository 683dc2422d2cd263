with observed as (
    select
        index_code,
        year,
        'province' as subject_type,
        province_id,
        province_id as subject,
        component_code,
        measure,
        'national' as scope,
        'all' as scope_value,
        cast(null as integer) as compared_year,
        value,
        value_text,
        decimals,
        cast(null as integer) as n_ranked,
        cast(null as {{ score_type() }}) as max_points,
        source_id,
        locator,
        true as is_official
    from {{ ref('int_observations_tabulated') }}
    where value is not null
    union all
    select
        reported.*,
        false as is_official
    from {{ ref('int_observations_reported') }} as reported
)

select
    locator || ':' || component_code || ':' || measure as observation_id,
    {{ figure_key('index_code', 'year', 'subject', 'component_code', 'measure', 'scope', 'compared_year') }}
        as figure_key,
    index_code,
    year,
    subject_type,
    province_id,
    subject,
    component_code,
    measure,
    scope,
    scope_value,
    compared_year,
    value,
    value_text,
    decimals,
    n_ranked,
    max_points,
    source_id,
    locator,
    is_official
from observed
