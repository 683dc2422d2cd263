-- A fact that rests on one source alone cannot confirm what that source says. Values that were settled by
-- figures of other sources do not. A group drawn by published bounds rests on who states its own and that of the
-- next better one.
with single as (
    select
        candidates.figure_key,
        min(candidates.original_source_id) as original_source_id
    from {{ ref('int_figures_resolved') }} as figures
    inner join {{ ref('int_figures_stated') }} as candidates
        on
            figures.figure_key = candidates.figure_key
            and {{ values_agree('figures.value', 'candidates.decimals', 'candidates.value', 'candidates.decimals') }}
    where
        figures.resolution_rule not in (
            'open', 'official_table', 'correction', 'neighbour_change', 'rank_order', 'known_scores'
        )
    group by candidates.figure_key
    having count(distinct candidates.original_source_id) = 1
),

facts as (
    select
        fact_key,
        basis
    from {{ ref('int_facts_gathered') }}
),

bound_sources as (
    select
        bounds.index_code,
        bounds.year,
        bounds.group_code,
        originals.original_source_id
    from {{ ref('edition_score_groups') }} as bounds
    inner join {{ ref('int_sources_traced') }} as originals
        on bounds.bound_source_id = originals.source_id
    union
    select
        bounds.index_code,
        bounds.year,
        bounds.group_code,
        stated.original_source_id
    from {{ ref('edition_score_groups') }} as bounds
    inner join {{ ref('int_figures_stated') }} as stated
        on
            {{ same('bounds', 'stated', 'index_code', 'year') }}
            and 'group_lower_bound_' || bounds.group_code = stated.measure
            and bounds.lower_bound = stated.value
),

single_bounds as (
    select
        index_code,
        year,
        group_code,
        min(original_source_id) as original_source_id
    from bound_sources
    group by
        index_code,
        year,
        group_code
    having count(*) = 1
),

scopes as (
    select distinct
        scores.index_code,
        scores.year,
        scores.component_code,
        scores.scope,
        scores.scope_value,
        single.original_source_id
    from {{ ref('fct_rank') }} as scores
    inner join single
        on {{ score_key('scores') }} = single.figure_key
    where scores.computed_rank is not null
),

national_ranks as (
    select
        index_code,
        year,
        province_id,
        component_code,
        rank,
        {{ figure_key('index_code', 'year', 'province_id', 'component_code', "'rank'", "'national'") }} as figure_key
    from {{ ref('fct_rank') }}
    where scope = 'national'
),

computed as (
    select
        {{ figure_key(
            'ranked.index_code', 'ranked.year', 'ranked.province_id', 'ranked.component_code', "'rank'", 'ranked.scope'
        ) }} as fact_key,
        scopes.original_source_id
    from {{ ref('fct_rank') }} as ranked
    inner join scopes
        on {{ same('ranked', 'scopes', 'index_code', 'year', 'component_code', 'scope', 'scope_value') }}
    where ranked.computed_rank is not null
    {% for measure in ['mean', 'median', 'min', 'max'] %}
        union
        select
            {{ figure_key('index_code', 'year', 'scope_value', 'component_code', "'" ~ measure ~ "'", 'scope') }}
                as fact_key,
            original_source_id
        from scopes
    {% endfor %}
    union
    select
        {{ figure_key(
            'deduced.index_code', 'deduced.year', 'deduced.province_id', 'deduced.component_code', "'rank'", 'deduced.scope'
        ) }} as fact_key,
        single.original_source_id
    from {{ ref('int_ranks_deduced') }} as deduced
    inner join national_ranks
        on {{ same('deduced', 'national_ranks', 'index_code', 'year', 'component_code') }}
    inner join {{ ref('int_units_scoped') }} as scopes
        on
            {{ same('national_ranks', 'scopes', 'index_code', 'year', 'province_id') }}
            and deduced.scope = scopes.scope
    inner join single
        on national_ranks.figure_key = single.figure_key
    where
        deduced.province_id = national_ranks.province_id
        or deduced.national_rank > national_ranks.rank
        or (not deduced.is_led_by_known_units and deduced.scope_value = scopes.scope_value)
    union
    select
        {{ figure_key(
            'groups.index_code', 'groups.year', 'groups.province_id', "'total'", "'score_group'", "'national'"
        ) }} as fact_key,
        single.original_source_id
    from {{ ref('fct_score_group') }} as groups
    inner join single
        on
            {{ figure_key(
                'groups.index_code', 'groups.year', 'groups.province_id', "'total'", "'score'", "'national'"
            ) }} = single.figure_key
    union
    select
        {{ figure_key(
            'groups.index_code', 'groups.year', 'groups.province_id', "'total'", "'score_group'", "'national'"
        ) }} as fact_key,
        single_bounds.original_source_id
    from {{ ref('fct_score_group') }} as groups
    inner join {{ ref('score_groups') }} as own_groups
        on {{ same('groups', 'own_groups', 'index_code', 'group_code') }}
    inner join {{ ref('score_groups') }} as limits
        on
            own_groups.index_code = limits.index_code
            and limits.group_order in (own_groups.group_order, own_groups.group_order - 1)
    inner join single_bounds
        on
            {{ same('groups', 'single_bounds', 'index_code', 'year') }}
            and limits.group_code = single_bounds.group_code
    where groups.group_rule = 'reported_bounds'
)

select
    computed.fact_key,
    computed.original_source_id
from computed
inner join facts
    on computed.fact_key = facts.fact_key
where facts.basis not in ('stated', 'settled')
union
select
    single.figure_key as fact_key,
    single.original_source_id
from single
inner join facts
    on single.figure_key = facts.fact_key
where facts.basis in ('stated', 'settled')
