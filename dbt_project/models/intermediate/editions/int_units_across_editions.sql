-- Every unit of an edition in every edition of the index that has it, under the code that it has there.
select
    units.index_code,
    units.year,
    units.province_id,
    others.year as other_year,
    others.province_id as other_province_id
from {{ ref('int_edition_units') }} as units
inner join {{ ref('int_edition_units') }} as others
    on
        units.index_code = others.index_code
        and units.lineage_id = others.lineage_id
