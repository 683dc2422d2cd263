select
    gaps.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    gaps.year,
    editions.is_pilot,
    gaps.province_id,
    {{ unit_columns('units') }},
    gaps.places_up,
    gaps.rank,
    gaps.score,
    gaps.target_rank,
    gaps.reached_rank,
    gaps.target_score,
    gaps.points_needed
from {{ ref('fct_place_gap') }} as gaps
inner join {{ ref('dim_index') }} as indices
    on gaps.index_code = indices.index_code
inner join {{ ref('dim_edition') }} as editions
    on {{ same('gaps', 'editions', 'index_code', 'year') }}
inner join {{ ref('dim_edition_unit') }} as units
    on {{ same('gaps', 'units', 'index_code', 'year', 'province_id') }}
