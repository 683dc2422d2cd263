-- A total that was disputed, and all of its parts reported: those of one level that are not parts of one another.
with leaves as (
    select
        parts.index_code,
        parts.year,
        parts.level,
        parts.component_code
    from {{ ref('int_edition_components') }} as parts
    left join {{ ref('int_edition_components') }} as below
        on
            parts.index_code = below.index_code
            and parts.year = below.year
            and parts.component_code = below.parent_component_code
            and parts.level = below.level
    where
        parts.level <> 'total'
        and below.component_code is null
),

part_scores as (
    select
        open_values.figure_key,
        open_values.value,
        open_values.decimals,
        leaves.level,
        leaves.component_code,
        figures.value as part_score
    from {{ ref('int_open_values') }} as open_values
    inner join leaves
        on
            open_values.index_code = leaves.index_code
            and open_values.year = leaves.year
    left join {{ ref('int_figures_agreed') }} as figures
        on
            figures.figure_key
            = {{ figure_key(
                'open_values.index_code', 'open_values.year', 'open_values.subject', 'leaves.component_code',
                "'score'", "'national'"
            ) }}
    where
        open_values.measure = 'score'
        and open_values.component_code = 'total'
)

select
    figure_key,
    value,
    decimals,
    'part_sum' as resolution_rule
from part_scores
group by figure_key, value, decimals, level
having
    count(*) = count(part_score)
    -- Each part is printed with two decimals.
    and abs(value - sum(part_score)) <= 0.02
