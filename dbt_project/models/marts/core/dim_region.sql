select
    region_code,
    boundary_set,
    name_vi,
    name_en
from {{ ref('regions') }}
