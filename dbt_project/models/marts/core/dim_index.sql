select
    index_code,
    name_vi,
    name_en,
    publisher_vi,
    publisher_en,
    unit
from {{ ref('indices') }}
