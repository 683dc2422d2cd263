with moves as (
    select
        ranks.*,
        case when earlier.rank_era = ranks.rank_era then abs(ranks.rank - earlier.rank) end as move,
        abs(changes.rank_change_same_units) as move_same_units,
        ranks.n_soft_breaks_so_far - earlier.n_soft_breaks_so_far as n_soft,
        ranks.n_hard_breaks_so_far - earlier.n_hard_breaks_so_far as n_hard,
        min(ranks.rank) over (partition by ranks.index_code, ranks.province_id) as best_rank,
        max(ranks.rank) over (partition by ranks.index_code, ranks.province_id) as worst_rank
    from {{ ref('int_ranks_sequenced') }} as ranks
    left join {{ ref('int_ranks_sequenced') }} as earlier
        on
            {{ same('ranks', 'earlier', 'index_code', 'province_id') }}
            and ranks.edition_order - 1 = earlier.edition_order
    left join {{ ref('fct_score_change') }} as changes
        on
            {{ same('ranks', 'changes', 'index_code', 'year', 'province_id') }}
            and changes.component_code = 'total'
)

select
    index_code,
    province_id,
    cast(count(*) as integer) as n_editions_existing,
    cast(count(rank) as integer) as n_editions_ranked,
    cast(count(case when rank_status = 'reported' then 1 end) as integer) as n_editions_reported,
    cast(count(move) as integer) as n_rank_changes,
    cast({{ mean('move') }} as {{ score_type() }}) as mean_abs_rank_change,
    -- A mean of some of the pairs would not stand beside that of all.
    cast(
        case when count(move_same_units) = count(move) then {{ mean('move_same_units') }} end as {{ score_type() }}
    ) as mean_abs_rank_change_same_units,
    -- One rank has no spread.
    cast(case when count(rank) > 1 then {{ deviation('rank') }} end as {{ score_type() }}) as stddev_rank,
    best_rank,
    {{ list_of("case when rank = best_rank then cast(year as varchar) end", 'year') }} as best_rank_years,
    worst_rank,
    {{ list_of("case when rank = worst_rank then cast(year as varchar) end", 'year') }} as worst_rank_years,
    cast(coalesce(sum(case when move is not null then n_soft end), 0) as integer) as n_soft_breaks,
    cast(coalesce(sum(case when move is not null then n_hard end), 0) as integer) as n_hard_breaks
from moves
group by index_code, province_id, best_rank, worst_rank
