with figures as (
    select
        resolved.figure_key,
        {{ figure_identity('resolved') }},
        resolved.value as chosen_value,
        resolved.decimals as chosen_decimals,
        resolved.resolution_rule
    from {{ ref('int_figures_resolved') }} as resolved
    where resolved.is_conflicted
),

-- What each value of a figure rests on.
statements as (
    select
        figure_key,
        value,
        decimals,
        min(value_text) as value_text,
        count(distinct original_source_id) as n_sources
    from {{ ref('int_figures_stated') }}
    group by figure_key, value, decimals
),

compared as (
    select
        figures.figure_key,
        statements.value,
        statements.value_text,
        statements.value_text || ' (' || cast(statements.n_sources as varchar) || ')' as counted_text,
        figures.chosen_value = statements.value and figures.chosen_decimals = statements.decimals as is_chosen,
        -- A value that says the same as the chosen one, only coarser, is no other value.
        figures.chosen_value is null
        or not {{ values_agree(
            'statements.value', 'statements.decimals', 'figures.chosen_value', 'figures.chosen_decimals'
        ) }} as is_other
    from figures
    inner join statements
        on figures.figure_key = statements.figure_key
),

summed as (
    select
        figure_key,
        {{ list_of('case when is_other then counted_text end', 'value_text') }} as other_values,
        cast(count(case when is_other then 1 end) as integer) as n_other_values,
        cast(max(value) - min(value) as {{ score_type() }}) as spread,
        max(case when is_chosen then value_text end) as chosen_text
    from compared
    group by figure_key
),

described as (
    select
        figures.*,
        summed.other_values,
        summed.n_other_values,
        summed.spread,
        summed.chosen_text,
        rules.explanation_vi as rule_vi,
        rules.explanation_en as rule_en,
        coalesce(measures.name_vi, figures.measure) as measure_vi,
        coalesce(measures.name_en, figures.measure) as measure_en,
        coalesce(provinces.name_vi, regions.name_vi, 'cả nước') as subject_vi,
        coalesce(provinces.name_en, regions.name_en, 'the whole country') as subject_en,
        case when figures.component_code = 'total' then '' else ' (' || components.name_vi || ')' end as part_vi,
        case when figures.component_code = 'total' then '' else ' (' || components.name_en || ')' end as part_en
    from figures
    inner join summed
        on
            figures.figure_key = summed.figure_key
            and summed.n_other_values > 0
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
