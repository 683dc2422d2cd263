-- Rounded, so that the order does not hang on the order of summation; of equal distances the lower code goes first.
with distances as (
    select
        own.index_code,
        own.year,
        own.province_id,
        others.province_id as peer_province_id,
        max(own.n_components) as n_components,
        min(least(own.n_years, others.n_years)) as min_years,
        max(greatest(own.n_years, others.n_years)) as max_years,
        cast(
            sqrt(sum((own.z_score - others.z_score) * (own.z_score - others.z_score))) as {{ score_type() }}
        ) as distance
    from {{ ref('int_profiles') }} as own
    inner join {{ ref('int_profiles') }} as others
        on
            own.index_code = others.index_code
            and own.year = others.year
            and own.component_code = others.component_code
            and own.province_id <> others.province_id
    group by own.index_code, own.year, own.province_id, others.province_id
)

select
    *,
    cast(
        row_number() over (partition by index_code, year, province_id order by distance, peer_province_id) as integer
    ) as peer_order
from distances
