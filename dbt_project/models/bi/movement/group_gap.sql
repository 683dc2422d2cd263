select
    gaps.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    gaps.year,
    gaps.province_id,
    provinces.name_vi as province_name_vi,
    provinces.name_en as province_name_en,
    provinces.unit_type,
    provinces.region_code,
    provinces.region_name_vi,
    provinces.region_name_en,
    gaps.score,
    gaps.group_code,
    groups.name_vi as group_name_vi,
    groups.name_en as group_name_en,
    gaps.next_group_code,
    next_groups.name_vi as next_group_name_vi,
    next_groups.name_en as next_group_name_en,
    gaps.next_group_bound,
    gaps.bound_kind,
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
    on
        gaps.index_code = editions.index_code
        and gaps.year = editions.year
inner join {{ ref('dim_province') }} as provinces
    on
        gaps.province_id = provinces.province_id
        and editions.as_of_date >= provinces.valid_from
        and editions.as_of_date <= coalesce(provinces.valid_to, editions.as_of_date)
left join {{ ref('dim_score_group') }} as groups
    on
        gaps.index_code = groups.index_code
        and gaps.group_code = groups.group_code
left join {{ ref('dim_score_group') }} as next_groups
    on
        gaps.index_code = next_groups.index_code
        and gaps.next_group_code = next_groups.group_code
