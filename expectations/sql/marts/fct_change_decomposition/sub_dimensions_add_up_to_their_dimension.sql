-- What the sub-dimensions of a dimension add is what the dimension adds
select
    batch.index_code, batch.year, batch.province_id, batch.component_code, batch.contribution,
    sum(parts.contribution) as parts_sum
from {{ batch }} as batch
inner join marts.fct_change_decomposition as parts
    on
        batch.index_code = parts.index_code
        and batch.year = parts.year
        and batch.province_id = parts.province_id
        and batch.component_code = parts.parent_component_code
where batch.level = 'dimension' and parts.level = 'sub_dimension'
group by all
having sum(parts.contribution) <> batch.contribution
