select
    moves.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    moves.year,
    editions.is_pilot,
    moves.span_years,
    moves.from_year,
    moves.province_id,
    {{ unit_columns('units') }},
    moves.span_score_change,
    moves.span_rank_change,
    moves.span_rank_change_same_units,
    moves.n_ranked,
    moves.from_n_ranked,
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
    on {{ same('moves', 'editions', 'index_code', 'year') }}
inner join {{ ref('dim_edition_unit') }} as units
    on {{ same('moves', 'units', 'index_code', 'year', 'province_id') }}
