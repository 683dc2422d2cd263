-- A full official table outranks every report. Reports that agree are one figure, and the finest of them is
-- published. Where they do not agree the figure is open: evidence may settle it, an average never.
with stated as (
    select
        figure_key,
        value,
        decimals,
        max(case when is_official then 1 else 0 end) as is_official
    from {{ ref('int_figure_candidates') }}
    group by figure_key, value, decimals
),

disagreements as (
    select distinct one.figure_key
    from stated as one
    inner join stated as other
        on
            one.figure_key = other.figure_key
            and one.value < other.value
    where not {{ values_agree('one.value', 'one.decimals', 'other.value', 'other.decimals') }}
),

preferred as (
    select
        figure_key,
        observation_id,
        value,
        decimals,
        is_official,
        source_id,
        locator,
        row_number() over (
            partition by figure_key
            order by
                is_official desc,
                decimals desc,
                trust_tier asc,
                published_on asc nulls last,
                locator asc
        ) as preference
    from {{ ref('int_figure_candidates') }}
),

resolved as (
    select
        preferred.figure_key,
        preferred.observation_id,
        preferred.value,
        preferred.decimals,
        preferred.source_id,
        preferred.locator,
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
        candidates.figure_key,
        count(distinct candidates.original_source_id) as n_sources,
        max(candidates.n_ranked) as n_ranked
    from {{ ref('int_figure_candidates') }} as candidates
    inner join resolved
        on candidates.figure_key = resolved.figure_key
    where
        resolved.resolution_rule <> 'open'
        and {{ values_agree('candidates.value', 'candidates.decimals', 'resolved.value', 'resolved.decimals') }}
    group by candidates.figure_key
),

statements as (
    select
        figure_key,
        {{ list_of('value_text', 'value_text') }} as values_text
    from (
        select distinct
            figure_key,
            value_text
        from {{ ref('int_figure_candidates') }}
    ) as texts
    group by figure_key
)

select
    resolved.figure_key,
    case when resolved.resolution_rule <> 'open' then resolved.value end as value,
    case when resolved.resolution_rule <> 'open' then resolved.decimals end as decimals,
    case when resolved.resolution_rule <> 'open' then resolved.observation_id end as observation_id,
    case when resolved.resolution_rule <> 'open' then resolved.source_id end as source_id,
    case when resolved.resolution_rule <> 'open' then resolved.locator end as locator,
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
