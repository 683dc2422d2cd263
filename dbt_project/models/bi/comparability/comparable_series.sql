select
    series.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    series.province_id,
    {{ unit_columns('units') }},
    series.component_code,
    components.level,
    {{ labels('level', 'components.level') }},
    components.name_vi as component_name_vi,
    components.name_en as component_name_en,
    series.includes_soft_breaks,
    series.start_year,
    series.end_year,
    series.n_editions,
    series.n_soft_breaks_in_run,
    series.is_current,
    series.start_score,
    series.end_score,
    series.change_over_run,
    series.trend_per_year
from {{ ref('fct_comparable_series') }} as series
inner join {{ ref('dim_index') }} as indices
    on series.index_code = indices.index_code
inner join {{ ref('dim_component') }} as components
    on
        series.index_code = components.index_code
        and series.end_year = components.year
        and series.component_code = components.component_code
inner join {{ ref('dim_edition_unit') }} as units
    on
        series.index_code = units.index_code
        and series.end_year = units.year
        and series.province_id = units.province_id
