-- The best tier of source means the publisher itself, of a document and of a full table.
select
    source_id,
    kind,
    trust_tier
from {{ ref('dim_source') }}
where (trust_tier = 1) <> (kind in ('official table', 'official publisher'))
