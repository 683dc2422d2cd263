{#- Rows of `grid` at `level`, scored with the sum of their parts in `scored`: NULL unless every part has a score. -#}
{% macro sum_of_parts(grid, scored, level) -%}
    select
        parents.index_code,
        parents.year,
        parents.province_id,
        parents.component_code,
        parents.parent_component_code,
        cast(
            case when count(*) = count(parts.score) then sum(parts.score) end as {{ score_type() }}
        ) as score
    from {{ grid }} as parents
    inner join {{ scored }} as parts
        on
            parents.index_code = parts.index_code
            and parents.year = parts.year
            and parents.province_id = parts.province_id
            and parents.component_code = parts.parent_component_code
    where
        parents.level = '{{ level }}'
        and parents.aggregation = 'sum_of_parts'
    group by
        parents.index_code,
        parents.year,
        parents.province_id,
        parents.component_code,
        parents.parent_component_code
{%- endmacro %}
