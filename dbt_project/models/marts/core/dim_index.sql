select
    index_code,
    name_vi,
    name_en,
    coalesce(short_name, index_code) as short_name,
    publisher_vi,
    publisher_en,
    unit
from {{ ref('indices') }}
