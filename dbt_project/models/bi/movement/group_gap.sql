select
    gaps.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    gaps.year,
    editions.is_pilot,
    gaps.province_id,
    {{ unit_columns('units') }},
    gaps.score,
    gaps.group_code,
    groups.name_vi as group_name_vi,
    groups.name_en as group_name_en,
    gaps.next_group_code,
    next_groups.name_vi as next_group_name_vi,
    next_groups.name_en as next_group_name_en,
    gaps.next_group_bound,
    gaps.bound_kind,
    {{ labels('bound_kind', 'gaps.bound_kind') }},
    gaps.points_to_next_group,
    gaps.next_group_reason_vi,
    gaps.next_group_reason_en,
    gaps.points_to_next_rank,
    gaps.next_rank_reason_vi,
    gaps.next_rank_reason_en,
    gaps.gap_to_national_mean,
    gaps.national_mean_reason_vi,
    gaps.national_mean_reason_en,
    gaps.gap_to_region_best,
    gaps.region_best_reason_vi,
    gaps.region_best_reason_en
from {{ ref('fct_group_gap') }} as gaps
inner join {{ ref('dim_index') }} as indices
    on gaps.index_code = indices.index_code
inner join {{ ref('dim_edition') }} as editions
    on {{ same('gaps', 'editions', 'index_code', 'year') }}
inner join {{ ref('dim_edition_unit') }} as units
    on {{ same('gaps', 'units', 'index_code', 'year', 'province_id') }}
left join {{ ref('dim_score_group') }} as groups
    on {{ same('gaps', 'groups', 'index_code', 'group_code') }}
left join {{ ref('dim_score_group') }} as next_groups
    on
        gaps.index_code = next_groups.index_code
        and gaps.next_group_code = next_groups.group_code
