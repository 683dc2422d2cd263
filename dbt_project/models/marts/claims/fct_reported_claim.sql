select
    claims.claim_id,
    claims.source_id,
    claims.document_place,
    claims.index_code,
    claims.year,
    claims.subject_type,
    claims.province_id,
    claims.component_code,
    claims.measure || coalesce('_' || cast(cast(claims.threshold as integer) as varchar), '') as measure,
    case when claims.group_code is null then claims.scope else 'group' end as scope,
    coalesce(claims.group_code, claims.scope_value) as scope_value,
    claims.compared_year,
    claims.claimed_value,
    worded.claimed_text,
    checked.warehouse_value,
    explained.warehouse_text,
    explained.claimed_vi,
    explained.warehouse_vi,
    explained.claimed_en,
    explained.warehouse_en,
    checked.claimed_total,
    checked.warehouse_total,
    checked.verdict,
    explained.explanation_vi,
    explained.explanation_en,
    claims.is_target
from {{ ref('int_claims_resolved') }} as claims
inner join {{ ref('int_claims_checked') }} as checked
    on claims.claim_id = checked.claim_id
inner join {{ ref('int_claims_worded') }} as worded
    on claims.claim_id = worded.claim_id
inner join {{ ref('int_claims_explained') }} as explained
    on claims.claim_id = explained.claim_id
