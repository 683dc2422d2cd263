-- The number or the maximum that a claim gives its figure out of, as the warehouse has it. What its own document
-- alone says of a maximum can contradict it and cannot bear it out. A score that its source states on a scale of its
-- own is out of the maximum of that scale.
with questions as (
    select
        claims.claim_id,
        claims.index_code,
        claims.year,
        claims.province_id,
        claims.component_code,
        claims.scope_value,
        claims.group_code,
        claims.of_total,
        measures.total_kind,
        matched.scope,
        matched.original_source_id
    from {{ ref('int_claims_resolved') }} as claims
    inner join {{ ref('claim_measures') }} as measures
        on claims.measure = measures.measure
    inner join {{ ref('int_claims_matched_to_figures') }} as matched
        on claims.claim_id = matched.claim_id
    where claims.of_total is not null
),

own_scales as (
    select
        questions.claim_id,
        scales.max_points,
        scales.note_vi,
        scales.note_en,
        questions.original_source_id <> originals.original_source_id as is_supported
    from questions
    inner join {{ ref('stated_scales') }} as scales
        on {{ same('questions', 'scales', 'index_code', 'year', 'province_id', 'component_code') }}
    inner join {{ ref('int_sources_traced') }} as originals
        on scales.evidence = originals.source_id
    where questions.total_kind = 'max_score'
),

maxima as (
    select
        questions.claim_id,
        components.max_score,
        components.component_code = 'total' or tabulated.year is not null or count(stated.value) > 0 as is_supported
    from questions
    inner join {{ ref('int_components_dated') }} as own
        on {{ same('questions', 'own', 'index_code', 'year', 'component_code') }}
    inner join {{ ref('int_components_dated') }} as components
        on
            {{ same('own', 'components', 'index_code', 'year') }}
            and components.component_code
            = case when questions.total_kind = 'max_score' then own.component_code else own.parent_component_code end
    left join {{ ref('int_editions_tabulated') }} as tabulated
        on {{ same('components', 'tabulated', 'index_code', 'year') }}
    left join {{ ref('int_max_points_stated') }} as stated
        on
            {{ same('components', 'stated', 'index_code', 'year', 'component_code') }}
            and components.max_score = stated.value
            and questions.original_source_id <> stated.original_source_id
    where questions.total_kind in ('max_score', 'max_of_parent')
    group by
        questions.claim_id,
        components.max_score,
        components.component_code,
        tabulated.year
),

dimensions as (
    select
        index_code,
        year,
        count(*) as n_dimensions
    from {{ ref('int_components_dated') }}
    where level = 'dimension'
    group by
        index_code,
        year
),

parts_below as (
    select
        index_code,
        year,
        parent_component_code as component_code,
        count(*) as n_parts
    from {{ ref('int_components_dated') }}
    group by
        index_code,
        year,
        parent_component_code
),

sizes as (
    select
        index_code,
        year,
        group_code,
        max(group_size) as group_size
    from {{ ref('fct_score_group') }}
    group by
        index_code,
        year,
        group_code
)

select
    questions.claim_id,
    questions.of_total as claimed_total,
    cast(
        case questions.total_kind
            when 'units_ranked' then units.n_units
            when 'units_scored' then units.n_units
            when 'group_size' then sizes.group_size
            when 'parts' then dimensions.n_dimensions
            when 'parts_below' then parts_below.n_parts
            else coalesce(own_scales.max_points, maxima.max_score)
        end as {{ score_type() }}
    ) as warehouse_total,
    questions.total_kind,
    coalesce(own_scales.is_supported, maxima.is_supported, true) as is_supported,
    own_scales.note_vi,
    own_scales.note_en
from questions
left join {{ ref('int_units_counted') }} as units
    on {{ same('questions', 'units', 'index_code', 'year', 'component_code', 'scope', 'scope_value') }}
left join maxima
    on questions.claim_id = maxima.claim_id
left join own_scales
    on questions.claim_id = own_scales.claim_id
left join dimensions
    on {{ same('questions', 'dimensions', 'index_code', 'year') }}
left join parts_below
    on {{ same('questions', 'parts_below', 'index_code', 'year', 'component_code') }}
left join sizes
    on {{ same('questions', 'sizes', 'index_code', 'year', 'group_code') }}
