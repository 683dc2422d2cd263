-- A rank within a group. A province that is in another group than the claim says has no rank in that one: the rank
-- that it has in its own is shown instead.
with grouped as (
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
        {{ figure_key(
            'groups.index_code', 'groups.year', 'groups.province_id', "'total'", "'score_group'", "'national'"
        ) }} as group_key,
        groups.index_code,
        groups.year
    from {{ ref('int_claims_matched_to_figures') }} as questions
    inner join {{ ref('fct_score_group') }} as groups
        on
            {{ same('questions', 'groups', 'index_code', 'year') }}
            and questions.subject = groups.province_id
            and groups.group_status <> 'deduced'
    where questions.checked_by = 'rank_in_group'
),

-- The rank rests on the score, on the national rank, on the group, and on the sizes of the better groups.
unsupported as (
    select distinct grouped.claim_id
    from grouped
    inner join {{ ref('score_groups') }} as own_groups
        on {{ same('grouped', 'own_groups', 'index_code', 'group_code') }}
    left join {{ ref('score_groups') }} as better_groups
        on
            own_groups.index_code = better_groups.index_code
            and own_groups.group_order > better_groups.group_order
    left join {{ ref('edition_score_groups') }} as sizes
        on
            {{ same('grouped', 'sizes', 'index_code', 'year') }}
            and better_groups.group_code = sizes.group_code
    inner join {{ ref('int_facts_sourced') }} as sources
        on
            grouped.original_source_id = sources.original_source_id
            and sources.fact_key in (
                grouped.score_key,
                grouped.rank_key,
                grouped.group_key,
                {{ figure_key(
                    'sizes.index_code', 'sizes.year', "'all'", "'total'", 'sizes.size_measure', "'national'"
                ) }}
            )
)

select
    grouped.claim_id,
    cast(grouped.rank_in_group as {{ score_type() }}) as warehouse_value,
    grouped.group_code,
    own_groups.short_name_vi as group_name_vi,
    own_groups.short_name_en as group_name_en,
    grouped.group_code = grouped.claimed_group as is_same_group,
    unsupported.claim_id is null as is_supported
from grouped
inner join {{ ref('score_groups') }} as own_groups
    on {{ same('grouped', 'own_groups', 'index_code', 'group_code') }}
left join unsupported
    on grouped.claim_id = unsupported.claim_id
