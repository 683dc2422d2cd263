-- Every change of a total that is the sum of its parts is split at every level that the edition has
with levels as (
    select distinct totals.index_code, totals.year, parts.level
    from marts.dim_component as totals
    inner join marts.dim_component as parts using (index_code, year)
    where
        totals.component_code = 'total'
        and totals.aggregation = 'sum_of_parts'
        and parts.level in ('dimension', 'sub_dimension')
)

select changes.index_code, changes.year, changes.province_id, levels.level, changes.score_change
from marts.fct_score_change as changes
inner join levels using (index_code, year)
left join {{ batch }} as batch using (index_code, year, province_id, level)
where changes.component_code = 'total' and changes.score_change is not null and batch.level is null
