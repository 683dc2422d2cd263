{#- National ranks of two editions side by side, plain and among the provinces ranked in both. `pairs` has every
    province of the later edition: index_code, year, province_id, component_code, previous_year, previous_province_id.

    A province goes up by a rank when a better one is not ranked any more, and down when a better one is newly ranked:
    both are taken out. So no rank is needed but its own two and those of the provinces ranked only once. The publisher
    ranks the provinces that it scored; where it states another number of them, who was ranked is not known. -#}
{% macro ranks_compared(pairs) -%}
    {%- set joined = 'is_ranked and not was_ranked' -%}
    {%- set left = 'was_ranked and not is_ranked' -%}
    select
        *,
        case
            when
                n_ranked = n_scored
                and previous_n_ranked = n_previous_scored
                and n_unknown = 0
                then (previous_rank - n_better_left) - (rank - n_better_joined)
        end as rank_change_same_units
    from (
        select
            *,
            count(case when is_ranked then 1 end) over edition as n_scored,
            count(case when was_ranked then 1 end) over edition as n_previous_scored,
            count(case when ({{ joined }} and rank is null) or ({{ left }} and previous_rank is null) then 1 end)
                over edition as n_unknown,
            cast(count(case when {{ joined }} then 1 end) over (
                partition by index_code, year, previous_year, component_code
                order by rank nulls last range between unbounded preceding and 1 preceding
            ) as integer) as n_better_joined,
            cast(count(case when {{ left }} then 1 end) over (
                partition by index_code, year, previous_year, component_code
                order by previous_rank nulls last range between unbounded preceding and 1 preceding
            ) as integer) as n_better_left
        from (
            select
                pairs.index_code,
                pairs.year,
                pairs.province_id,
                pairs.component_code,
                pairs.previous_year,
                pairs.previous_province_id,
                ranks.rank,
                ranks.n_ranked,
                earlier.rank as previous_rank,
                earlier.n_ranked as previous_n_ranked,
                gaps.province_id is null as is_ranked,
                pairs.previous_province_id is not null and earlier_gaps.province_id is null as was_ranked
            from {{ pairs }} as pairs
            left join {{ ref('fct_rank') }} as ranks
                on
                    {{ same('pairs', 'ranks', 'index_code', 'year', 'province_id', 'component_code') }}
                    and ranks.scope = 'national'
            left join {{ ref('fct_rank') }} as earlier
                on
                    {{ same('pairs', 'earlier', 'index_code', 'component_code') }}
                    and pairs.previous_year = earlier.year
                    and pairs.previous_province_id = earlier.province_id
                    and earlier.scope = 'national'
            left join {{ ref('int_components_unscored') }} as gaps
                on {{ same('pairs', 'gaps', 'index_code', 'year', 'province_id', 'component_code') }}
            left join {{ ref('int_components_unscored') }} as earlier_gaps
                on
                    {{ same('pairs', 'earlier_gaps', 'index_code', 'component_code') }}
                    and pairs.previous_year = earlier_gaps.year
                    and pairs.previous_province_id = earlier_gaps.province_id
        ) as ranked
        window edition as (partition by index_code, year, previous_year, component_code)
    ) as counted
{%- endmacro %}
