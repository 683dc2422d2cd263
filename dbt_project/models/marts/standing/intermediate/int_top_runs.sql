-- Editions in a row among the first k: as far as they are known, and at the most, were every unknown place among
-- them. Editions are in a row where none that exists lies between them.
{% set states = {'known': "state = 'in'", 'possible': "state <> 'out'"} %}
with
{% for run_kind, condition in states.items() %}
    {{ run_kind }}_years as (
        select
            *,
            edition_order - row_number() over (
                partition by index_code, province_id, top_k, rank_era
                order by edition_order
            ) as run_id
        from {{ ref('int_top_years') }}
        where {{ condition }}
    ){{ "," if not loop.last }}
{% endfor %}
{% for run_kind in states %}
    select
        '{{ run_kind }}' as run_kind,
        index_code,
        province_id,
        top_k,
        cast(count(*) as integer) as run_length,
        min(year) as run_start_year,
        max(year) as run_end_year,
        max(n_soft_breaks_so_far) - min(n_soft_breaks_so_far) as n_soft_breaks,
        max(n_hard_breaks_so_far) - min(n_hard_breaks_so_far) as n_hard_breaks
    from {{ run_kind }}_years
    group by index_code, province_id, top_k, rank_era, run_id
    {{ "union all" if not loop.last }}
{% endfor %}
