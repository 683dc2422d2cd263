-- Every report comes from a registered file
select distinct batch.file
from {{ batch }} as batch
left join raw.files as files using (file)
where files.file is null
