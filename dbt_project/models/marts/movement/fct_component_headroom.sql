-- The finest parts that are held of a province: its sub-dimensions, or its dimensions where none of those is; and the
-- blocks that are not divided further, which divide the same total by origin.
with reported as (
    select
        index_code,
        year,
        province_id,
        component_code,
        max(case when measure = 'points_lost' then value end) as points_lost,
        max(case when measure = 'percent_of_max' then value end) as percent_of_max,
        min(source_id) as source_id
    from {{ ref('int_figures_resolved') }}
    where
        subject_type = 'province'
        and measure in ('points_lost', 'percent_of_max')
        and value is not null
    group by index_code, year, province_id, component_code
),

known as (
    select
        units.index_code,
        units.year,
        units.province_id,
        units.region_code,
        components.level,
        components.component_code,
        components.parent_component_code,
        components.max_score,
        scores.score,
        reported.points_lost as reported_points_lost,
        reported.percent_of_max as reported_percent,
        coalesce(scores.source_id, reported.source_id) as source_id
    from {{ ref('int_units_dated') }} as units
    inner join {{ ref('dim_component') }} as components
        on
            {{ same('units', 'components', 'index_code', 'year') }}
            and components.level <> 'total'
    left join {{ ref('dim_component') }} as children
        on
            components.level = 'block'
            and {{ same('components', 'children', 'index_code', 'year') }}
            and components.component_code = children.parent_component_code
    left join {{ ref('int_scores_held') }} as scores
        on
            {{ same('units', 'scores', 'index_code', 'year', 'province_id') }}
            and components.component_code = scores.component_code
            -- A score on another scale is nowhere between this part's bounds.
            and scores.scale_note_en is null
    left join reported
        on
            {{ same('units', 'reported', 'index_code', 'year', 'province_id') }}
            and components.component_code = reported.component_code
    where children.component_code is null
),

held as (
    select
        index_code,
        year,
        province_id,
        region_code,
        level,
        component_code,
        parent_component_code,
        max_score,
        score,
        source_id,
        case
            when score is null and reported_points_lost is not null then 'reported'
            when max_score is not null then 'computed'
        end as points_lost_status,
        cast(
            case
                when score is not null then max_score - score
                when reported_points_lost is not null then reported_points_lost
                else max_score - max_score * reported_percent * 0.01
            end as {{ score_type() }}
        ) as points_lost,
        reported_percent,
        count(*) over (partition by index_code, year, province_id, level) as n_parts,
        max(case when level = 'sub_dimension' and source_id is not null then 1 else 0 end) over (
            partition by index_code, year, province_id
        ) = 1 as has_sub_dimensions
    from known
),

-- What nine in ten do not exceed, by nearest rank: the lowest score such that at least 90 % of the provinces have it or
-- less. A score that some province has, of editions held in full.
counted as (
    select
        scores.index_code,
        scores.year,
        scores.component_code,
        scores.score,
        summaries.n,
        count(*) over (
            partition by scores.index_code, scores.year, scores.component_code
            order by scores.score
        ) as n_not_above
    from {{ ref('int_scores_held') }} as scores
    inner join {{ ref('fct_edition_summary') }} as summaries
        on
            {{ same('scores', 'summaries', 'index_code', 'year', 'component_code') }}
            and summaries.scope = 'national'
            and summaries.summary_status = 'computed'
    where scores.score is not null
),

percentiles as (
    select
        index_code,
        year,
        component_code,
        min(case when n_not_above * 10 >= n * 9 then score end) as national_p90
    from counted
    group by index_code, year, component_code
),

-- The best of some peers alone is not that of the peers.
peers as (
    select
        pairs.index_code,
        pairs.year,
        pairs.province_id,
        scores.component_code,
        case when count(scores.score) = max(pairs.n_peers) then max(scores.score) end as peer_best
    from (
        select
            index_code,
            year,
            province_id,
            peer_province_id,
            count(*) over (partition by index_code, year, province_id) as n_peers
        from {{ ref('fct_peer') }}
        where peer_kind = 'profile'
    ) as pairs
    inner join {{ ref('int_scores_held') }} as scores
        on
            {{ same('pairs', 'scores', 'index_code', 'year') }}
            and pairs.peer_province_id = scores.province_id
    group by pairs.index_code, pairs.year, pairs.province_id, scores.component_code
),

compared as (
    select
        held.*,
        cast(held.score - summaries.max as decimal(10, 5)) as gap_to_best,
        cast(held.score - case when regions.n > 1 then regions.max end as decimal(10, 5)) as gap_to_region_best,
        cast(held.score - peers.peer_best as decimal(10, 5)) as gap_to_peer_best,
        cast(held.score - percentiles.national_p90 as decimal(10, 5)) as gap_to_national_p90,
        regions.n = 1 as is_alone_in_region
    from held
    left join {{ ref('fct_edition_summary') }} as summaries
        on
            {{ same('held', 'summaries', 'index_code', 'year', 'component_code') }}
            and summaries.scope = 'national'
    left join {{ ref('fct_edition_summary') }} as regions
        on
            {{ same('held', 'regions', 'index_code', 'year', 'component_code') }}
            and regions.scope = 'region'
            and held.region_code = regions.scope_value
    left join peers
        on {{ same('held', 'peers', 'index_code', 'year', 'province_id', 'component_code') }}
    left join percentiles
        on {{ same('held', 'percentiles', 'index_code', 'year', 'component_code') }}
    where
        held.source_id is not null
        and not (held.level = 'dimension' and held.has_sub_dimensions)
)

select
    index_code,
    year,
    province_id,
    component_code,
    parent_component_code,
    level,
    score,
    max_score,
    points_lost,
    points_lost_status,
    cast(
        coalesce(
            case when score is null then reported_percent end,
            {{ divided('100 * (max_score - points_lost)', 'max_score') }}
        ) as {{ score_type() }}
    ) as percent_of_max,
    gap_to_best,
    gap_to_region_best,
    gap_to_peer_best,
    gap_to_national_p90,
    {% for language in ['vi', 'en'] %}
        case when points_lost is null then {{ sentence('max_not_known', language) }} end
            as points_lost_reason_{{ language }},
        {% for gap, reason, unknown in [
            ('gap_to_best', 'gap_to_best_reason', sentence('best_not_known', language)),
            ('gap_to_region_best', 'region_best_reason', sentence('region_best_not_known', language)),
            ('gap_to_peer_best', 'peer_best_reason', sentence('peers_not_known', language)),
            ('gap_to_national_p90', 'national_p90_reason', sentence('scores_not_all_held', language)),
        ] %}
            case
                when score is null then {{ sentence('part_score_not_stated', language) }}
                {% if reason == 'region_best_reason' %}
                    when is_alone_in_region then {{ sentence('alone_in_region', language) }}
                {% endif %}
                when {{ gap }} is null then {{ unknown }}
            end as {{ reason }}_{{ language }},
        {% endfor %}
    {% endfor %}
    {% for order, amount, direction in [
        ('headroom_order', 'gap_to_national_p90', 'asc'), ('points_lost_order', 'points_lost', 'desc')
    ] %}
        cast(
            case
                when {{ amount }} is not null
                    then
                        rank() over (
                            partition by index_code, year, province_id, level
                            order by {{ amount }} {{ direction }} nulls last
                        )
            end as integer
        ) as {{ order }},
    {% endfor %}
    cast(count(gap_to_national_p90) over parts as integer) as n_ordered,
    cast(count(points_lost) over parts as integer) as n_points_lost,
    cast(n_parts as integer) as n_parts,
    source_id
from compared
window parts as (partition by index_code, year, province_id, level)
