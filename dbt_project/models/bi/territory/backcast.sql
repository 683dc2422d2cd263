select
    scores.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    scores.year,
    editions.is_pilot,
    scores.province_id,
    {{ unit_columns('provinces') }},
    provinces.boundary_set,
    {{ labels('boundary_set', 'provinces.boundary_set') }},
    provinces.official_code,
    scores.component_code,
    components.level,
    {{ labels('level', 'components.level') }},
    components.name_vi as component_name_vi,
    components.name_en as component_name_en,
    scores.score,
    scores.score_status,
    {{ labels('score_status', 'scores.score_status') }},
    ranks.rank,
    ranks.n_ranked,
    ranks.rank_status,
    {{ labels('rank_status', 'ranks.rank_status') }},
    scores.n_members,
    scores.n_members_scored,
    scores.population_share_covered,
    lowest.name_vi as lowest_member_name_vi,
    lowest.name_en as lowest_member_name_en,
    scores.lowest_member_score,
    highest.name_vi as highest_member_name_vi,
    highest.name_en as highest_member_name_en,
    scores.highest_member_score,
    scores.missing_reason_vi,
    scores.missing_reason_en
from {{ ref('fct_backcast_score') }} as scores
inner join {{ ref('dim_index') }} as indices
    on scores.index_code = indices.index_code
inner join {{ ref('dim_edition') }} as editions
    on {{ same('scores', 'editions', 'index_code', 'year') }}
inner join {{ ref('dim_component') }} as components
    on {{ same('scores', 'components', 'index_code', 'year', 'component_code') }}
inner join {{ ref('dim_province') }} as provinces
    on
        scores.province_id = provinces.province_id
        and provinces.is_latest
left join {{ ref('fct_backcast_rank') }} as ranks
    on {{ same('scores', 'ranks', 'index_code', 'year', 'province_id', 'component_code') }}
left join {{ ref('dim_province') }} as lowest
    on
        scores.lowest_member_id = lowest.province_id
        and lowest.is_latest
left join {{ ref('dim_province') }} as highest
    on
        scores.highest_member_id = highest.province_id
        and highest.is_latest
