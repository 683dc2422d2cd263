-- A disputed total is the sum of its parts where all are reported: those of one level, none a part of another.
with leaves as (
    select
        parts.index_code,
        parts.year,
        parts.level,
        parts.component_code
    from {{ ref('int_components_dated') }} as parts
    left join {{ ref('int_components_dated') }} as below
        on
            {{ same('parts', 'below', 'index_code', 'year') }}
            and parts.component_code = below.parent_component_code
            and parts.level = below.level
    where
        parts.level <> 'total'
        and below.component_code is null
),

part_scores as (
    select
        disputed.figure_key,
        disputed.value,
        disputed.decimals,
        leaves.level,
        leaves.component_code,
        figures.value as part_score
    from {{ ref('int_values_disputed') }} as disputed
    inner join leaves
        on {{ same('disputed', 'leaves', 'index_code', 'year') }}
    left join {{ ref('int_figures_agreed') }} as figures
        on
            figures.figure_key
            = {{ figure_key(
                'disputed.index_code', 'disputed.year', 'disputed.subject', 'leaves.component_code',
                "'score'", "'national'"
            ) }}
    where
        disputed.measure = 'score'
        and disputed.component_code = 'total'
),

sums as (
    select
        figure_key,
        value,
        decimals
    from part_scores
    group by figure_key, value, decimals, level
    having
        count(*) = count(part_score)
        -- Each part is printed with two decimals.
        and abs(value - sum(part_score)) <= 0.02
)

-- Levels that all add up to a value speak for it once.
select distinct
    figure_key,
    value,
    decimals,
    'part_sum' as resolution_rule
from sums
