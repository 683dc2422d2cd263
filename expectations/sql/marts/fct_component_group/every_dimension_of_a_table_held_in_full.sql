-- In an index with groups of dimensions every unit with a computed rank in one has its group, and a group has as many
-- units as it states
with sized as (
    select
        index_code, year, component_code, group_code,
        min(group_size) as least, max(group_size) as most, count(*) as n
    from {{ batch }}
    group by all
)

select index_code, year, component_code, 'size of ' || group_code as what
from sized
where least <> n or most <> n
union all
select ranks.index_code, ranks.year, ranks.component_code, 'no group of ' || ranks.province_id as what
from marts.fct_rank as ranks
inner join marts.dim_component as components using (index_code, year, component_code)
left join {{ batch }} as batch using (index_code, year, component_code, province_id)
where
    ranks.index_code in (select sized.index_code from sized)
    and ranks.scope = 'national' and ranks.computed_rank is not null
    and components.level = 'dimension' and batch.province_id is null
