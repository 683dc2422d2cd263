-- One score for a province and component: the full table's where there is one, even where it has a gap; else what
-- reports agree on. Every province has a row for its total and for all that a full table has; a component known from
-- reports alone has rows only where a source reports it.
with scored as (
    select
        assembled.index_code,
        assembled.year,
        assembled.province_id,
        assembled.component_code,
        assembled.is_from_table,
        components.level,
        figures.figure_key,
        figures.values_text,
        figures.resolution_rule,
        coalesce(figures.is_conflicted, false) as is_conflicted,
        figures.n_sources,
        case when assembled.is_from_table then assembled.score else figures.value end as score,
        case when assembled.is_from_table then assembled.source_id else figures.source_id end as source_id,
        case when assembled.is_from_table then assembled.locator else figures.locator end as locator,
        assembled.missing_reason_vi as stated_reason_vi,
        assembled.missing_reason_en as stated_reason_en,
        scales.note_vi as stated_scale_vi,
        scales.note_en as stated_scale_en
    from {{ ref('int_scores_assembled') }} as assembled
    inner join {{ ref('int_components_dated') }} as components
        on {{ same('assembled', 'components', 'index_code', 'year', 'component_code') }}
    left join {{ ref('int_figures_resolved') }} as figures
        on {{ score_key('assembled') }} = figures.figure_key
    left join {{ ref('stated_scales') }} as scales
        on {{ same('assembled', 'scales', 'index_code', 'year', 'province_id', 'component_code') }}
)

select
    index_code,
    year,
    province_id,
    component_code,
    score,
    case when score is not null then 'published' end as score_status,
    source_id,
    cast(case when score is null then 0 else coalesce(n_sources, 1) end as integer) as n_sources,
    is_conflicted,
    {% for language in ['vi', 'en'] %}
        case
            when score is not null then null
            when stated_reason_{{ language }} is not null then stated_reason_{{ language }}
            when resolution_rule = 'open' then {{ sentence(
                'sources_disagree', language, values=printed_text('values_text', language)
            ) }}
            else {{ sentence('no_source_found', language) }}
        end as missing_reason_{{ language }},
        case when score is not null then stated_scale_{{ language }} end as scale_note_{{ language }},
    {% endfor %}
    locator
from scored
where
    level = 'total'
    or is_from_table
    or figure_key is not null
