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
            own.index_code = others.index_code
            and own.year = others.year
            and own.component_code = others.component_code
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
    select
        own.index_code,
        own.year,
        own.province_id,
        'region' as peer_kind,
        others.province_id as peer_province_id,
        cast(null as integer) as peer_order,
        cast(null as {{ score_type() }}) as distance,
        cast(null as integer) as n_components,
        cast(null as integer) as min_years,
        cast(null as integer) as max_years
    from {{ ref('int_units_dated') }} as own
    inner join {{ ref('int_units_dated') }} as others
        on
            own.index_code = others.index_code
            and own.year = others.year
            and own.region_code = others.region_code
            and own.province_id <> others.province_id
    union all
    select
        own.index_code,
        own.year,
        own.province_id,
        'unit_type' as peer_kind,
        others.province_id as peer_province_id,
        cast(null as integer) as peer_order,
        cast(null as {{ score_type() }}) as distance,
        cast(null as integer) as n_components,
        cast(null as integer) as min_years,
        cast(null as integer) as max_years
    from {{ ref('int_units_dated') }} as own
    inner join {{ ref('int_units_dated') }} as others
        on
            own.index_code = others.index_code
            and own.year = others.year
            and own.unit_type = others.unit_type
            and own.province_id <> others.province_id
    -- Being a province too makes no peer.
    where own.unit_type = 'municipality'
    union all
    select
        index_code,
        year,
        province_id,
        'profile' as peer_kind,
        peer_province_id,
        peer_order,
        distance,
        n_components,
        min_years,
        max_years
    from ordered
    where peer_order <= 5
)

select
    pairs.index_code,
    pairs.year,
    pairs.province_id,
    pairs.peer_kind,
    pairs.peer_province_id,
    pairs.peer_order,
    pairs.distance,
    pairs.n_components,
    pairs.min_years,
    pairs.max_years,
    scores.score,
    peer_scores.score as peer_score,
    cast(scores.score - peer_scores.score as {{ score_type() }}) as score_difference,
    ranks.rank,
    peer_ranks.rank as peer_rank
from pairs
left join {{ ref('fct_score') }} as scores
    on
        pairs.index_code = scores.index_code
        and pairs.year = scores.year
        and pairs.province_id = scores.province_id
        and scores.component_code = 'total'
left join {{ ref('fct_score') }} as peer_scores
    on
        pairs.index_code = peer_scores.index_code
        and pairs.year = peer_scores.year
        and pairs.peer_province_id = peer_scores.province_id
        and peer_scores.component_code = 'total'
left join {{ ref('fct_rank') }} as ranks
    on
        pairs.index_code = ranks.index_code
        and pairs.year = ranks.year
        and pairs.province_id = ranks.province_id
        and ranks.component_code = 'total'
        and ranks.scope = 'national'
left join {{ ref('fct_rank') }} as peer_ranks
    on
        pairs.index_code = peer_ranks.index_code
        and pairs.year = peer_ranks.year
        and pairs.peer_province_id = peer_ranks.province_id
        and peer_ranks.component_code = 'total'
        and peer_ranks.scope = 'national'
