-- Every component but the total is part of one of the same edition
select batch.index_code, batch.year, batch.component_code, batch.parent_component_code
from {{ batch }} as batch
left join marts.dim_component as parents
    on
        batch.index_code = parents.index_code
        and batch.year = parents.year
        and batch.parent_component_code = parents.component_code
where
    (batch.component_code = 'total') <> (batch.parent_component_code is null)
    or (batch.component_code <> 'total' and parents.component_code is null)
