select
    scores.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    scores.year,
    scores.province_id,
    provinces.name_vi as province_name_vi,
    provinces.name_en as province_name_en,
    provinces.unit_type,
    provinces.region_code,
    provinces.region_name_vi,
    provinces.region_name_en,
    scores.component_code,
    components.parent_component_code,
    components.level,
    components.name_vi as component_name_vi,
    components.name_en as component_name_en,
    components.min_score,
    components.max_score,
    scores.score,
    scores.score_status,
    ranks.rank,
    ranks.n_ranked,
    ranks.is_tied,
    ranks.rank_status,
    changes.previous_year,
    changes.score_change,
    changes.rank_change,
    changes.break_kind,
    changes.is_comparable,
    changes.not_comparable_reason,
    changes.not_comparable_reason_vi,
    summaries.mean as national_mean,
    scores.score - summaries.mean as gap_to_national_mean,
    scores.source_id,
    sources.title as source_title,
    scores.locator,
    scores.missing_reason_vi,
    scores.missing_reason_en
from {{ ref('fct_score') }} as scores
inner join {{ ref('dim_index') }} as indices
    on scores.index_code = indices.index_code
inner join {{ ref('dim_edition') }} as editions
    on
        scores.index_code = editions.index_code
        and scores.year = editions.year
inner join {{ ref('dim_component') }} as components
    on
        scores.index_code = components.index_code
        and scores.year = components.year
        and scores.component_code = components.component_code
inner join {{ ref('dim_province') }} as provinces
    on
        scores.province_id = provinces.province_id
        and editions.as_of_date >= provinces.valid_from
        and editions.as_of_date <= coalesce(provinces.valid_to, editions.as_of_date)
left join {{ ref('fct_rank') }} as ranks
    on
        scores.index_code = ranks.index_code
        and scores.year = ranks.year
        and scores.province_id = ranks.province_id
        and scores.component_code = ranks.component_code
        and ranks.scope = 'national'
left join {{ ref('fct_score_change') }} as changes
    on
        scores.index_code = changes.index_code
        and scores.year = changes.year
        and scores.province_id = changes.province_id
        and scores.component_code = changes.component_code
left join {{ ref('fct_edition_summary') }} as summaries
    on
        scores.index_code = summaries.index_code
        and scores.year = summaries.year
        and scores.component_code = summaries.component_code
        and summaries.scope = 'national'
left join {{ ref('dim_source') }} as sources
    on scores.source_id = sources.source_id
