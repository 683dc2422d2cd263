select
    source_id,
    publisher,
    publisher_vi,
    publisher_en,
    title,
    kind,
    url,
    published_on,
    published_text,
    trust_tier,
    copy_of,
    obtained_on,
    raw_file,
    raw_file_sha256,
    note_vi,
    note_en
from {{ ref('int_sources_combined') }}
