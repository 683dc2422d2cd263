select
    leaders.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    leaders.province_id,
    {{ unit_columns('provinces') }},
    leaders.top_k,
    leaders.n_editions_existing,
    leaders.n_editions_ranked,
    leaders.n_editions_reported,
    leaders.n_years_in_top,
    leaders.n_years_in_top_at_most,
    leaders.years_in_top,
    leaders.longest_run,
    leaders.longest_run_at_most,
    leaders.is_lower_bound,
    leaders.run_start_year,
    leaders.run_end_year,
    leaders.n_soft_breaks,
    leaders.n_hard_breaks,
    moves.n_rank_changes,
    moves.mean_abs_rank_change,
    moves.mean_abs_rank_change_same_units,
    moves.stddev_rank,
    moves.best_rank,
    moves.best_rank_years,
    moves.worst_rank,
    moves.worst_rank_years
from {{ ref('fct_leadership') }} as leaders
inner join {{ ref('dim_index') }} as indices
    on leaders.index_code = indices.index_code
-- A row is of many editions: the province has its latest name and status.
inner join {{ ref('dim_province') }} as provinces
    on
        leaders.province_id = provinces.province_id
        and provinces.is_latest
inner join {{ ref('fct_rank_volatility') }} as moves
    on {{ same('leaders', 'moves', 'index_code', 'province_id') }}
