-- What was chosen for each figure stands, but for ranks that cannot all be right: one that evidence puts behind a rival
-- falls, and where nothing decides both do.
with judged as (
    select
        weighed.figure_key,
        min(weighed.verdict) as verdict,
        min(rules.priority) as priority
    from {{ ref('int_ranks_weighed') }} as weighed
    inner join {{ ref('resolution_rules') }} as rules
        on weighed.resolution_rule = rules.resolution_rule
    group by weighed.figure_key
),

ruled as (
    select
        judged.figure_key,
        judged.verdict = 1 as is_standing,
        case judged.verdict
            when 1 then rules.resolution_rule
            when 0 then 'open'
            else 'excluded'
        end as resolution_rule
    from judged
    inner join {{ ref('resolution_rules') }} as rules
        on judged.priority = rules.priority
)

select
    chosen.figure_key,
    {{ figure_identity('chosen') }},
    {% for column in ['value', 'decimals', 'observation_id', 'source_id', 'locator', 'n_ranked'] %}
        case when coalesce(ruled.is_standing, true) then chosen.{{ column }} end as {{ column }},
    {% endfor %}
    case when coalesce(ruled.is_standing, true) then chosen.n_sources else 0 end as n_sources,
    chosen.is_conflicted or ruled.figure_key is not null as is_conflicted,
    -- One that was chosen among several values was so for a reason of its own.
    case
        when ruled.is_standing and chosen.is_conflicted then chosen.resolution_rule
        else coalesce(ruled.resolution_rule, chosen.resolution_rule)
    end as resolution_rule,
    chosen.values_text
from {{ ref('int_figures_chosen') }} as chosen
left join ruled
    on chosen.figure_key = ruled.figure_key
