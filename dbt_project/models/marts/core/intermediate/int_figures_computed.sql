-- What the warehouse computes of a figure that sources may state too: ranks, summaries and groups of scopes whose
-- scores are held, and changes as the difference of two figures that are.
with levels as (
    select
        {{ figure_key('index_code', 'year', 'province_id', 'component_code', "'rank'", 'scope') }} as figure_key,
        cast(rank as {{ score_type() }}) as value,
        0 as decimals
    from {{ ref('fct_rank') }}
    where computed_rank is not null
    {% for measure in ['mean', 'median', 'min', 'max'] %}
        union all
        select
            {{ figure_key('index_code', 'year', 'scope_value', 'component_code', "'" ~ measure ~ "'", 'scope') }}
                as figure_key,
            {{ measure }} as value,
            5 as decimals
        from {{ ref('fct_edition_summary') }}
        where summary_status = 'computed'
    {% endfor %}
    union all
    select
        {{ figure_key(
            'groups.index_code', 'groups.year', 'groups.province_id', "'total'", "'score_group'", "'national'"
        ) }} as figure_key,
        cast(score_groups.group_order as {{ score_type() }}) as value,
        0 as decimals
    from {{ ref('fct_score_group') }} as groups
    inner join {{ ref('score_groups') }} as score_groups
        on {{ same('groups', 'score_groups', 'index_code', 'group_code') }}
),

held as (
    select * from levels
    union all
    select
        resolved.figure_key,
        resolved.value,
        resolved.decimals
    from {{ ref('int_figures_resolved') }} as resolved
    left join levels
        on resolved.figure_key = levels.figure_key
    where levels.figure_key is null
),

differences as (
    {{ implied_by_ties(ref('int_figures_tied'), 'held') }}
)

select
    figure_key,
    value,
    decimals,
    cast(0 as {{ score_type() }}) as error,
    'computed' as resolution_rule
from levels
union all
select
    figure_key,
    value,
    decimals,
    error,
    rule as resolution_rule
from differences
where rule = 'difference'
