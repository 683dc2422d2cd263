-- A document may copy another at some places only; what is stated there, the other says.
select
    places.source_id,
    places.document_place,
    copied.original_source_id
from {{ ref('copied_places') }} as places
inner join {{ ref('int_sources_traced') }} as copied
    on places.copy_of = copied.source_id
