select
    measure,
    name_vi,
    name_en
from {{ ref('measure_names') }}
union all
select
    claim_measures.measure,
    {% for language in ['vi', 'en'] %}
        replace(
            replace(claim_measures.name_{{ language }}, '{threshold}', {{ sentence('some_threshold', language) }}),
            '{dimension}', {{ sentence('some_dimension', language) }}
        ) as name_{{ language }}{{ ',' if not loop.last }}
    {% endfor %}
from {{ ref('claim_measures') }} as claim_measures
left join {{ ref('measure_names') }} as figure_measures
    on claim_measures.measure = figure_measures.measure
where figure_measures.measure is null
