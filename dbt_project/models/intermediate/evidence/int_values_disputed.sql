-- The values between which evidence has to decide, with the sources behind each: a coarser value that agrees with a
-- finer one is stated by the finer one's sources too.
with stated as (
    select distinct
        figure_key,
        value,
        decimals
    from {{ ref('int_figures_stated') }}
)

select
    figures.figure_key,
    {{ figure_identity('figures') }},
    stated.value,
    stated.decimals,
    min(backing.trust_tier) as best_tier,
    count(distinct backing.original_source_id) as n_sources
from {{ ref('int_figures_agreed') }} as figures
inner join stated
    on figures.figure_key = stated.figure_key
inner join {{ ref('int_figures_stated') }} as backing
    on
        stated.figure_key = backing.figure_key
        and {{ values_agree('stated.value', 'stated.decimals', 'backing.value', 'backing.decimals') }}
where figures.resolution_rule = 'open'
group by
    figures.figure_key,
    {{ figure_identity('figures') }},
    stated.value,
    stated.decimals
