with scored as (
    select
        scores.index_code,
        scores.year,
        scores.province_id,
        scores.score,
        scores.scale_note_vi,
        scores.scale_note_en,
        grouped.group_code,
        ranks.rank
    from {{ ref('int_scores_held') }} as scores
    left join {{ ref('fct_score_group') }} as grouped
        on {{ same('scores', 'grouped', 'index_code', 'year', 'province_id') }}
    left join {{ ref('fct_rank') }} as ranks
        on
            {{ same('scores', 'ranks', 'index_code', 'year', 'province_id', 'component_code') }}
            and ranks.scope = 'national'
            and ranks.computed_rank is not null
    where
        scores.component_code = 'total'
        and scores.score is not null
),

lowest_scores as (
    select
        index_code,
        year,
        group_code,
        min(score) as lowest_score
    from scored
    -- Only of an edition held in full, whose ranks are computed, is the lowest known score the lowest there is.
    where rank is not null
    group by index_code, year, group_code
),

-- The score that a group begins at: the reported bound, printed with two decimals and meant for totals rounded
-- likewise; where none was reported, the lowest score of the provinces in the group.
bounds as (
    select
        groups.index_code,
        groups.year,
        groups.group_order,
        groups.group_code,
        coalesce(groups.lower_bound, lowest_scores.lowest_score) as bound,
        case
            when groups.lower_bound is not null then 'reported_bound'
            when lowest_scores.lowest_score is not null then 'lowest_score'
        end as bound_kind
    from {{ ref('int_groups_drawn') }} as groups
    left join lowest_scores
        on {{ same('groups', 'lowest_scores', 'index_code', 'year', 'group_code') }}
),

-- The next rank is that of the next higher score: provinces with equal scores share theirs.
next_scores as (
    select
        index_code,
        year,
        score,
        lag(score) over (partition by index_code, year order by score desc) as next_score
    from scored
    where rank is not null
    group by index_code, year, score
),

compared as (
    select
        scored.*,
        own_groups.group_order,
        next_groups.group_code as next_group_code,
        next_groups.bound as next_group_bound,
        next_groups.bound_kind,
        next_scores.next_score,
        country.mean as national_mean,
        -- The only one scored in its region has no best to reach.
        regions.n = 1 as is_alone_in_region,
        case when regions.n > 1 then regions.max end as region_best
    from scored
    inner join {{ ref('int_units_dated') }} as units
        on {{ same('scored', 'units', 'index_code', 'year', 'province_id') }}
    left join bounds as own_groups
        on {{ same('scored', 'own_groups', 'index_code', 'year', 'group_code') }}
    left join bounds as next_groups
        on
            {{ same('own_groups', 'next_groups', 'index_code', 'year') }}
            and own_groups.group_order = next_groups.group_order + 1
    left join next_scores
        on {{ same('scored', 'next_scores', 'index_code', 'year', 'score') }}
    left join {{ ref('fct_edition_summary') }} as country
        on
            {{ same('scored', 'country', 'index_code', 'year') }}
            and country.component_code = 'total'
            and country.scope = 'national'
    left join {{ ref('fct_edition_summary') }} as regions
        on
            {{ same('scored', 'regions', 'index_code', 'year') }}
            and regions.component_code = 'total'
            and regions.scope = 'region'
            and units.region_code = regions.scope_value
)

select
    index_code,
    year,
    province_id,
    score,
    group_code,
    next_group_code,
    next_group_bound,
    bound_kind,
    cast(next_group_bound - score as {{ score_type() }}) as points_to_next_group,
    cast(case when rank > 1 then next_score - score end as {{ score_type() }}) as points_to_next_rank,
    -- A score on another scale is no nearer to any other nor further from it.
    cast(case when scale_note_en is null then score - national_mean end as decimal(10, 5)) as gap_to_national_mean,
    {% for language in ['vi', 'en'] %}
        case
            when group_code is null then {{ sentence('groups_not_known', language) }}
            when group_order = 1 then {{ sentence('in_best_group', language) }}
            when bound_kind is null then {{ sentence('next_bound_not_known', language) }}
        end as next_group_reason_{{ language }},
        case
            when rank is null then {{ sentence('scores_not_all_held', language) }}
            when rank = 1 then {{ sentence('already_first', language) }}
        end as next_rank_reason_{{ language }},
        case
            when scale_note_{{ language }} is not null then scale_note_{{ language }}
            when national_mean is null then {{ sentence('national_mean_not_known', language) }}
        end as national_mean_reason_{{ language }},
        case
            when scale_note_{{ language }} is not null then scale_note_{{ language }}
            when is_alone_in_region then {{ sentence('alone_in_region', language) }}
            when region_best is null then {{ sentence('region_best_not_known', language) }}
        end as region_best_reason_{{ language }},
    {% endfor %}
    cast(case when scale_note_en is null then score - region_best end as decimal(10, 5)) as gap_to_region_best
from compared
