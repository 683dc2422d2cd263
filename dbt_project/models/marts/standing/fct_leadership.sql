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
    from {{ ref('int_ranks_compared_to_top') }}
    group by index_code, province_id, top_k
),

-- Editions in a row among the first k: as far as they are known, and at the most, were every unknown rank among them.
-- Editions are in a row where none that exists lies between them.
{% for run_kind, condition in {'known': "state = 'in'", 'possible': "state <> 'out'"}.items() %}
    {{ run_kind }}_years as (
        select
            *,
            edition_order - row_number() over (
                partition by index_code, province_id, top_k, rank_era
                order by edition_order
            ) as run_id
        from {{ ref('int_ranks_compared_to_top') }}
        where {{ condition }}
    ),

    {{ run_kind }}_runs as (
        select
            index_code,
            province_id,
            top_k,
            cast(count(*) as integer) as run_length,
            min(year) as run_start_year,
            max(year) as run_end_year,
            max(n_soft_breaks_so_far) - min(n_soft_breaks_so_far) as n_soft_breaks,
            max(n_hard_breaks_so_far) - min(n_hard_breaks_so_far) as n_hard_breaks,
            -- Of runs of the same length the latest.
            row_number() over (
                partition by index_code, province_id, top_k
                order by count(*) desc, max(year) desc
            ) as run_order
        from {{ run_kind }}_years
        group by index_code, province_id, top_k, rank_era, run_id
    ){{ "," if not loop.last }}
{% endfor %}
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
left join known_runs as known
    on
        {{ same('years', 'known', 'index_code', 'province_id', 'top_k') }}
        and known.run_order = 1
left join possible_runs as possible
    on
        {{ same('years', 'possible', 'index_code', 'province_id', 'top_k') }}
        and possible.run_order = 1
