-- The first rule that speaks for one value alone decides, as long as no strong rule excludes that value. Two
-- strong rules that speak for different values leave nothing to choose, and the figure stays open.
with strong as (
    select
        figure_key,
        count(distinct resolution_rule) as n_rules
    from {{ ref('int_figure_evidence') }}
    where is_strong
    group by figure_key
),

admitted as (
    select
        open_values.figure_key,
        open_values.value,
        open_values.decimals,
        count(distinct case when backing.is_strong then backing.resolution_rule end) as n_strong_rules
    from {{ ref('int_open_values') }} as open_values
    left join {{ ref('int_figure_evidence') }} as backing
        on
            open_values.figure_key = backing.figure_key
            and open_values.value = backing.value
            and open_values.decimals = backing.decimals
    group by open_values.figure_key, open_values.value, open_values.decimals
),

choices as (
    select
        evidence.figure_key,
        evidence.resolution_rule,
        evidence.priority,
        min(evidence.value) as value,
        min(evidence.decimals) as decimals
    from {{ ref('int_figure_evidence') }} as evidence
    inner join admitted
        on
            evidence.figure_key = admitted.figure_key
            and evidence.value = admitted.value
            and evidence.decimals = admitted.decimals
    left join strong
        on evidence.figure_key = strong.figure_key
    -- Backed by every strong rule that says anything of the figure.
    where admitted.n_strong_rules = coalesce(strong.n_rules, 0)
    group by evidence.figure_key, evidence.resolution_rule, evidence.priority
    having count(*) = 1
),

first_choices as (
    select
        figure_key,
        min(priority) as priority
    from choices
    group by figure_key
)

select
    choices.figure_key,
    choices.value,
    choices.decimals,
    choices.resolution_rule
from choices
inner join first_choices
    on
        choices.figure_key = first_choices.figure_key
        and choices.priority = first_choices.priority
