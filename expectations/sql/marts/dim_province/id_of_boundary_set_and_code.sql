-- A unit's id is its boundary set and its official code
select province_id, boundary_set, official_code
from {{ batch }}
where province_id <> boundary_set || '-' || official_code
