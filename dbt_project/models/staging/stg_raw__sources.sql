select
    source_id,
    publisher,
    nullif(title, '') as title,
    kind,
    cast(trust_tier as integer) as trust_tier,
    -- Of many documents only the month or the year is known.
    cast(case when length(published_on) = 10 then published_on end as date) as published_on,
    nullif(published_on, '') as published_text,
    nullif(url, '') as url,
    nullif(copy_of, '') as copy_of,
    nullif(note, '') as note,
    file as source_file
from {{ source('raw', 'sources') }}
