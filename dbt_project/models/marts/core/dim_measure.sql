select
    measure,
    name_vi,
    name_en
from {{ ref('measure_names') }}
union all
select
    claim_measures.measure,
    replace(claim_measures.name_vi, '{threshold}', {{ sentence('some_threshold', 'vi') }}) as name_vi,
    replace(claim_measures.name_en, '{threshold}', {{ sentence('some_threshold', 'en') }}) as name_en
from {{ ref('claim_measures') }} as claim_measures
left join {{ ref('measure_names') }} as figure_measures
    on claim_measures.measure = figure_measures.measure
where figure_measures.measure is null
