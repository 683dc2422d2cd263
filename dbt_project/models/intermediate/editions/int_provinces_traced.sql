-- A province that was taken over whole and alone is one with its successor: its figures continue. A merged province is
-- new.
with predecessors as (
    select
        successor_id,
        min(effective_date) as effective_date,
        min(predecessor_id) as predecessor_id,
        count(*) as n_predecessors
    from {{ ref('province_succession') }}
    group by successor_id
),

periods as (
    select
        province_id,
        {% for language in ['vi', 'en'] %}
            coalesce(text_name_{{ language }}, name_{{ language }}) as name_{{ language }},
        {% endfor %}
        row_number() over (partition by province_id order by valid_from desc) as periods_back
    from {{ ref('provinces') }}
),

names as (
    select
        province_id,
        name_vi,
        name_en
    from periods
    where periods_back = 1
),

merged as (
    select
        succession.successor_id,
        {{ list_of('names.name_vi', fold_name('names.name_vi')) }} as members_vi,
        {{ list_of('names.name_en', fold_name('names.name_vi')) }} as members_en
    from {{ ref('province_succession') }} as succession
    inner join names
        on succession.predecessor_id = names.province_id
    group by succession.successor_id
)

select
    names.province_id,
    case when predecessors.n_predecessors = 1 then predecessors.predecessor_id else names.province_id end
        as lineage_id,
    case when predecessors.n_predecessors > 1 then predecessors.effective_date end as merged_on,
    case when predecessors.n_predecessors > 1 then merged.members_vi end as members_vi,
    case when predecessors.n_predecessors > 1 then merged.members_en end as members_en
from names
left join predecessors
    on names.province_id = predecessors.successor_id
left join merged
    on names.province_id = merged.successor_id
