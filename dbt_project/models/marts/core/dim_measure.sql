select
    measure,
    name_vi,
    name_en
from {{ ref('measure_names') }}
union all
select
    claim_measures.measure,
    replace(
        replace(claim_measures.name_vi, '{threshold}', {{ sentence('some_threshold', 'vi') }}),
        '{dimension}', {{ sentence('some_dimension', 'vi') }}
    ) as name_vi,
    replace(
        replace(claim_measures.name_en, '{threshold}', {{ sentence('some_threshold', 'en') }}),
        '{dimension}', {{ sentence('some_dimension', 'en') }}
    ) as name_en
from {{ ref('claim_measures') }} as claim_measures
left join {{ ref('measure_names') }} as figure_measures
    on claim_measures.measure = figure_measures.measure
where figure_measures.measure is null
