-- The same province in the edition before, under the code that it had there. Between boundary sets a province goes on
-- where it was not merged; ranks among another number of provinces do not compare. A pilot is no edition to compare
-- with.
with editions as (
    select
        index_code,
        year,
        boundary_set,
        lag(year) over (partition by index_code order by year) as previous_year,
        lag(boundary_set) over (partition by index_code order by year) as previous_boundary_set
    from {{ ref('editions') }}
    where not is_pilot
)

select
    units.index_code,
    units.year,
    units.province_id,
    editions.previous_year,
    earlier.other_province_id as previous_province_id,
    {% for language in ['vi', 'en'] %}
        case
            when earlier.other_province_id is null
                then {{ sentence(
                    'unit_formed_later', language, date=date_text('lineage.merged_on', language),
                    members='lineage.members_' ~ language, year='editions.previous_year'
                ) }}
        end as missing_reason_{{ language }},
    {% endfor %}
    editions.boundary_set <> editions.previous_boundary_set as is_other_boundary_set
from {{ ref('int_units_dated') }} as units
inner join editions
    on
        {{ same('units', 'editions', 'index_code', 'year') }}
        and editions.previous_year is not null
inner join {{ ref('int_provinces_traced') }} as lineage
    on units.province_id = lineage.province_id
left join {{ ref('int_units_matched') }} as earlier
    on
        {{ same('units', 'earlier', 'index_code', 'year', 'province_id') }}
        and editions.previous_year = earlier.other_year
