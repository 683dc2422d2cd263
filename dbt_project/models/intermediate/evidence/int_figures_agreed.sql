-- A full official table outranks every report. Reports that agree are one figure, and the finest of them is
-- published. Where they do not agree the figure is open: evidence may settle it, an average never.
with disagreements as (
    select distinct one.figure_key
    from {{ ref('int_figures_stated') }} as one
    inner join {{ ref('int_figures_stated') }} as other
        on
            one.figure_key = other.figure_key
            and one.value < other.value
    where not {{ values_agree('one.value', 'one.decimals', 'other.value', 'other.decimals') }}
),

preferred as (
    select
        *,
        row_number() over (
            partition by figure_key
            order by
                is_official desc,
                decimals desc,
                trust_tier asc,
                published_on asc nulls last,
                locator asc
        ) as preference
    from {{ ref('int_figures_stated') }}
),

resolved as (
    select
        preferred.*,
        disagreements.figure_key is not null as is_conflicted,
        case
            when preferred.is_official then 'official_table'
            when disagreements.figure_key is not null then 'open'
            else 'agreement'
        end as resolution_rule
    from preferred
    left join disagreements
        on preferred.figure_key = disagreements.figure_key
    where preferred.preference = 1
),

support as (
    select
        stated.figure_key,
        count(distinct stated.original_source_id) as n_sources,
        max(stated.n_ranked) as n_ranked
    from {{ ref('int_figures_stated') }} as stated
    inner join resolved
        on stated.figure_key = resolved.figure_key
    where
        resolved.resolution_rule <> 'open'
        and {{ values_agree('stated.value', 'stated.decimals', 'resolved.value', 'resolved.decimals') }}
    group by stated.figure_key
),

statements as (
    select
        figure_key,
        {{ list_of('value_text', 'value_text') }} as values_text
    from (
        select distinct
            figure_key,
            value_text
        from {{ ref('int_figures_stated') }}
    ) as texts
    group by figure_key
)

select
    resolved.figure_key,
    {{ figure_identity('resolved') }},
    {% for column in ['value', 'decimals', 'observation_id', 'source_id', 'locator'] %}
        case when resolved.resolution_rule <> 'open' then resolved.{{ column }} end as {{ column }},
    {% endfor %}
    support.n_ranked,
    cast(coalesce(support.n_sources, 0) as integer) as n_sources,
    resolved.is_conflicted,
    -- One statement alone agrees with nothing.
    case
        when resolved.resolution_rule = 'agreement' and support.n_sources = 1 then 'single_source'
        else resolved.resolution_rule
    end as resolution_rule,
    statements.values_text
from resolved
inner join statements
    on resolved.figure_key = statements.figure_key
left join support
    on resolved.figure_key = support.figure_key
