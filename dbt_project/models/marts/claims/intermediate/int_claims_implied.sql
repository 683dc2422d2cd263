-- A claim that other figures imply has their support, unless one of them rests on the claim's own source alone.
with weighed as (
    select
        questions.claim_id,
        implied.implication_id,
        count(own.fact_key) as n_own,
        -- What printing hides of the claim comes on top of what it hides of the figures.
        max(abs(claims.claimed_value - implied.value) - implied.error - 0.5 / {{ power_of_ten('claims.decimals') }})
            as excess
    from {{ ref('int_claims_matched_to_figures') }} as questions
    inner join {{ ref('int_claims_resolved') }} as claims
        on questions.claim_id = claims.claim_id
    inner join {{ ref('int_figures_implied') }} as implied
        on
            {{ figure_key(
                'questions.index_code', 'questions.year', 'questions.fact_subject', 'questions.component_code',
                'questions.fact_measure', 'questions.scope', 'questions.compared_year'
            ) }} = implied.figure_key
    left join {{ ref('int_facts_sourced') }} as own
        on
            implied.input_key = own.fact_key
            and questions.original_source_id = own.original_source_id
    where not claims.is_target
    group by questions.claim_id, implied.implication_id
)

select distinct claim_id
from weighed
where
    n_own = 0
    and excess <= 0
