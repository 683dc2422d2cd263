with distances as (
    select
        own.index_code,
        own.year,
        own.province_id,
        others.province_id as peer_province_id,
        max(own.n_components) as n_components,
        min(least(own.n_years, others.n_years)) as min_years,
        max(greatest(own.n_years, others.n_years)) as max_years,
        -- Rounded, so that the order does not hang on the order of summation.
        cast(
            sqrt(sum((own.z_score - others.z_score) * (own.z_score - others.z_score))) as {{ score_type() }}
        ) as distance
    from {{ ref('int_profiles_averaged') }} as own
    inner join {{ ref('int_profiles_averaged') }} as others
        on
            {{ same('own', 'others', 'index_code', 'year', 'component_code') }}
            and own.province_id <> others.province_id
    group by own.index_code, own.year, own.province_id, others.province_id
),

ordered as (
    select
        *,
        -- Of equal distances the lower code goes first.
        cast(row_number() over (
            partition by index_code, year, province_id order by distance, peer_province_id
        ) as integer) as peer_order
    from distances
),

pairs as (
    {% for kind in ['region', 'unit_type'] %}
        select
            own.index_code,
            own.year,
            own.province_id,
            '{{ kind }}' as peer_kind,
            others.province_id as peer_province_id
        from {{ ref('int_units_dated') }} as own
        inner join {{ ref('int_units_dated') }} as others
            on
                {{ same('own', 'others', 'index_code', 'year') }}
                and own.province_id <> others.province_id
                {% if kind == 'region' %}
                    and own.region_code = others.region_code
                {% else %}
                    -- Only cities are peers of a kind: being a province too makes no peer.
                    and own.unit_type = 'municipality'
                    and others.unit_type = 'municipality'
                {% endif %}
        union all
    {% endfor %}
    select
        index_code,
        year,
        province_id,
        'profile' as peer_kind,
        peer_province_id
    from ordered
    where peer_order <= 5
)

select
    pairs.index_code,
    pairs.year,
    pairs.province_id,
    pairs.peer_kind,
    pairs.peer_province_id,
    nearest.peer_order,
    nearest.distance,
    nearest.n_components,
    nearest.min_years,
    nearest.max_years,
    scores.score,
    peer_scores.score as peer_score,
    -- Scores on two scales have no difference.
    cast(
        case
            when coalesce(scores.scale_note_en, peer_scores.scale_note_en) is null
                then scores.score - peer_scores.score
        end as {{ score_type() }}
    ) as score_difference,
    ranks.rank,
    peer_ranks.rank as peer_rank
from pairs
left join ordered as nearest
    on
        pairs.peer_kind = 'profile'
        and {{ same('pairs', 'nearest', 'index_code', 'year', 'province_id', 'peer_province_id') }}
left join {{ ref('int_scores_held') }} as scores
    on
        {{ same('pairs', 'scores', 'index_code', 'year', 'province_id') }}
        and scores.component_code = 'total'
left join {{ ref('int_scores_held') }} as peer_scores
    on
        {{ same('pairs', 'peer_scores', 'index_code', 'year') }}
        and pairs.peer_province_id = peer_scores.province_id
        and peer_scores.component_code = 'total'
left join {{ ref('fct_rank') }} as ranks
    on
        {{ same('pairs', 'ranks', 'index_code', 'year', 'province_id') }}
        and ranks.component_code = 'total'
        and ranks.scope = 'national'
left join {{ ref('fct_rank') }} as peer_ranks
    on
        {{ same('pairs', 'peer_ranks', 'index_code', 'year') }}
        and pairs.peer_province_id = peer_ranks.province_id
        and peer_ranks.component_code = 'total'
        and peer_ranks.scope = 'national'
