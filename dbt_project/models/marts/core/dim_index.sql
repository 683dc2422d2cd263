select
    index_code,
    name_vi,
    name_en,
    coalesce(short_name, index_code) as short_name,
    coalesce(subject_vi, name_vi) as subject_vi,
    coalesce(subject_en, name_en) as subject_en,
    {% for language in ['vi', 'en'] %}
        coalesce(dimension_{{ language }}, {{ sentence('some_dimension', language) }}) as dimension_name_{{ language }},
    {% endfor %}
    publisher_vi,
    publisher_en,
    unit
from {{ ref('indices') }}
