-- What each value of a disputed figure rests on.
select
    candidates.figure_key,
    candidates.value,
    candidates.decimals,
    min(candidates.value_text) as value_text,
    count(distinct candidates.original_source_id) as n_sources
from {{ ref('int_figure_candidates') }} as candidates
inner join {{ ref('int_figures_agreed') }} as figures
    on candidates.figure_key = figures.figure_key
where figures.is_conflicted
group by candidates.figure_key, candidates.value, candidates.decimals
