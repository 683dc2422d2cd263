-- Names are folded once per distinct spelling, not once per row.
with names as (
    select distinct
        editions.boundary_set,
        cells.province_name
    from {{ ref('stg_raw__official_cells') }} as cells
    inner join {{ ref('editions') }} as editions
        on
            cells.index_code = editions.index_code
            and cells.year = editions.year
),

aliases as (
    select
        boundary_set,
        province_id,
        {{ fold_name('alias') }} as alias_key
    from {{ ref('province_aliases') }}
)

select
    names.boundary_set,
    names.province_name,
    aliases.province_id
from names
left join aliases
    on
        names.boundary_set = aliases.boundary_set
        and {{ fold_name('names.province_name') }} = aliases.alias_key
