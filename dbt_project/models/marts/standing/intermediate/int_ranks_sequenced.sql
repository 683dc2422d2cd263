-- The rank of every province in every edition that counts, known or not, with what was broken before: ranks of two
-- editions compare where rank_era is the same.
with breaks as (
    select
        editions.index_code,
        editions.year,
        row_number() over (partition by editions.index_code order by editions.year) as edition_order,
        case when breaks.break_kind = 'soft' then 1 else 0 end as is_soft,
        case when breaks.break_kind = 'hard' then 1 else 0 end as is_hard,
        case when not breaks.is_rank_comparable then 1 else 0 end as is_other_subject
    from {{ ref('editions') }} as editions
    left join {{ ref('int_breaks_dated') }} as breaks
        on
            {{ same('editions', 'breaks', 'index_code', 'year') }}
            and breaks.component_code = 'total'
    where not editions.is_pilot
),

counted as (
    select
        index_code,
        year,
        cast(edition_order as integer) as edition_order,
        cast(sum(is_soft) over so_far as integer) as n_soft_breaks_so_far,
        cast(sum(is_hard) over so_far as integer) as n_hard_breaks_so_far,
        cast(sum(is_other_subject) over so_far as integer) as rank_era
    from breaks
    window so_far as (partition by index_code order by year)
)

select
    units.index_code,
    units.year,
    units.province_id,
    counted.edition_order,
    counted.n_soft_breaks_so_far,
    counted.n_hard_breaks_so_far,
    counted.rank_era,
    ranks.rank,
    ranks.rank_status
from {{ ref('int_units_dated') }} as units
inner join counted
    on {{ same('units', 'counted', 'index_code', 'year') }}
left join {{ ref('fct_rank') }} as ranks
    on
        {{ same('units', 'ranks', 'index_code', 'year', 'province_id') }}
        and ranks.component_code = 'total'
        and ranks.scope = 'national'
