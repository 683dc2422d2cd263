-- A province is ranked and averaged among all units, those of its region, and those of its kind.
select
    index_code,
    year,
    province_id,
    'national' as scope,
    'all' as scope_value
from {{ ref('int_edition_units') }}
union all
select
    index_code,
    year,
    province_id,
    'region' as scope,
    region_code as scope_value
from {{ ref('int_edition_units') }}
union all
select
    index_code,
    year,
    province_id,
    'unit_type' as scope,
    unit_type as scope_value
from {{ ref('int_edition_units') }}
