-- Every report has a document in the list of sources
select batch.file, batch.line, batch.source_id
from {{ batch }} as batch
left join raw.sources as sources using (source_id)
where sources.source_id is null
