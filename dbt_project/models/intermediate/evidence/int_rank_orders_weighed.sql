-- Ranks and scores of one edition must run the same way: a disputed score lies between those of the ranks around it, a
-- disputed rank between the ranks of the scores around it. No score is below the lowest nor above the highest, and the
-- first has the highest, the last the lowest. Says something only where one of the disputed values does not fit.
with known as (
    select
        index_code,
        year,
        province_id,
        component_code,
        max(case when measure = 'score' then value end) as score,
        max(case when measure = 'rank' then value end) as rank
    from {{ ref('int_figures_agreed') }}
    where
        subject_type = 'province'
        and scope = 'national'
        and compared_year is null
        and measure in ('score', 'rank')
    group by index_code, year, province_id, component_code
),

-- A disputed score with the rank of its unit, and a disputed rank with the score.
proposed as (
    select
        disputed.*,
        case when disputed.measure = 'score' then disputed.value else own.score end as proposed_score,
        case when disputed.measure = 'rank' then disputed.value else own.rank end as proposed_rank
    from {{ ref('int_values_disputed') }} as disputed
    inner join known as own
        on
            disputed.index_code = own.index_code
            and disputed.year = own.year
            and disputed.province_id = own.province_id
            and disputed.component_code = own.component_code
    where
        disputed.measure in ('score', 'rank')
        and disputed.scope = 'national'
),

counted as (
    select
        proposed.figure_key,
        proposed.value,
        proposed.decimals,
        'rank_order' as resolution_rule,
        count(
            case
                when others.rank < proposed.proposed_rank and others.score < proposed.proposed_score then 1
                when others.rank > proposed.proposed_rank and others.score > proposed.proposed_score then 1
            end
        ) as n_misfits
    from proposed
    inner join known as others
        on
            proposed.index_code = others.index_code
            and proposed.year = others.year
            and proposed.component_code = others.component_code
            and proposed.province_id <> others.province_id
    group by proposed.figure_key, proposed.value, proposed.decimals
    union all
    select
        extremes.figure_key,
        extremes.value,
        extremes.decimals,
        'known_scores' as resolution_rule,
        count(
            case
                when extremes.measure = 'min' and known.score < extremes.value then 1
                when extremes.measure = 'max' and known.score > extremes.value then 1
                when
                    (extremes.measure = 'min' and known.rank = scope_units.n_units)
                    or (extremes.measure = 'max' and known.rank = 1)
                    then case when abs(known.score - extremes.value) > 0.015 then 1 end
            end
        ) as n_misfits
    from {{ ref('int_values_disputed') }} as extremes
    inner join known
        on
            extremes.index_code = known.index_code
            and extremes.year = known.year
            and extremes.component_code = known.component_code
    left join {{ ref('int_units_counted') }} as scope_units
        on
            extremes.index_code = scope_units.index_code
            and extremes.year = scope_units.year
            and extremes.component_code = scope_units.component_code
            and extremes.scope = scope_units.scope
    where
        extremes.measure in ('min', 'max')
        and extremes.scope = 'national'
    group by extremes.figure_key, extremes.value, extremes.decimals
),

judged as (
    select
        *,
        max(n_misfits) over (partition by figure_key) as most_misfits
    from counted
)

select
    figure_key,
    value,
    decimals,
    resolution_rule
from judged
where
    n_misfits = 0
    and most_misfits > 0
