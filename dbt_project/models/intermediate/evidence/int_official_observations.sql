select
    cells.index_code,
    cells.year,
    names.province_id,
    cells.component_code,
    cells.measure,
    cells.value,
    cells.value_text,
    cells.decimals,
    documents.source_id,
    cells.source_file || ':' || cast(cells.source_line as varchar) as locator
from {{ ref('stg_raw__official_cells') }} as cells
inner join {{ ref('int_source_documents') }} as documents
    on
        cells.index_code = documents.index_code
        and cells.year = documents.year
inner join {{ ref('editions') }} as editions
    on
        cells.index_code = editions.index_code
        and cells.year = editions.year
inner join {{ ref('int_province_names_resolved') }} as names
    on
        editions.boundary_set = names.boundary_set
        and cells.province_name = names.province_name
