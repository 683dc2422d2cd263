-- The same unit in the edition before, under the code that it had there. Between boundary sets a unit goes on where it
-- was not merged; places among another number of units do not compare.
select
    units.index_code,
    units.year,
    units.province_id,
    previous_editions.previous_year,
    earlier.other_province_id as previous_province_id,
    editions.boundary_set <> earlier_editions.boundary_set as is_other_boundary_set,
    case
        when earlier.other_province_id is null
            then
                'Đơn vị được lập ngày ' || {{ vietnamese_date('lineage.merged_on') }} || ' từ ' || lineage.members_vi
                || '; kỳ ' || cast(previous_editions.previous_year as varchar) || ' theo địa giới cũ'
    end as missing_reason_vi,
    case
        when earlier.other_province_id is null
            then
                'Formed on ' || cast(lineage.merged_on as varchar) || ' from ' || lineage.members_en
                || '; the edition of ' || cast(previous_editions.previous_year as varchar) || ' has the former units'
    end as missing_reason_en
from {{ ref('int_edition_units') }} as units
inner join {{ ref('int_previous_editions') }} as previous_editions
    on
        units.index_code = previous_editions.index_code
        and units.year = previous_editions.year
        and previous_editions.previous_year is not null
inner join {{ ref('editions') }} as editions
    on
        units.index_code = editions.index_code
        and units.year = editions.year
inner join {{ ref('editions') }} as earlier_editions
    on
        units.index_code = earlier_editions.index_code
        and previous_editions.previous_year = earlier_editions.year
inner join {{ ref('int_province_lineage') }} as lineage
    on units.province_id = lineage.province_id
left join {{ ref('int_units_across_editions') }} as earlier
    on
        units.index_code = earlier.index_code
        and units.year = earlier.year
        and units.province_id = earlier.province_id
        and previous_editions.previous_year = earlier.other_year
