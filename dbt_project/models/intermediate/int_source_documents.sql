select
    index_code,
    year,
    source_id,
    publisher,
    cast(obtained_on as date) as obtained_on,
    source_file,
    file_sha256
from {{ ref('stg_raw__official_files') }}
