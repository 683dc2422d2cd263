-- A region may be reported by its name in either language or by its code.
with names as (
    select
        boundary_set,
        region_code,
        name_vi as region_name
    from {{ ref('regions') }}
    union
    select
        boundary_set,
        region_code,
        name_en as region_name
    from {{ ref('regions') }}
    union
    select
        boundary_set,
        region_code,
        region_code as region_name
    from {{ ref('regions') }}
)

select
    boundary_set,
    region_code,
    {{ fold_name('region_name') }} as region_key
from names
