select
    source_id,
    publisher,
    nullif(title, '') as title,
    kind,
    cast(trust_tier as integer) as trust_tier,
    cast(nullif(published_on, '') as date) as published_on,
    nullif(url, '') as url,
    nullif(copy_of, '') as copy_of,
    nullif(note, '') as note,
    file as source_file
from {{ source('raw', 'sources') }}
