-- What the full tables state. Every province of an edition has a row for every component of that edition: a gap is a
-- row that says why, not a missing row. A component is from the table when the table has it, or the parts it is the sum
-- of.
with official as (
    select
        index_code,
        year,
        province_id,
        component_code,
        value as score,
        source_id,
        locator
    from {{ ref('int_observations_tabulated') }}
    where measure = 'score'
),

grid as (
    select
        units.index_code,
        units.year,
        units.province_id,
        components.component_code,
        components.parent_component_code,
        components.level,
        components.aggregation
    from {{ ref('int_units_dated') }} as units
    inner join {{ ref('int_components_dated') }} as components
        on {{ same('units', 'components', 'index_code', 'year') }}
),

published as (
    select
        grid.index_code,
        grid.year,
        grid.province_id,
        grid.component_code,
        grid.parent_component_code,
        official.score
    from grid
    left join official
        on {{ same('grid', 'official', 'index_code', 'year', 'province_id', 'component_code') }}
    where grid.aggregation = 'as_published'
),

dimensions as (
    {{ sum_of_parts('grid', 'published', 'dimension') }}
),

published_and_dimensions as (
    select * from published
    union all
    select * from dimensions
),

totals as (
    {{ sum_of_parts('grid', 'published_and_dimensions', 'total') }}
),

scored as (
    select * from published_and_dimensions
    union all
    select * from totals
),

table_rows as (
    select
        index_code,
        year,
        province_id,
        source_id,
        min(locator) as locator
    from official
    group by index_code, year, province_id, source_id
),

tables as (
    select
        index_code,
        year,
        component_code
    from official
    group by index_code, year, component_code
    union
    select
        components.index_code,
        components.year,
        components.component_code
    from {{ ref('int_components_dated') }} as components
    inner join official
        on {{ same('components', 'official', 'index_code', 'year') }}
    where components.aggregation = 'sum_of_parts'
)

select
    scored.index_code,
    scored.year,
    scored.province_id,
    scored.component_code,
    scored.score,
    case when scored.score is not null then table_rows.source_id end as source_id,
    table_rows.locator,
    case when scored.score is null then unscored.reason_vi end as missing_reason_vi,
    case when scored.score is null then unscored.reason_en end as missing_reason_en,
    tables.component_code is not null as is_from_table
from scored
left join tables
    on {{ same('scored', 'tables', 'index_code', 'year', 'component_code') }}
left join table_rows
    on {{ same('scored', 'table_rows', 'index_code', 'year', 'province_id') }}
left join {{ ref('int_components_unscored') }} as unscored
    on {{ same('scored', 'unscored', 'index_code', 'year', 'province_id', 'component_code') }}
