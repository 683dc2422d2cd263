-- Figures that sources agree on stand. An open one is settled by a person's correction or by evidence; the most trusted
-- statement of that value is then published.
with corrections as (
    select
        {{ figure_key('index_code', 'year', 'subject', 'component_code', 'measure', 'scope') }} as figure_key,
        value
    from {{ ref('figure_corrections') }}
),

settled as (
    select
        agreed.figure_key,
        coalesce(corrections.value, evidence.value) as value,
        case when corrections.figure_key is not null then 'correction' else evidence.resolution_rule end
            as resolution_rule
    from {{ ref('int_figures_agreed') }} as agreed
    left join corrections
        on agreed.figure_key = corrections.figure_key
    left join {{ ref('int_figures_settled') }} as evidence
        on agreed.figure_key = evidence.figure_key
    where
        agreed.resolution_rule = 'open'
        and (corrections.figure_key is not null or evidence.figure_key is not null)
),

statements as (
    select
        settled.resolution_rule,
        stated.*,
        row_number() over (
            partition by settled.figure_key
            order by
                stated.decimals desc,
                stated.trust_tier asc,
                stated.published_on asc nulls last,
                stated.locator asc
        ) as preference
    from settled
    inner join {{ ref('int_figures_stated') }} as stated
        on {{ same('settled', 'stated', 'figure_key', 'value') }}
),

support as (
    select
        figure_key,
        count(distinct original_source_id) as n_sources,
        max(n_ranked) as n_ranked
    from statements
    group by figure_key
)

select
    agreed.figure_key,
    {{ figure_identity('agreed') }},
    {% for column in ['value', 'decimals', 'observation_id', 'source_id', 'locator', 'resolution_rule'] %}
        coalesce(statements.{{ column }}, agreed.{{ column }}) as {{ column }},
    {% endfor %}
    coalesce(support.n_ranked, agreed.n_ranked) as n_ranked,
    cast(coalesce(support.n_sources, agreed.n_sources) as integer) as n_sources,
    agreed.is_conflicted,
    agreed.values_text
from {{ ref('int_figures_agreed') }} as agreed
left join statements
    on
        agreed.figure_key = statements.figure_key
        and statements.preference = 1
left join support
    on agreed.figure_key = support.figure_key
