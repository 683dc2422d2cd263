select
    file as source_file,
    kind as file_kind,
    index_code,
    year,
    sha256 as file_sha256,
    publisher,
    cast(obtained as date) as obtained_on
from {{ source('raw', 'files') }}
