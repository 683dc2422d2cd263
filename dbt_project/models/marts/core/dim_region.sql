select
    region_code,
    boundary_set,
    region_order,
    name_vi,
    name_en
from {{ ref('regions') }}
