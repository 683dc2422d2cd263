-- A full official table is its own source document, of the best tier.
select
    files.source_id,
    files.publisher,
    indices.name_en || ', ' || cast(files.year as varchar) || ': full table by province' as title,
    'official table' as kind,
    cast(null as varchar) as url,
    cast(null as date) as published_on,
    1 as trust_tier,
    cast(null as varchar) as copy_of,
    files.obtained_on,
    files.source_file as raw_file,
    files.file_sha256 as raw_file_sha256
from {{ ref('int_source_documents') }} as files
inner join {{ ref('indices') }} as indices
    on files.index_code = indices.index_code
