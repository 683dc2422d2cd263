-- Of two ranks that cannot both be right, the one that evidence supports stands. Two strong rules that speak for
-- different ranks, or none that speaks, leave nothing to choose. Units at one rank whose scores are not both known may
-- share it: there the tier of a document says nothing.
with opposed as (
    {{ opposed_ranks(ref('int_figures_chosen')) }}
),

implied as (
    {{ implied_by_ties(ref('int_figures_tied'), ref('int_figures_chosen')) }}
),

-- A change whose own source states the rank only shows that it agrees with itself, and not even that where no other
-- states the rank that it starts from.
fitting as (
    select
        figures.figure_key,
        implied.tie_id,
        max(case when own.figure_key is null then 1 else 0 end) as is_of_another_source
    from {{ ref('int_figures_chosen') }} as figures
    inner join implied
        on {{ same('figures', 'implied', 'figure_key', 'value') }}
    inner join {{ ref('int_figures_stated') }} as changes
        on implied.tie_id = changes.figure_key
    left join {{ ref('int_figures_stated') }} as own
        on
            {{ same('changes', 'own', 'original_source_id') }}
            and figures.figure_key = own.figure_key
    inner join {{ ref('int_figures_tied') }} as neighbours
        on
            implied.tie_id = neighbours.tie_id
            and neighbours.rule = 'neighbour_change'
            and figures.figure_key <> neighbours.figure_key
    left join {{ ref('int_figures_stated') }} as elsewhere
        on
            neighbours.figure_key = elsewhere.figure_key
            and changes.original_source_id <> elsewhere.original_source_id
    where
        implied.rule = 'neighbour_change'
        and (own.figure_key is null or elsewhere.figure_key is not null)
    group by figures.figure_key, implied.tie_id
),

supported as (
    select
        figure_key,
        max(is_of_another_source) as by_neighbour,
        max(1 - is_of_another_source) as by_own
    from fitting
    group by figure_key
),

-- A publisher that says it twice has said it once.
backed as (
    select
        figures.figure_key,
        min(stated.trust_tier) as best_tier,
        count(distinct sources.publisher) as n_publishers
    from {{ ref('int_figures_chosen') }} as figures
    inner join {{ ref('int_figures_stated') }} as stated
        on {{ same('figures', 'stated', 'figure_key', 'value') }}
    inner join {{ ref('int_sources_combined') }} as sources
        on stated.source_id = sources.source_id
    group by figures.figure_key
),

weighed as (
    select
        opposed.figure_key,
        opposed.rival_key,
        opposed.is_impossible,
        coalesce(supported.by_neighbour, 0) as by_neighbour,
        coalesce(supported.by_own, 0) as by_own,
        backed.best_tier,
        backed.n_publishers,
        count(*) over (partition by opposed.figure_key) as n_rivals
    from opposed
    inner join backed
        on opposed.figure_key = backed.figure_key
    left join supported
        on opposed.figure_key = supported.figure_key
),

-- Above 0 what speaks for the rank, below 0 what speaks for its rival.
compared as (
    select
        weighed.figure_key,
        weighed.rival_key,
        sign(weighed.by_neighbour - rivals.by_neighbour) as neighbour_change,
        sign(rivals.n_rivals - weighed.n_rivals) as rank_order,
        sign(weighed.by_own - rivals.by_own) as own_change,
        case when weighed.is_impossible then sign(rivals.best_tier - weighed.best_tier) else 0 end as better_tier,
        sign(weighed.n_publishers - rivals.n_publishers) as more_sources
    from weighed
    inner join weighed as rivals
        on
            weighed.figure_key = rivals.rival_key
            and weighed.rival_key = rivals.figure_key
)

select
    figure_key,
    rival_key,
    cast(case
        when neighbour_change * rank_order < 0 then 0
        {% for rule in ['neighbour_change', 'rank_order', 'own_change', 'better_tier', 'more_sources'] %}
            when {{ rule }} <> 0 then {{ rule }}
        {% endfor %}
        else 0
    end as integer) as verdict,
    case
        when neighbour_change * rank_order < 0 then 'open'
        {% for rule in ['neighbour_change', 'rank_order', 'own_change', 'better_tier', 'more_sources'] %}
            when {{ rule }} <> 0 then '{{ rule }}'
        {% endfor %}
        else 'open'
    end as resolution_rule
from compared
