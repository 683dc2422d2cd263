select
    measure,
    name_vi,
    name_en
from {{ ref('measure_names') }}
union all
select
    claim_measures.measure,
    claim_measures.name_vi,
    claim_measures.name_en
from {{ ref('claim_measures') }} as claim_measures
left join {{ ref('measure_names') }} as figure_measures
    on claim_measures.measure = figure_measures.measure
where figure_measures.measure is null
