select
    cells.index_code,
    cells.year,
    names.province_id,
    cells.component_code,
    cells.score,
    files.source_id,
    cells.source_file || ':' || cast(cells.source_line as varchar) as locator
from {{ ref('stg_raw__official_cells') }} as cells
inner join {{ ref('stg_raw__official_files') }} as files
    on
        cells.index_code = files.index_code
        and cells.year = files.year
inner join {{ ref('editions') }} as editions
    on
        cells.index_code = editions.index_code
        and cells.year = editions.year
inner join {{ ref('int_province_names_resolved') }} as names
    on
        editions.boundary_set = names.boundary_set
        and cells.province_name = names.province_name
