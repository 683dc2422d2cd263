select
    index_code,
    year,
    group_code,
    group_order,
    group_rule,
    lower_bound,
    bound_source_id,
    {% for language in ['vi', 'en'] %}
        case
            when lower_bound is not null and bound_source_id is null
                then {{ sentence('source_not_recorded', language) }}
        end as bound_source_note_{{ language }},
    {% endfor %}
    cast(group_size as integer) as reported_group_size,
    {% for language in ['vi', 'en'] %}
        case
            when group_size is not null and size_source_id is null
                then {{ sentence('source_not_recorded', language) }}
        end as size_source_note_{{ language }},
    {% endfor %}
    size_source_id
from {{ ref('int_groups_sized') }}
