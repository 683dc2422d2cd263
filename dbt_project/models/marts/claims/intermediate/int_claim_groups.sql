-- A place within a group. A unit that is in another group than the claim says has no place in that one: the place
-- that it has in its own is shown instead.
with placed as (
    select
        questions.claim_id,
        questions.original_source_id,
        questions.group_code as claimed_group,
        groups.group_code,
        groups.rank_in_group,
        {{ figure_key('groups.index_code', 'groups.year', 'groups.province_id', "'total'", "'score'", "'national'") }}
            as score_key,
        {{ figure_key('groups.index_code', 'groups.year', 'groups.province_id', "'total'", "'rank'", "'national'") }}
            as rank_key,
        groups.index_code,
        groups.year
    from {{ ref('int_claim_questions') }} as questions
    inner join {{ ref('fct_score_group') }} as groups
        on
            questions.index_code = groups.index_code
            and questions.year = groups.year
            and questions.subject = groups.province_id
    where questions.checked_by = 'place_in_group'
),

-- The place rests on the score, on the national place, and on the sizes of the better groups.
unsupported as (
    select distinct placed.claim_id
    from placed
    inner join {{ ref('score_groups') }} as own_groups
        on
            placed.index_code = own_groups.index_code
            and placed.group_code = own_groups.group_code
    left join {{ ref('score_groups') }} as better_groups
        on
            own_groups.index_code = better_groups.index_code
            and own_groups.group_order > better_groups.group_order
    left join {{ ref('edition_score_groups') }} as sizes
        on
            placed.index_code = sizes.index_code
            and placed.year = sizes.year
            and better_groups.group_code = sizes.group_code
    inner join {{ ref('int_fact_documents') }} as documents
        on
            placed.original_source_id = documents.original_source_id
            and documents.fact_key in (
                placed.score_key,
                placed.rank_key,
                {{ figure_key(
                    'sizes.index_code', 'sizes.year', "'all'", "'total'", 'sizes.size_measure', "'national'"
                ) }}
            )
)

select
    placed.claim_id,
    cast(placed.rank_in_group as {{ score_type() }}) as warehouse_value,
    placed.group_code,
    placed.group_code = placed.claimed_group as is_same_group,
    unsupported.claim_id is null as is_supported
from placed
left join unsupported
    on placed.claim_id = unsupported.claim_id
