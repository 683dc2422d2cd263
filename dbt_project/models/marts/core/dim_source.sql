select
    source_id,
    publisher,
    title,
    kind,
    url,
    published_on,
    published_text,
    trust_tier,
    copy_of,
    obtained_on,
    raw_file,
    raw_file_sha256
from {{ ref('int_sources_combined') }}
