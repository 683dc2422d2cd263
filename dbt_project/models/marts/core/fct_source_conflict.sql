with figures as (
    select
        published.figure_key,
        {{ figure_identity('published') }},
        published.value as chosen_value,
        published.decimals as chosen_decimals,
        published.error as chosen_error,
        published.resolution_rule
    from {{ ref('int_figures_published') }} as published
    where published.is_conflicted
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
        {% for language in ['vi', 'en'] %}
            {%- set value = "coalesce(score_groups.name_" ~ language ~ ", "
                ~ printed_text('statements.value_text', language) ~ ")" %}
            case
                when statements.n_sources = 1 then {{ sentence('stated_once', language, value=value) }}
                else {{ sentence('stated_often', language, value=value, n='statements.n_sources') }}
            end as counted_{{ language }},
        {% endfor %}
        -- A value that says the same as the chosen one, only coarser, is no other value.
        figures.chosen_value is null
        or not {{ fits_computed(
            'statements.value', 'statements.decimals', 'figures.chosen_value', 'figures.chosen_decimals',
            'figures.chosen_error'
        ) }} as is_other
    from figures
    inner join statements
        on figures.figure_key = statements.figure_key
    left join {{ ref('score_groups') }} as score_groups
        on
            figures.measure = 'score_group'
            and figures.index_code = score_groups.index_code
            and statements.value = score_groups.group_order
),

summed as (
    select
        figure_key,
        {{ list_of('case when is_other then counted_text end', 'value_text') }} as other_values,
        {{ list_of('case when is_other then counted_vi end', 'value_text', '; ') }} as others_vi,
        {{ list_of('case when is_other then counted_en end', 'value_text', '; ') }} as others_en,
        count(case when is_other then 1 end) as n_other_values,
        max(value) as greatest_value,
        min(value) as least_value
    from compared
    group by figure_key
),

-- The ranks of other units that a rank cannot stand beside.
opposed as (
    select
        weighed.figure_key,
        ranks.province_id,
        {% for language in ['vi', 'en'] %}
            {{ sentence(
                'rank_of_unit', language, name='units.text_name_' ~ language, rank='cast(ranks.value as integer)'
            ) }}
            || coalesce(
                {{ sentence(
                    'score_of_rank', language, score=number_text('scores.value', 'scores.decimals', language)
                ) }},
                ''
            ) as rival_{{ language }},
        {% endfor %}
        units.text_name_vi,
        units.text_name_en,
        units.province_key,
        cast(ranks.value as integer) as rank
    from {{ ref('int_ranks_weighed') }} as weighed
    inner join {{ ref('int_figures_chosen') }} as ranks
        on weighed.rival_key = ranks.figure_key
    inner join {{ ref('dim_edition_unit') }} as units
        on {{ same('ranks', 'units', 'index_code', 'year', 'province_id') }}
    left join {{ ref('int_figures_resolved') }} as scores
        on {{ score_key('ranks') }} = scores.figure_key
),

rivals as (
    select
        figure_key,
        {{ list_of("province_id || ': ' || cast(rank as varchar)", 'rank, province_key') }} as other_values,
        {% for language in ['vi', 'en'] %}
            {{ list_of('rival_' ~ language, 'rank, province_key', '; ') }} as rivals_{{ language }},
            {{ list_of('text_name_' ~ language, 'rank, province_key') }} as rival_names_{{ language }},
        {% endfor %}
        min(rank) as least_rank,
        max(rank) as greatest_rank,
        count(*) as n_other_values
    from opposed
    group by figure_key
),

described as (
    select
        figures.*,
        coalesce(summed.other_values, rivals.other_values) as other_values,
        cast(case when summed.n_other_values > 0 then summed.n_other_values else rivals.n_other_values end as integer)
            as n_other_values,
        {% for language in ['vi', 'en'] %}
            coalesce(indices.short_name, indices.index_code) || ' ' || cast(figures.year as varchar) || ', '
            || coalesce(
                units.text_name_{{ language }},
                regions.name_{{ language }},
                {{ sentence('the_whole_country', language) }}
            )
            || case when figures.component_code = 'total' then '' else ' (' || components.name_{{ language }} || ')' end
            || ', ' || coalesce(measures.name_{{ language }}, figures.measure)
            || coalesce({{ sentence('against_year', language, year='figures.compared_year') }}, '')
                as figure_{{ language }},
            rules.explanation_{{ language }} as rule_{{ language }},
            summed.others_{{ language }},
            rivals.rivals_{{ language }},
            rivals.rival_names_{{ language }},
            units.text_name_{{ language }},
            coalesce(
                score_groups.name_{{ language }},
                {{ number_text('figures.chosen_value', 'figures.chosen_decimals', language) }}
            ) as chosen_{{ language }},
        {% endfor %}
        -- The one rank that is stated of it is stated of the others too.
        case
            when
                summed.least_value = summed.greatest_value
                and rivals.least_rank = summed.least_value
                and rivals.greatest_rank = summed.least_value
                then rivals.least_rank
        end as shared_rank,
        cast(
            greatest(summed.greatest_value, coalesce(figures.chosen_value, summed.greatest_value))
            - least(summed.least_value, coalesce(figures.chosen_value, summed.least_value)) as {{ score_type() }}
        ) as spread
    from figures
    inner join summed
        on figures.figure_key = summed.figure_key
    left join rivals
        on figures.figure_key = rivals.figure_key
    left join {{ ref('score_groups') }} as score_groups
        on
            figures.measure = 'score_group'
            and figures.index_code = score_groups.index_code
            and figures.chosen_value = score_groups.group_order
    inner join {{ ref('indices') }} as indices
        on figures.index_code = indices.index_code
    inner join {{ ref('resolution_rules') }} as rules
        on figures.resolution_rule = rules.resolution_rule
    inner join {{ ref('dim_component') }} as components
        on {{ same('figures', 'components', 'index_code', 'year', 'component_code') }}
    left join {{ ref('measure_names') }} as measures
        on figures.measure = measures.measure
    left join {{ ref('dim_edition_unit') }} as units
        on {{ same('figures', 'units', 'index_code', 'year', 'province_id') }}
    left join {{ ref('regions') }} as regions
        on figures.scope_value = regions.region_code
),

found as (
    select
        {% for language in ['vi', 'en'] %}
            case
                when others_{{ language }} is null
                    then {{ sentence(
                        'conflict_rank_settled', language, chosen='chosen_' ~ language, rule='rule_' ~ language,
                        rivals='rivals_' ~ language
                    ) }}
                when chosen_value is not null
                    then {{ sentence(
                        'conflict_settled', language, chosen='chosen_' ~ language, rule='rule_' ~ language,
                        others='others_' ~ language
                    ) }}
                when resolution_rule = 'excluded'
                    then {{ sentence(
                        'conflict_rank_excluded', language, rule='rule_' ~ language, others='others_' ~ language,
                        rivals='rivals_' ~ language
                    ) }}
                when shared_rank is not null
                    then {{ sentence(
                        'conflict_rank_shared', language, name='text_name_' ~ language,
                        rivals='rival_names_' ~ language, rank='shared_rank', rule='rule_' ~ language
                    ) }}
                when rivals_{{ language }} is not null
                    then {{ sentence(
                        'conflict_rank_open', language, rule='rule_' ~ language, others='others_' ~ language,
                        rivals='rivals_' ~ language
                    ) }}
                else {{ sentence(
                    'conflict_open', language, rule='rule_' ~ language, others='others_' ~ language
                ) }}
            end as finding_{{ language }},
        {% endfor %}
        *
    from described
    where n_other_values > 0
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
    {% for language in ['vi', 'en'] %}
        figure_{{ language }} || ': ' || finding_{{ language }} || '.' as explanation_{{ language }},
        case when chosen_value is null then {{ capitalised('finding_' ~ language) }} end as open_reason_{{ language }},
    {% endfor %}
    resolution_rule
from found
