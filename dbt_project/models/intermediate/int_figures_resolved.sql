-- Figures that documents agree on stand. An open one is settled where evidence speaks for one of its values
-- alone; the finest statement of that value is then published.
with supported as (
    select
        figure_key,
        value,
        decimals,
        resolution_rule,
        count(*) over (partition by figure_key) as n_values
    from {{ ref('int_figure_evidence') }}
),

settled as (
    select
        candidates.figure_key,
        candidates.observation_id,
        candidates.value,
        candidates.source_id,
        candidates.locator,
        supported.resolution_rule,
        row_number() over (
            partition by candidates.figure_key
            order by
                candidates.trust_tier asc,
                candidates.published_on asc nulls last,
                candidates.locator asc
        ) as preference
    from supported
    inner join {{ ref('int_figure_candidates') }} as candidates
        on
            supported.figure_key = candidates.figure_key
            and supported.value = candidates.value
            and supported.decimals = candidates.decimals
    where supported.n_values = 1
),

support as (
    select
        settled.figure_key,
        count(distinct candidates.original_source_id) as n_sources,
        max(candidates.n_ranked) as n_ranked
    from settled
    inner join {{ ref('int_figure_candidates') }} as candidates
        on
            settled.figure_key = candidates.figure_key
            and settled.value = candidates.value
    where settled.preference = 1
    group by settled.figure_key
)

select
    agreed.figure_key,
    coalesce(settled.value, agreed.value) as value,
    coalesce(settled.observation_id, agreed.observation_id) as observation_id,
    coalesce(settled.source_id, agreed.source_id) as source_id,
    coalesce(settled.locator, agreed.locator) as locator,
    coalesce(support.n_ranked, agreed.n_ranked) as n_ranked,
    cast(coalesce(support.n_sources, agreed.n_sources) as integer) as n_sources,
    agreed.is_conflicted,
    coalesce(settled.resolution_rule, agreed.resolution_rule) as resolution_rule,
    agreed.values_text
from {{ ref('int_figures_agreed') }} as agreed
left join settled
    on
        agreed.figure_key = settled.figure_key
        and settled.preference = 1
left join support
    on agreed.figure_key = support.figure_key
