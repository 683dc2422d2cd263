-- What lies between the two editions of a claim so that they do not compare: of levels a hard break, of ranks and
-- groups one that leaves nothing to compare.
select
    claims.claim_id,
    {{ list_of(in_sentence('breaks.note_vi'), 'breaks.year', '; ') }} as break_note_vi,
    {{ list_of(in_sentence('breaks.note_en'), 'breaks.year', '; ') }} as break_note_en
from {{ ref('int_claims_matched_to_figures') }} as claims
inner join {{ ref('int_breaks_dated') }} as breaks
    on
        {{ same('claims', 'breaks', 'index_code', 'component_code') }}
        and claims.year >= breaks.year
        and claims.compared_year < breaks.year
where
    not breaks.is_rank_comparable
    or (breaks.break_kind = 'hard' and coalesce(claims.change_of, '') not in ('rank', 'score_group'))
group by claims.claim_id
