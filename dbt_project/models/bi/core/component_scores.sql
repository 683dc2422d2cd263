select
    scores.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    scores.year,
    editions.is_pilot,
    scores.province_id,
    {{ unit_columns('units') }},
    units.boundary_set,
    {{ labels('boundary_set', 'units.boundary_set') }},
    units.official_code,
    units.iso_3166_2,
    scores.component_code,
    components.parent_component_code,
    parents.name_vi as parent_component_name_vi,
    parents.name_en as parent_component_name_en,
    components.level,
    {{ labels('level', 'components.level') }},
    components.name_vi as component_name_vi,
    components.name_en as component_name_en,
    components.min_score,
    components.max_score,
    scores.score,
    scores.score_status,
    {{ labels('score_status', 'scores.score_status') }},
    scores.is_conflicted,
    scores.n_sources,
    scores.derived_error,
    scores.scale_note_vi,
    scores.scale_note_en,
    ranks.rank,
    ranks.n_ranked,
    ranks.is_tied,
    ranks.rank_status,
    {{ labels('rank_status', 'ranks.rank_status') }},
    ranks.reported_rank,
    ranks.computed_rank,
    rank_conflicts.index_code is not null as is_rank_conflicted,
    {% for language in ['vi', 'en'] %}
        case
            when ranks.rank is not null then null
            when rank_conflicts.open_reason_{{ language }} is not null then rank_conflicts.open_reason_{{ language }}
            -- All that the publisher scored is held.
            when coverage.is_complete and scores.score is null
                then {{ sentence('rank_of_no_score', language, reason='scores.missing_reason_' ~ language) }}
            else {{ sentence('rank_not_known', language) }}
        end as rank_missing_reason_{{ language }},
    {% endfor %}
    changes.previous_year,
    changes.score_change,
    changes.rank_change,
    changes.rank_change_same_units,
    changes.reported_score_change,
    changes.reported_rank_change,
    changes.previous_n_ranked,
    changes.break_kind,
    {{ labels('break_kind', 'changes.break_kind') }},
    changes.break_note_vi,
    changes.break_note_en,
    changes.is_comparable,
    changes.not_comparable_reason,
    changes.not_comparable_reason_vi,
    changes.not_comparable_reason as not_comparable_reason_en,
    changes.rank_not_comparable_reason_vi,
    changes.rank_not_comparable_reason_en,
    changes.same_units_reason_vi,
    changes.same_units_reason_en,
    coalesce(total_groups.group_code, component_groups.group_code) as group_code,
    groups.name_vi as group_name_vi,
    groups.name_en as group_name_en,
    coalesce(total_groups.group_status, component_groups.group_status) as group_status,
    {{ labels('group_status', 'coalesce(total_groups.group_status, component_groups.group_status)') }},
    summaries.mean as national_mean,
    case
        when scores.score_status <> 'derived' and scores.scale_note_en is null then scores.score - summaries.mean
    end as gap_to_national_mean,
    scores.source_id,
    -- A derived score has two.
    sources.title || case
        when change_sources.source_id <> sources.source_id then '; ' || change_sources.title else ''
    end as source_title,
    scores.locator,
    scores.missing_reason_vi,
    scores.missing_reason_en
from {{ ref('fct_score') }} as scores
inner join {{ ref('dim_index') }} as indices
    on scores.index_code = indices.index_code
inner join {{ ref('dim_edition') }} as editions
    on {{ same('scores', 'editions', 'index_code', 'year') }}
inner join {{ ref('dim_component') }} as components
    on {{ same('scores', 'components', 'index_code', 'year', 'component_code') }}
left join {{ ref('dim_component') }} as parents
    on
        {{ same('components', 'parents', 'index_code', 'year') }}
        and components.parent_component_code = parents.component_code
inner join {{ ref('dim_edition_unit') }} as units
    on {{ same('scores', 'units', 'index_code', 'year', 'province_id') }}
left join {{ ref('fct_rank') }} as ranks
    on
        {{ same('scores', 'ranks', 'index_code', 'year', 'province_id', 'component_code') }}
        and ranks.scope = 'national'
inner join {{ ref('fct_coverage') }} as coverage
    on {{ same('scores', 'coverage', 'index_code', 'year') }}
left join {{ ref('fct_source_conflict') }} as rank_conflicts
    on
        {{ same('scores', 'rank_conflicts', 'index_code', 'year', 'province_id', 'component_code') }}
        and rank_conflicts.measure = 'rank'
        and rank_conflicts.scope = 'national'
left join {{ ref('fct_score_change') }} as changes
    on {{ same('scores', 'changes', 'index_code', 'year', 'province_id', 'component_code') }}
left join {{ ref('fct_score_group') }} as total_groups
    on
        {{ same('scores', 'total_groups', 'index_code', 'year', 'province_id') }}
        and scores.component_code = 'total'
left join {{ ref('fct_component_group') }} as component_groups
    on {{ same('scores', 'component_groups', 'index_code', 'year', 'province_id', 'component_code') }}
left join {{ ref('dim_score_group') }} as groups
    on
        scores.index_code = groups.index_code
        and coalesce(total_groups.group_code, component_groups.group_code) = groups.group_code
left join {{ ref('fct_edition_summary') }} as summaries
    on
        {{ same('scores', 'summaries', 'index_code', 'year', 'component_code') }}
        and summaries.scope = 'national'
left join {{ ref('dim_source') }} as sources
    on scores.source_id = sources.source_id
left join {{ ref('dim_source') }} as change_sources
    on scores.change_source_id = change_sources.source_id
