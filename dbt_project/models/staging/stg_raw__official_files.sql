select
    index_code,
    year,
    file as source_file,
    sha256 as file_sha256,
    publisher,
    obtained as obtained_on,
    lower(index_code) || '_table_' || cast(year as varchar) as source_id
from {{ source('raw', 'official_files') }}
