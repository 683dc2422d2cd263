select
    pairs.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    pairs.year,
    editions.is_pilot,
    pairs.province_id,
    {{ unit_columns('units') }},
    pairs.peer_kind,
    {{ labels('peer_kind', 'pairs.peer_kind') }},
    pairs.peer_order,
    pairs.peer_province_id,
    peers.name_vi as peer_name_vi,
    peers.name_en as peer_name_en,
    pairs.distance,
    pairs.n_components,
    pairs.min_years,
    pairs.max_years,
    pairs.score,
    pairs.peer_score,
    pairs.score_difference,
    pairs.rank,
    pairs.peer_rank
from {{ ref('fct_peer') }} as pairs
inner join {{ ref('dim_index') }} as indices
    on pairs.index_code = indices.index_code
inner join {{ ref('dim_edition') }} as editions
    on {{ same('pairs', 'editions', 'index_code', 'year') }}
inner join {{ ref('dim_edition_unit') }} as units
    on {{ same('pairs', 'units', 'index_code', 'year', 'province_id') }}
inner join {{ ref('dim_edition_unit') }} as peers
    on
        {{ same('pairs', 'peers', 'index_code', 'year') }}
        and pairs.peer_province_id = peers.province_id
