with years as (
    select
        index_code,
        province_id,
        top_k,
        cast(count(*) as integer) as n_editions_existing,
        cast(count(rank) as integer) as n_editions_ranked,
        cast(count(case when rank_status = 'reported' then 1 end) as integer) as n_editions_reported,
        cast(count(case when state = 'in' then 1 end) as integer) as n_years_in_top,
        cast(count(case when state <> 'out' then 1 end) as integer) as n_years_in_top_at_most,
        {{ list_of("case when state = 'in' then cast(year as varchar) end", 'year') }} as years_in_top
    from {{ ref('int_top_years') }}
    group by index_code, province_id, top_k
),

longest as (
    select
        *,
        -- Of runs of the same length the latest.
        row_number() over (
            partition by run_kind, index_code, province_id, top_k
            order by run_length desc, run_end_year desc
        ) as run_order
    from {{ ref('int_top_runs') }}
)

select
    years.index_code,
    years.province_id,
    years.top_k,
    years.n_editions_existing,
    years.n_editions_ranked,
    years.n_editions_reported,
    years.n_years_in_top,
    years.n_years_in_top_at_most,
    years.years_in_top,
    coalesce(known.run_length, 0) as longest_run,
    coalesce(possible.run_length, 0) as longest_run_at_most,
    coalesce(possible.run_length, 0) > coalesce(known.run_length, 0) as is_lower_bound,
    known.run_start_year,
    known.run_end_year,
    coalesce(known.n_soft_breaks, 0) as n_soft_breaks,
    coalesce(known.n_hard_breaks, 0) as n_hard_breaks
from years
left join longest as known
    on
        years.index_code = known.index_code
        and years.province_id = known.province_id
        and years.top_k = known.top_k
        and known.run_kind = 'known'
        and known.run_order = 1
left join longest as possible
    on
        years.index_code = possible.index_code
        and years.province_id = possible.province_id
        and years.top_k = possible.top_k
        and possible.run_kind = 'possible'
        and possible.run_order = 1
