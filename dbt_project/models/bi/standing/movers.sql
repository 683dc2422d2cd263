select
    moves.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    moves.year,
    moves.span_years,
    moves.from_year,
    moves.province_id,
    provinces.name_vi as province_name_vi,
    provinces.name_en as province_name_en,
    provinces.unit_type,
    provinces.region_code,
    provinces.region_name_vi,
    provinces.region_name_en,
    moves.span_score_change,
    moves.span_rank_change,
    moves.has_soft_break,
    moves.has_hard_break,
    moves.n_changes,
    moves.riser_order,
    moves.faller_order,
    moves.span_reason_vi,
    moves.span_reason_en,
    moves.order_reason_vi,
    moves.order_reason_en
from {{ ref('fct_mover') }} as moves
inner join {{ ref('dim_index') }} as indices
    on moves.index_code = indices.index_code
inner join {{ ref('dim_edition') }} as editions
    on
        moves.index_code = editions.index_code
        and moves.year = editions.year
inner join {{ ref('dim_province') }} as provinces
    on
        moves.province_id = provinces.province_id
        and editions.as_of_date >= provinces.valid_from
        and editions.as_of_date <= coalesce(provinces.valid_to, editions.as_of_date)
