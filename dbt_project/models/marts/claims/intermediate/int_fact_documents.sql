-- A fact that rests on one document alone cannot confirm what that document says. Values that were settled by
-- figures of other documents do not.
with single as (
    select
        candidates.figure_key,
        min(candidates.original_source_id) as original_source_id
    from {{ ref('int_figures_resolved') }} as figures
    inner join {{ ref('int_figure_candidates') }} as candidates
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
    from {{ ref('int_facts') }}
),

scopes as (
    select distinct
        scores.index_code,
        scores.year,
        scores.component_code,
        scores.scope,
        scores.scope_value,
        single.original_source_id
    from {{ ref('int_scope_scores') }} as scores
    inner join single
        on {{ score_key('scores') }} = single.figure_key
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
    from {{ ref('int_scores_ranked') }} as ranked
    inner join scopes
        on
            ranked.index_code = scopes.index_code
            and ranked.year = scopes.year
            and ranked.component_code = scopes.component_code
            and ranked.scope = scopes.scope
            and ranked.scope_value = scopes.scope_value
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
            'places.index_code', 'places.year', 'places.province_id', 'places.component_code', "'rank'", 'places.scope'
        ) }} as fact_key,
        single.original_source_id
    from {{ ref('int_places_deduced') }} as places
    inner join national_ranks
        on
            places.index_code = national_ranks.index_code
            and places.year = national_ranks.year
            and places.component_code = national_ranks.component_code
    inner join {{ ref('int_edition_scopes') }} as scopes
        on
            national_ranks.index_code = scopes.index_code
            and national_ranks.year = scopes.year
            and national_ranks.province_id = scopes.province_id
            and places.scope = scopes.scope
    inner join single
        on national_ranks.figure_key = single.figure_key
    where
        places.province_id = national_ranks.province_id
        or places.national_rank > national_ranks.rank
        or (not places.is_led_by_known_units and places.scope_value = scopes.scope_value)
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
