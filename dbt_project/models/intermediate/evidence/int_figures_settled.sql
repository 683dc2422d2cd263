-- The first rule that speaks for one value alone decides, as long as no strong rule excludes that value. Two strong
-- rules that speak for different values leave nothing to choose, and the figure stays open.
with spoken as (
    select * from {{ ref('int_changes_weighed') }}
    union all
    select * from {{ ref('int_part_sums_weighed') }}
    union all
    select * from {{ ref('int_means_weighed') }}
    union all
    select * from {{ ref('int_rank_orders_weighed') }}
    union all
    select * from {{ ref('int_sources_weighed') }}
),

-- Of two values that agree with one another the finer one counts.
evidence as (
    select
        coarse.figure_key,
        coarse.value,
        coarse.decimals,
        coarse.resolution_rule,
        rules.priority,
        rules.is_strong
    from spoken as coarse
    inner join {{ ref('resolution_rules') }} as rules
        on coarse.resolution_rule = rules.resolution_rule
    left join spoken as fine
        on
            {{ same('coarse', 'fine', 'figure_key', 'resolution_rule') }}
            and coarse.decimals < fine.decimals
            and {{ values_agree('coarse.value', 'coarse.decimals', 'fine.value', 'fine.decimals') }}
    where fine.figure_key is null
),

strong_rules as (
    select
        figure_key,
        count(distinct resolution_rule) as n_rules
    from evidence
    where is_strong
    group by figure_key
),

backed as (
    select
        figure_key,
        value,
        decimals,
        count(distinct case when is_strong then resolution_rule end) as n_strong_rules
    from evidence
    group by figure_key, value, decimals
),

choices as (
    select
        evidence.figure_key,
        evidence.resolution_rule,
        min(evidence.value) as value,
        min(evidence.decimals) as decimals,
        row_number() over (partition by evidence.figure_key order by evidence.priority) as preference
    from evidence
    inner join backed
        on {{ same('evidence', 'backed', 'figure_key', 'value', 'decimals') }}
    left join strong_rules
        on evidence.figure_key = strong_rules.figure_key
    -- Backed by every strong rule that says anything of the figure.
    where backed.n_strong_rules = coalesce(strong_rules.n_rules, 0)
    group by evidence.figure_key, evidence.resolution_rule, evidence.priority
    having count(*) = 1
)

select
    figure_key,
    value,
    decimals,
    resolution_rule
from choices
where preference = 1
