-- Names are folded once per distinct spelling, not once per row.
with spelled as (
    {% for table in ['stg_raw__official_cells', 'stg_raw__reported_scores', 'stg_raw__reported_changes'] %}
        select
            index_code,
            year,
            province_name
        from {{ ref(table) }}
        union
    {% endfor %}
    select
        components.index_code,
        components.year,
        components.subject as province_name
    from {{ ref('stg_raw__reported_components') }} as components
    left join {{ ref('reported_subjects') }} as subjects
        on components.subject = subjects.subject
    where subjects.subject is null
    union
    select
        index_code,
        year,
        subject as province_name
    from {{ ref('stg_raw__reported_claims') }}
    where subject_type = 'province'
),

names as (
    select distinct
        editions.boundary_set,
        spelled.province_name
    from spelled
    inner join {{ ref('editions') }} as editions
        on {{ same('spelled', 'editions', 'index_code', 'year') }}
),

aliases as (
    -- Spellings that fold to one key count once.
    select distinct
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
