-- What the full tables say. Every unit of an edition has a row for every component of that edition, scored or
-- not: a gap is a row that says why, not a row that is missing. A component is of the table when the table has
-- it, or has the parts that it is the sum of.
with grid as (
    select
        units.index_code,
        units.year,
        units.province_id,
        components.component_code,
        components.parent_component_code,
        components.level,
        components.aggregation
    from {{ ref('int_edition_units') }} as units
    inner join {{ ref('int_edition_components') }} as components
        on
            units.index_code = components.index_code
            and units.year = components.year
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
    left join {{ ref('int_official_scores') }} as official
        on
            grid.index_code = official.index_code
            and grid.year = official.year
            and grid.province_id = official.province_id
            and grid.component_code = official.component_code
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
    from {{ ref('int_official_scores') }}
    group by index_code, year, province_id, source_id
),

tables as (
    select
        index_code,
        year,
        component_code
    from {{ ref('int_official_scores') }}
    group by index_code, year, component_code
    union
    select
        components.index_code,
        components.year,
        components.component_code
    from {{ ref('int_edition_components') }} as components
    inner join {{ ref('int_official_scores') }} as official
        on
            components.index_code = official.index_code
            and components.year = official.year
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
    on
        scored.index_code = tables.index_code
        and scored.year = tables.year
        and scored.component_code = tables.component_code
left join table_rows
    on
        scored.index_code = table_rows.index_code
        and scored.year = table_rows.year
        and scored.province_id = table_rows.province_id
left join {{ ref('int_unscored_components') }} as unscored
    on
        scored.index_code = unscored.index_code
        and scored.year = unscored.year
        and scored.province_id = unscored.province_id
        and scored.component_code = unscored.component_code
