-- Every province of an edition in every edition of the index that has it, under the code that it has there.
select
    units.index_code,
    units.year,
    units.province_id,
    others.year as other_year,
    others.province_id as other_province_id
from {{ ref('int_units_dated') }} as units
inner join {{ ref('int_units_dated') }} as others
    on {{ same('units', 'others', 'index_code', 'lineage_id') }}
