select
    index_code,
    group_code,
    group_order,
    name_vi,
    name_en
from {{ ref('score_groups') }}
