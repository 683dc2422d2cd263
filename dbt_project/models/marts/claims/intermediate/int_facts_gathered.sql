-- What the warehouse knows of a figure, computed or stated. What is computed goes before what is stated: ranks,
-- means and groups of a scope that is held in full, and ranks that follow from others. Of an open figure the
-- least and the greatest stated value bound what it can be.
with stated_bounds as (
    select
        figure_key,
        min(value) as low_value,
        max(value) as high_value
    from {{ ref('int_figures_stated') }}
    group by figure_key
),

printed as (
    select
        figures.figure_key,
        max(candidates.decimals) as decimals
    from {{ ref('int_figures_resolved') }} as figures
    inner join {{ ref('int_figures_stated') }} as candidates
        on {{ same('figures', 'candidates', 'figure_key', 'value') }}
    group by figures.figure_key
),

-- What the publisher did not score is no open figure, whatever reports say of it.
gaps as (
    select {{ score_key('unscored') }} as fact_key
    from {{ ref('int_components_unscored') }} as unscored
),

computed as (
    select
        {{ figure_key('index_code', 'year', 'province_id', 'component_code', "'rank'", 'scope') }} as fact_key,
        cast(rank as {{ score_type() }}) as value,
        0 as decimals,
        'computed' as basis
    from {{ ref('fct_rank') }}
    where computed_rank is not null
    union all
    select
        {{ figure_key(
            'deduced.index_code', 'deduced.year', 'deduced.province_id', 'deduced.component_code', "'rank'", 'deduced.scope'
        ) }} as fact_key,
        cast(deduced.rank as {{ score_type() }}) as value,
        0 as decimals,
        'deduced' as basis
    from {{ ref('int_ranks_deduced') }} as deduced
    left join {{ ref('fct_rank') }} as ranked
        on
            {{ same('deduced', 'ranked', 'index_code', 'year', 'province_id', 'component_code', 'scope') }}
            and ranked.computed_rank is not null
    where ranked.province_id is null
    {% for measure in ['mean', 'median', 'min', 'max'] %}
        union all
        select
            {{ figure_key('index_code', 'year', 'scope_value', 'component_code', "'" ~ measure ~ "'", 'scope') }}
                as fact_key,
            {{ measure }} as value,
            5 as decimals,
            'computed' as basis
        from {{ ref('fct_edition_summary') }}
        where summary_status = 'computed'
    {% endfor %}
    union all
    select
        {{ figure_key(
            'groups.index_code', 'groups.year', 'groups.province_id', "'total'", "'score_group'", "'national'"
        ) }} as fact_key,
        cast(score_groups.group_order as {{ score_type() }}) as value,
        0 as decimals,
        case when groups.group_status = 'computed' then 'quartile' else 'group_bounds' end as basis
    from {{ ref('fct_score_group') }} as groups
    inner join {{ ref('score_groups') }} as score_groups
        on {{ same('groups', 'score_groups', 'index_code', 'group_code') }}
    -- A deduced group rests on ranks and scores of others, not on a score whose sources are known.
    where groups.group_status <> 'deduced'
    union all
    select
        {{ figure_key(
            'groups.index_code', 'groups.year', "'all'", "'total'",
            "coalesce(nullif(min(sizes.size_measure), ''), 'provinces_in_group_' || groups.group_code)", "'national'"
        ) }} as fact_key,
        cast(count(*) as {{ score_type() }}) as value,
        0 as decimals,
        case when min(groups.group_status) = 'computed' then 'quartile' else 'group_bounds' end as basis
    from {{ ref('fct_score_group') }} as groups
    inner join {{ ref('fct_rank') }} as ranked
        on
            {{ same('groups', 'ranked', 'index_code', 'year', 'province_id') }}
            and ranked.component_code = 'total'
            and ranked.scope = 'national'
            and ranked.computed_rank is not null
    left join {{ ref('edition_score_groups') }} as sizes
        on {{ same('groups', 'sizes', 'index_code', 'year', 'group_code') }}
    group by groups.index_code, groups.year, groups.group_code
)

select
    fact_key,
    value,
    decimals,
    false as is_open,
    cast(null as varchar) as values_text,
    value as low_value,
    value as high_value,
    basis
from computed
union all
select
    figures.figure_key as fact_key,
    figures.value,
    coalesce(printed.decimals, 0) as decimals,
    figures.resolution_rule = 'open' as is_open,
    figures.values_text,
    coalesce(figures.value, stated_bounds.low_value) as low_value,
    coalesce(figures.value, stated_bounds.high_value) as high_value,
    case
        when figures.resolution_rule = 'official_table' then 'official_table'
        when figures.is_conflicted then 'settled'
        else 'stated'
    end as basis
from {{ ref('int_figures_resolved') }} as figures
inner join stated_bounds
    on figures.figure_key = stated_bounds.figure_key
left join printed
    on figures.figure_key = printed.figure_key
left join computed
    on figures.figure_key = computed.fact_key
left join gaps
    on figures.figure_key = gaps.fact_key
where
    computed.fact_key is null
    and gaps.fact_key is null
