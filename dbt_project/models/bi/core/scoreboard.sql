select
    totals.index_code,
    totals.index_name_vi,
    totals.index_name_en,
    totals.year,
    totals.is_pilot,
    totals.province_id,
    totals.province_name_vi,
    totals.province_name_en,
    totals.unit_type,
    totals.region_code,
    totals.region_name_vi,
    totals.region_name_en,
    totals.score,
    totals.score_status,
    totals.min_score,
    totals.max_score,
    totals.rank,
    totals.n_ranked,
    totals.is_tied,
    totals.rank_status,
    region_ranks.rank as region_rank,
    region_ranks.n_ranked as region_n_ranked,
    unit_type_ranks.rank as unit_type_rank,
    unit_type_ranks.n_ranked as unit_type_n_ranked,
    totals.previous_year,
    totals.score_change,
    totals.rank_change,
    totals.break_kind,
    totals.is_comparable,
    totals.not_comparable_reason,
    totals.not_comparable_reason_vi,
    groups.group_code,
    groups.rank_in_group,
    groups.group_size,
    groups.group_status,
    groups.group_change,
    totals.national_mean,
    totals.gap_to_national_mean,
    totals.source_id,
    totals.source_title,
    totals.locator,
    totals.missing_reason_vi,
    totals.missing_reason_en
from {{ ref('component_scores') }} as totals
left join {{ ref('fct_rank') }} as region_ranks
    on
        {{ same('totals', 'region_ranks', 'index_code', 'year', 'province_id', 'component_code') }}
        and region_ranks.scope = 'region'
left join {{ ref('fct_rank') }} as unit_type_ranks
    on
        {{ same('totals', 'unit_type_ranks', 'index_code', 'year', 'province_id', 'component_code') }}
        and unit_type_ranks.scope = 'unit_type'
left join {{ ref('fct_score_group') }} as groups
    on {{ same('totals', 'groups', 'index_code', 'year', 'province_id') }}
where totals.component_code = 'total'
