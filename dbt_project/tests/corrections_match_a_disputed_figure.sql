-- A correction names the values as they stand and one of them as right; once that is no longer so it must be
-- looked at again.
select
    corrections.index_code,
    corrections.year,
    corrections.subject,
    corrections.component_code,
    corrections.measure,
    corrections.stated_values,
    figures.values_text as values_now,
    corrections.value
from {{ ref('figure_corrections') }} as corrections
left join {{ ref('int_figures_agreed') }} as figures
    on
        figures.figure_key
        = {{ figure_key(
            'corrections.index_code', 'corrections.year', 'corrections.subject', 'corrections.component_code',
            'corrections.measure', 'corrections.scope'
        ) }}
left join {{ ref('int_figures_stated') }} as stated
    on
        figures.figure_key = stated.figure_key
        and corrections.value = stated.value
where
    figures.figure_key is null
    or figures.resolution_rule <> 'open'
    or figures.values_text <> corrections.stated_values
    or stated.figure_key is null
