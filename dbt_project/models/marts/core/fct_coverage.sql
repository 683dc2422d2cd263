with missing as (
    select
        scores.index_code,
        scores.year,
        {{ list_of('provinces.name_vi', 'provinces.name_vi') }} as missing_units
    from {{ ref('fct_score') }} as scores
    inner join {{ ref('dim_edition') }} as editions
        on
            scores.index_code = editions.index_code
            and scores.year = editions.year
    inner join {{ ref('dim_province') }} as provinces
        on
            scores.province_id = provinces.province_id
            and editions.as_of_date >= provinces.valid_from
            and editions.as_of_date <= coalesce(provinces.valid_to, editions.as_of_date)
    where
        scores.component_code = 'total'
        and scores.score is null
    group by scores.index_code, scores.year
)

select
    editions.index_code,
    editions.year,
    editions.units_expected,
    editions.units_scored,
    cast(count(scores.score) as integer) as units_with_score,
    cast(count(ranks.rank) as integer) as units_with_rank,
    count(scores.score) = editions.units_scored as is_complete,
    cast(count(case when scores.is_conflicted and scores.score is null then 1 end) as integer) as units_in_conflict,
    missing.missing_units
from {{ ref('dim_edition') }} as editions
left join {{ ref('fct_score') }} as scores
    on
        editions.index_code = scores.index_code
        and editions.year = scores.year
        and scores.component_code = 'total'
left join {{ ref('fct_rank') }} as ranks
    on
        scores.index_code = ranks.index_code
        and scores.year = ranks.year
        and scores.province_id = ranks.province_id
        and scores.component_code = ranks.component_code
        and ranks.scope = 'national'
left join missing
    on
        editions.index_code = missing.index_code
        and editions.year = missing.year
group by
    editions.index_code,
    editions.year,
    editions.units_expected,
    editions.units_scored,
    missing.missing_units
