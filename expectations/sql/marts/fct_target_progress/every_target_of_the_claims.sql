-- Every target of the claims that has a gap is there, and met or missed as fct_reported_claim says
select claims.claim_id, claims.verdict, batch.is_met
from marts.fct_reported_claim as claims
left join {{ batch }} as batch
    on
        claims.claim_id = batch.target_id
        and batch.origin = 'claim'
where
    claims.measure in ({{ with_gap }})
    and (
        batch.target_id is null
        or claims.verdict
        <> case when batch.is_met then 'met' when not batch.is_met then 'missed' else 'unverifiable' end
    )
