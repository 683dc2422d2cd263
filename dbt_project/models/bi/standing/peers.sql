select
    pairs.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    pairs.year,
    pairs.province_id,
    provinces.name_vi as province_name_vi,
    provinces.name_en as province_name_en,
    pairs.peer_kind,
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
    on
        pairs.index_code = editions.index_code
        and pairs.year = editions.year
inner join {{ ref('dim_province') }} as provinces
    on
        pairs.province_id = provinces.province_id
        and editions.as_of_date >= provinces.valid_from
        and editions.as_of_date <= coalesce(provinces.valid_to, editions.as_of_date)
inner join {{ ref('dim_province') }} as peers
    on
        pairs.peer_province_id = peers.province_id
        and editions.as_of_date >= peers.valid_from
        and editions.as_of_date <= coalesce(peers.valid_to, editions.as_of_date)
