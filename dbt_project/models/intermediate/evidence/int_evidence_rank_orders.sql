-- Places and scores of one edition must run the same way: a disputed score lies between those of the places
-- around it, a disputed place between the places of the scores around it. Says something only where one of the
-- disputed values does not fit.
with units as (
    select distinct
        index_code,
        year,
        province_id,
        component_code
    from {{ ref('int_observations') }}
    where
        subject_type = 'province'
        and measure in ('score', 'rank')
        and scope = 'national'
),

known as (
    select
        units.index_code,
        units.year,
        units.province_id,
        units.component_code,
        scores.value as score,
        ranks.value as rank
    from units
    inner join {{ ref('int_figures_agreed') }} as scores
        on {{ score_key('units') }} = scores.figure_key
    inner join {{ ref('int_figures_agreed') }} as ranks
        on
            ranks.figure_key
            = {{ figure_key(
                'units.index_code', 'units.year', 'units.province_id', 'units.component_code', "'rank'", "'national'"
            ) }}
),

proposed as (
    select
        open_values.figure_key,
        open_values.value as proposed_value,
        open_values.decimals,
        own.index_code,
        own.year,
        own.province_id,
        own.component_code,
        case when open_values.measure = 'score' then open_values.value else own.score end as score,
        case when open_values.measure = 'rank' then open_values.value else own.rank end as rank
    from {{ ref('int_open_values') }} as open_values
    inner join known as own
        on
            open_values.index_code = own.index_code
            and open_values.year = own.year
            and open_values.province_id = own.province_id
            and open_values.component_code = own.component_code
    where
        open_values.measure in ('score', 'rank')
        and open_values.scope = 'national'
),

counted as (
    select
        proposed.figure_key,
        proposed.proposed_value,
        proposed.decimals,
        count(
            case
                when others.rank < proposed.rank and others.score < proposed.score then 1
                when others.rank > proposed.rank and others.score > proposed.score then 1
            end
        ) as n_misfits
    from proposed
    inner join known as others
        on
            proposed.index_code = others.index_code
            and proposed.year = others.year
            and proposed.component_code = others.component_code
            and proposed.province_id <> others.province_id
    where
        proposed.score is not null
        and proposed.rank is not null
        and others.score is not null
        and others.rank is not null
    group by proposed.figure_key, proposed.proposed_value, proposed.decimals
),

judged as (
    select
        figure_key,
        proposed_value,
        decimals,
        n_misfits,
        max(n_misfits) over (partition by figure_key) as most_misfits
    from counted
)

select
    figure_key,
    proposed_value as value,
    decimals,
    'rank_order' as resolution_rule
from judged
where
    n_misfits = 0
    and most_misfits > 0
