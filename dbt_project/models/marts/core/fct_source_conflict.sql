with figures as (
    select distinct
        observations.figure_key,
        observations.index_code,
        observations.year,
        observations.subject_type,
        observations.province_id,
        observations.component_code,
        observations.measure,
        observations.scope,
        observations.scope_value,
        observations.compared_year,
        resolved.value as chosen_value,
        resolved.decimals as chosen_decimals,
        resolved.resolution_rule
    from {{ ref('int_observations') }} as observations
    inner join {{ ref('int_figures_resolved') }} as resolved
        on observations.figure_key = resolved.figure_key
    where resolved.is_conflicted
),

-- A value that says the same as the chosen one, only coarser, is no other value.
others as (
    select
        figures.figure_key,
        {{ list_of(
            "statements.value_text || ' (' || cast(statements.n_sources as varchar) || ')'", 'statements.value_text'
        ) }} as other_values,
        cast(count(*) as integer) as n_other_values
    from figures
    inner join {{ ref('int_figure_statements') }} as statements
        on figures.figure_key = statements.figure_key
    where
        figures.chosen_value is null
        or not {{ values_agree(
            'statements.value', 'statements.decimals', 'figures.chosen_value', 'figures.chosen_decimals'
        ) }}
    group by figures.figure_key
),

spreads as (
    select
        figure_key,
        cast(max(value) - min(value) as {{ score_type() }}) as spread
    from {{ ref('int_figure_statements') }}
    group by figure_key
),

described as (
    select
        figures.*,
        others.other_values,
        others.n_other_values,
        spreads.spread,
        rules.explanation_vi as rule_vi,
        rules.explanation_en as rule_en,
        coalesce(measures.name_vi, figures.measure) as measure_vi,
        coalesce(measures.name_en, figures.measure) as measure_en,
        coalesce(provinces.name_vi, regions.name_vi, 'cả nước') as subject_vi,
        coalesce(provinces.name_en, regions.name_en, 'the whole country') as subject_en,
        case when figures.component_code = 'total' then '' else ' (' || components.name_vi || ')' end as part_vi,
        case when figures.component_code = 'total' then '' else ' (' || components.name_en || ')' end as part_en,
        statements.value_text as chosen_text
    from figures
    inner join others
        on figures.figure_key = others.figure_key
    inner join spreads
        on figures.figure_key = spreads.figure_key
    inner join {{ ref('resolution_rules') }} as rules
        on figures.resolution_rule = rules.resolution_rule
    inner join {{ ref('dim_edition') }} as editions
        on
            figures.index_code = editions.index_code
            and figures.year = editions.year
    inner join {{ ref('dim_component') }} as components
        on
            figures.index_code = components.index_code
            and figures.year = components.year
            and figures.component_code = components.component_code
    left join {{ ref('claim_measures') }} as measures
        on figures.measure = measures.measure
    left join {{ ref('dim_province') }} as provinces
        on
            figures.province_id = provinces.province_id
            and editions.as_of_date >= provinces.valid_from
            and editions.as_of_date <= coalesce(provinces.valid_to, editions.as_of_date)
    left join {{ ref('regions') }} as regions
        on figures.scope_value = regions.region_code
    left join {{ ref('int_figure_statements') }} as statements
        on
            figures.figure_key = statements.figure_key
            and figures.chosen_value = statements.value
            and figures.chosen_decimals = statements.decimals
)

select
    index_code,
    year,
    subject_type,
    province_id,
    component_code,
    measure,
    scope,
    scope_value,
    compared_year,
    chosen_value,
    other_values,
    n_other_values,
    spread,
    resolution_rule,
    index_code || ' ' || cast(year as varchar) || ', ' || subject_vi || part_vi || ', ' || measure_vi || ': '
    || coalesce('chọn ' || chosen_text || ' vì ' || rule_vi || '; không chọn ', rule_vi || ' giữa ') || other_values
    || ' (trong ngoặc: số nguồn độc lập).' as explanation_vi,
    index_code || ' ' || cast(year as varchar) || ', ' || subject_en || part_en || ', ' || measure_en || ': '
    || coalesce(chosen_text || ' stands, since ' || rule_en || '; not ', rule_en || ' ') || other_values
    || ' (in brackets: independent documents).' as explanation_en
from described
