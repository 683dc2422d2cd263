select
    index_code,
    name_vi,
    name_en,
    coalesce(short_name, index_code) as short_name,
    coalesce(subject_vi, name_vi) as subject_vi,
    coalesce(subject_en, name_en) as subject_en,
    publisher_vi,
    publisher_en,
    unit
from {{ ref('indices') }}
