with structure as (
    select
        index_code,
        year,
        max(case when level = 'total' then min_score end) as min_score,
        max(case when level = 'total' then max_score end) as max_score,
        cast(count(case when level = 'dimension' then 1 end) as integer) as dimension_count,
        cast(count(case when level = 'sub_dimension' then 1 end) as integer) as component_count
    from {{ ref('int_components_dated') }}
    group by index_code, year
)

select
    editions.index_code,
    editions.year,
    editions.boundary_set,
    editions.as_of_date,
    structure.min_score,
    structure.max_score,
    editions.units_expected,
    editions.units_scored,
    structure.dimension_count,
    structure.component_count,
    editions.is_pilot,
    coalesce(breaks.break_kind, 'none') as break_kind,
    breaks.note_vi as break_note_vi,
    breaks.note_en as break_note_en
from {{ ref('editions') }} as editions
inner join structure
    on {{ same('editions', 'structure', 'index_code', 'year') }}
left join {{ ref('int_breaks_dated') }} as breaks
    on
        {{ same('editions', 'breaks', 'index_code', 'year') }}
        and breaks.component_code = 'total'
