-- A full official table is its own source, of the best tier unless its figures came by another hand than the
-- publisher's.
with combined as (
    select
        lower(files.index_code) || '_table_' || cast(files.year as varchar) as source_id,
        files.publisher,
        indices.name_en || ', ' || cast(files.year as varchar) || ': full table by province' as title,
        coalesce(origins.kind, 'official table') as kind,
        cast(null as varchar) as url,
        cast(null as date) as published_on,
        cast(null as varchar) as published_text,
        coalesce(origins.trust_tier, 1) as trust_tier,
        cast(null as varchar) as copy_of,
        files.obtained_on,
        files.source_file as raw_file,
        files.file_sha256 as raw_file_sha256,
        origins.note_vi,
        origins.note_en,
        files.index_code,
        files.year
    from {{ ref('stg_raw__files') }} as files
    inner join {{ ref('indices') }} as indices
        on files.index_code = indices.index_code
    left join {{ ref('table_origins') }} as origins
        on files.source_file = origins.raw_file
    where files.file_kind = 'official_table'
    union all
    select
        sources.source_id,
        sources.publisher,
        -- Of many sources only the address is known, and of some only who published them.
        coalesce(sources.title, sources.url, sources.publisher) as title,
        sources.kind,
        sources.url,
        sources.published_on,
        sources.published_text,
        sources.trust_tier,
        sources.copy_of,
        files.obtained_on,
        sources.source_file as raw_file,
        files.file_sha256 as raw_file_sha256,
        cast(null as varchar) as note_vi,
        sources.note as note_en,
        cast(null as varchar) as index_code,
        cast(null as integer) as year
    from {{ ref('stg_raw__sources') }} as sources
    inner join {{ ref('stg_raw__files') }} as files
        on sources.source_file = files.source_file
)

select
    combined.source_id,
    combined.publisher,
    coalesce(names.name_vi, combined.publisher) as publisher_vi,
    coalesce(names.name_en, names.name_vi, combined.publisher) as publisher_en,
    combined.title,
    combined.kind,
    combined.url,
    combined.published_on,
    combined.published_text,
    combined.trust_tier,
    combined.copy_of,
    combined.obtained_on,
    combined.raw_file,
    combined.raw_file_sha256,
    coalesce(combined.note_vi, notes.note_vi) as note_vi,
    combined.note_en,
    combined.index_code,
    combined.year
from combined
left join {{ ref('publisher_names') }} as names
    on combined.publisher = names.publisher
left join {{ ref('source_notes') }} as notes
    on combined.note_en = notes.note
