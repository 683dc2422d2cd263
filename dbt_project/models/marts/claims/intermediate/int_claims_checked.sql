-- The verdict. What the warehouse computes goes first; where it computes nothing, what sources state of the same
-- thing counts, the claim's own source aside.
with computed as (
    select
        claim_id,
        warehouse_value,
        decimals,
        slack,
        cast(null as varchar) as value_prefix,
        cast(null as varchar) as other_group,
        is_open,
        values_text,
        is_supported,
        basis,
        detail_vi,
        detail_en,
        cast(null as varchar) as unknown_years
    from {{ ref('int_claims_checked_by_change') }}
    union all
    select
        claim_id,
        warehouse_value,
        0 as decimals,
        0 as slack,
        cast(null as varchar) as value_prefix,
        case when not is_same_group then group_code end as other_group,
        false as is_open,
        cast(null as varchar) as values_text,
        is_supported,
        'rank_in_group' as basis,
        group_name_vi as detail_vi,
        group_name_en as detail_en,
        cast(null as varchar) as unknown_years
    from {{ ref('int_claims_checked_by_rank_in_group') }}
    union all
    -- Years known from the claim's own source alone count as unknown there.
    select
        claim_id,
        warehouse_value,
        0 as decimals,
        0 as slack,
        value_prefix,
        cast(null as varchar) as other_group,
        false as is_open,
        cast(null as varchar) as values_text,
        true as is_supported,
        'years' as basis,
        counted_years as detail_vi,
        counted_years as detail_en,
        case when warehouse_value is null then unknown_years end as unknown_years
    from {{ ref('int_claims_checked_by_streak') }}
    {% for model in ['parts', 'structure'] %}
        union all
        select
            claim_id,
            warehouse_value,
            {{ "decimals" if model == 'parts' else decimals_needed('warehouse_value') ~ " as decimals" }},
            0 as slack,
            cast(null as varchar) as value_prefix,
            cast(null as varchar) as other_group,
            false as is_open,
            cast(null as varchar) as values_text,
            is_supported,
            basis,
            detail_vi,
            detail_en,
            cast(null as varchar) as unknown_years
        from {{ ref('int_claims_checked_by_' ~ model) }}
    {% endfor %}
),

stated as (
    select
        questions.claim_id,
        facts.value as warehouse_value,
        facts.decimals,
        facts.is_open and facts.value is null as is_open,
        facts.values_text,
        sources.fact_key is null or implied.claim_id is not null as is_supported,
        case when sources.fact_key is not null and implied.claim_id is not null then 'implied' else facts.basis end
            as basis
    from {{ ref('int_claims_matched_to_figures') }} as questions
    inner join {{ ref('int_facts_gathered') }} as facts
        on
            {{ figure_key(
                'questions.index_code', 'questions.year', 'questions.fact_subject', 'questions.component_code',
                'questions.fact_measure', 'questions.scope', 'questions.compared_year'
            ) }} = facts.fact_key
    left join {{ ref('int_facts_sourced') }} as sources
        on
            facts.fact_key = sources.fact_key
            and questions.original_source_id = sources.original_source_id
    left join {{ ref('int_claims_implied') }} as implied
        on questions.claim_id = implied.claim_id
),

-- Who else states it, the most trusted first: the document itself, and not one that it is a copy of.
others as (
    select
        questions.claim_id,
        candidates.original_source_id,
        sources.publisher_vi,
        sources.publisher_en,
        row_number() over (
            partition by questions.claim_id
            order by sources.publisher = 'unknown', sources.trust_tier, sources.source_id
        ) as preference
    from {{ ref('int_claims_matched_to_figures') }} as questions
    inner join stated
        on questions.claim_id = stated.claim_id
    inner join {{ ref('int_figures_stated') }} as candidates
        on
            {{ figure_key(
                'questions.index_code', 'questions.year', 'questions.fact_subject', 'questions.component_code',
                'questions.fact_measure', 'questions.scope', 'questions.compared_year'
            ) }} = candidates.figure_key
            and questions.original_source_id <> candidates.original_source_id
    inner join {{ ref('int_sources_combined') }} as sources
        on candidates.source_id = sources.source_id
    where
        {{ values_agree('stated.warehouse_value', 'stated.decimals', 'candidates.value', 'candidates.decimals') }}
),

supporters as (
    select
        claim_id,
        count(distinct original_source_id) as n_others,
        max(case when preference = 1 then publisher_vi end) as publisher_vi,
        max(case when preference = 1 then publisher_en end) as publisher_en
    from others
    group by claim_id
),

found as (
    select
        claims.claim_id,
        claims.value_kind,
        claims.is_target,
        claims.comparison,
        claims.claimed_value,
        claims.decimals as claimed_decimals,
        coalesce(computed.warehouse_value, stated.warehouse_value) as warehouse_value,
        case when computed.warehouse_value is not null then computed.decimals else stated.decimals end as decimals,
        coalesce(computed.slack, 0) as slack,
        computed.value_prefix,
        computed.other_group,
        coalesce(computed.is_open, false) or coalesce(stated.is_open, false) as is_open,
        coalesce(computed.values_text, stated.values_text) as values_text,
        case
            when computed.warehouse_value is not null then computed.is_supported
            else stated.is_supported or coalesce(supporters.n_others, 0) > 0
        end as is_supported,
        case
            when computed.warehouse_value is not null or stated.warehouse_value is null
                then coalesce(computed.basis, stated.basis)
            -- What the claim's own source computes to, another document says as such.
            when not stated.is_supported and supporters.n_others > 0 then 'stated'
            else stated.basis
        end as basis,
        {% for language in ['vi', 'en'] %}
            case
                when computed.warehouse_value is not null or stated.warehouse_value is null
                    then computed.detail_{{ language }}
            end as detail_{{ language }},
            supporters.publisher_{{ language }},
        {% endfor %}
        computed.unknown_years,
        coalesce(supporters.n_others, 0) as n_others,
        totals.claimed_total,
        totals.warehouse_total,
        totals.total_kind,
        case
            when totals.claim_id is null then null
            when totals.warehouse_total is null then 'unknown'
            when totals.claimed_total <> totals.warehouse_total then 'contradicted'
            when totals.is_supported then 'confirmed'
            else 'unsupported'
        end as total_verdict,
        totals.note_vi as total_note_vi,
        totals.note_en as total_note_en,
        changes.same_units_change
    from {{ ref('int_claims_resolved') }} as claims
    left join computed
        on claims.claim_id = computed.claim_id
    left join stated
        on
            claims.claim_id = stated.claim_id
            -- No source can state what does not compare.
            and coalesce(computed.basis, '') <> 'not_comparable'
    left join supporters
        on claims.claim_id = supporters.claim_id
    left join {{ ref('int_claims_checked_by_total') }} as totals
        on claims.claim_id = totals.claim_id
    left join {{ ref('int_claims_checked_by_change') }} as changes
        on claims.claim_id = changes.claim_id
),

compared as (
    select
        *,
        coalesce(
            other_group is null
            and coalesce(value_prefix, '') = ''
            and case comparison
                when 'at_most' then warehouse_value <= claimed_value
                when 'at_least' then warehouse_value >= claimed_value
                else {{ claim_agrees('claimed_value', 'claimed_decimals', 'warehouse_value', 'decimals') }}
            end,
            false
        ) as is_agreed
    from found
)

select
    claim_id,
    warehouse_value,
    coalesce(decimals, 0) as decimals,
    value_prefix,
    other_group,
    values_text,
    basis,
    detail_vi,
    detail_en,
    unknown_years,
    n_others,
    publisher_vi,
    publisher_en,
    is_agreed,
    claimed_total,
    warehouse_total,
    total_kind,
    total_verdict,
    total_note_vi,
    total_note_en,
    same_units_change,
    is_supported,
    case
        when value_kind = 'words' and not is_target then 'out_of_scope'
        when value_kind = 'words' then 'unverifiable'
        when is_target and warehouse_value is null then 'unverifiable'
        when is_target and is_agreed then 'met'
        when is_target then 'missed'
        when total_verdict = 'contradicted' then 'contradicted'
        when warehouse_value is null and is_open then 'conflicting'
        when warehouse_value is null then 'unverifiable'
        when not is_agreed and slack > 0 and abs(claimed_value - warehouse_value) <= slack then 'unverifiable'
        when not is_agreed then 'contradicted'
        when is_supported then 'confirmed'
        else 'unverifiable'
    end as verdict
from compared
