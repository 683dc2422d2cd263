-- A tie is stated where one source puts two units of an edition at the same rank.
select distinct
    stated.figure_key,
    stated.value,
    others.figure_key as other_figure_key
from {{ ref('int_figures_stated') }} as stated
inner join {{ ref('int_figures_stated') }} as others
    on
        {{ same('stated', 'others', 'index_code', 'year', 'component_code', 'scope', 'scope_value', 'source_id',
            'value') }}
        and stated.province_id <> others.province_id
where
    stated.measure = 'rank'
    and others.measure = 'rank'
