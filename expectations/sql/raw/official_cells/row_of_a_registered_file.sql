-- Every row comes from a registered file, with the hash that the manifest has for it
select distinct batch.year, batch.file, batch.sha256
from {{ batch }} as batch
left join raw.files as files using (index_code, year, file, sha256)
where files.file is null
