-- Figures that documents agree on stand. An open one is settled by a person's correction or by evidence; the
-- most trusted statement of that value is then published.
with corrections as (
    select
        {{ figure_key('index_code', 'year', 'subject', 'component_code', 'measure', 'scope') }} as figure_key,
        value
    from {{ ref('figure_corrections') }}
),

settled as (
    select
        agreed.figure_key,
        coalesce(corrections.value, verdicts.value) as value,
        case when corrections.figure_key is not null then 'correction' else verdicts.resolution_rule end
            as resolution_rule
    from {{ ref('int_figures_agreed') }} as agreed
    left join corrections
        on agreed.figure_key = corrections.figure_key
    left join {{ ref('int_figure_verdicts') }} as verdicts
        on agreed.figure_key = verdicts.figure_key
    where
        agreed.resolution_rule = 'open'
        and (corrections.figure_key is not null or verdicts.figure_key is not null)
),

statements as (
    select
        settled.figure_key,
        settled.value,
        settled.resolution_rule,
        candidates.decimals,
        candidates.observation_id,
        candidates.source_id,
        candidates.locator,
        row_number() over (
            partition by settled.figure_key
            order by
                candidates.decimals desc,
                candidates.trust_tier asc,
                candidates.published_on asc nulls last,
                candidates.locator asc
        ) as preference
    from settled
    inner join {{ ref('int_figure_candidates') }} as candidates
        on
            settled.figure_key = candidates.figure_key
            and settled.value = candidates.value
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
    group by settled.figure_key
)

select
    agreed.figure_key,
    coalesce(statements.value, agreed.value) as value,
    coalesce(statements.decimals, agreed.decimals) as decimals,
    coalesce(statements.observation_id, agreed.observation_id) as observation_id,
    coalesce(statements.source_id, agreed.source_id) as source_id,
    coalesce(statements.locator, agreed.locator) as locator,
    coalesce(support.n_ranked, agreed.n_ranked) as n_ranked,
    cast(coalesce(support.n_sources, agreed.n_sources) as integer) as n_sources,
    agreed.is_conflicted,
    coalesce(statements.resolution_rule, agreed.resolution_rule) as resolution_rule,
    agreed.values_text
from {{ ref('int_figures_agreed') }} as agreed
left join statements
    on
        agreed.figure_key = statements.figure_key
        and statements.preference = 1
left join support
    on agreed.figure_key = support.figure_key
