select
    claim_id,
    source_id,
    locator as document_place,
    index_code,
    year,
    subject_type,
    subject,
    measure,
    cast(nullif(threshold, '') as {{ score_type() }}) as threshold,
    nullif(scope, '') as scope,
    coalesce(nullif(component_code, ''), 'total') as component_code,
    value as claimed_text,
    value_text,
    cast(nullif(compared_year, '') as integer) as compared_year,
    nullif(note, '') as note,
    file as source_file,
    line as source_line
from {{ source('raw', 'reported_claims') }}
