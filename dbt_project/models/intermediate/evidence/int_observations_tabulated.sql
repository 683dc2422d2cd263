select
    cells.index_code,
    cells.year,
    names.province_id,
    cells.component_code,
    cells.measure,
    cells.value,
    cells.value_text,
    cells.decimals,
    sources.source_id,
    cells.source_file || ':' || cast(cells.source_line as varchar) as locator
from {{ ref('stg_raw__official_cells') }} as cells
inner join {{ ref('int_sources_combined') }} as sources
    on {{ same('cells', 'sources', 'index_code', 'year') }}
inner join {{ ref('editions') }} as editions
    on {{ same('cells', 'editions', 'index_code', 'year') }}
inner join {{ ref('int_province_names_resolved') }} as names
    on
        editions.boundary_set = names.boundary_set
        and cells.province_name = names.province_name
