-- One score for a province and component: the full table's where there is one, even where it has a gap; else what
-- reports agree on. Every province has a row for its total and for all that a full table has; a component known from
-- reports alone has rows only where a source reports it. All that ranks, averages, groups or compares reads this and
-- not fct_score, which has scores that follow from others besides.
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
    scored.index_code,
    scored.year,
    scored.province_id,
    scored.component_code,
    scored.score,
    -- The publisher's own are a full table, its sums, and what a document of the publisher states.
    case
        when scored.score is null then null
        when scored.is_from_table or sources.trust_tier = 1 then 'published'
        else 'reported'
    end as score_status,
    scored.source_id,
    cast(case when scored.score is null then 0 else coalesce(scored.n_sources, 1) end as integer) as n_sources,
    scored.is_conflicted,
    {% for language in ['vi', 'en'] %}
        case
            when scored.score is not null then null
            when scored.stated_reason_{{ language }} is not null then scored.stated_reason_{{ language }}
            when scored.resolution_rule = 'open' then {{ sentence(
                'sources_disagree', language, values=printed_text('scored.values_text', language)
            ) }}
            else {{ sentence('no_source_found', language) }}
        end as missing_reason_{{ language }},
        case when scored.score is not null then scored.stated_scale_{{ language }} end as scale_note_{{ language }},
    {% endfor %}
    scored.locator
from scored
left join {{ ref('int_sources_combined') }} as sources
    on scored.source_id = sources.source_id
where
    scored.level = 'total'
    or scored.is_from_table
    or scored.figure_key is not null
