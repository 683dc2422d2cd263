select
    index_code,
    name_vi,
    name_en,
    coalesce(short_name, index_code) as short_name,
    {% for language in ['vi', 'en'] %}
        coalesce(dimension_{{ language }}, {{ sentence('some_dimension', language) }}) as dimension_name_{{ language }},
    {% endfor %}
    publisher_vi,
    publisher_en,
    unit
from {{ ref('indices') }}
