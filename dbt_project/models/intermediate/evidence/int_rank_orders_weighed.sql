-- Ranks and scores of one edition must run the same way: a disputed score lies between those of the ranks around it, a
-- disputed rank between the ranks of the scores around it, and it is nobody else's unless the scores agree or a source
-- says so. Ranks that cannot all be right are no witnesses, nor is a score on another scale. No score is below the
-- lowest nor above the highest, and the first has the highest, the last the lowest. Says something only where one of
-- the disputed values does not fit.
with opposed as (
    select distinct figure_key
    from {{ ref('int_ranks_opposed') }}
),

known as (
    select
        figures.index_code,
        figures.year,
        figures.province_id,
        figures.component_code,
        max(case when figures.measure = 'score' and scales.index_code is null then figures.value end) as score,
        max(case when figures.measure = 'score' and scales.index_code is null then figures.decimals end)
            as score_decimals,
        max(case when figures.measure = 'rank' then figures.value end) as rank,
        max(case when figures.measure = 'rank' then figures.figure_key end) as rank_key
    from {{ ref('int_figures_agreed') }} as figures
    left join opposed
        on figures.figure_key = opposed.figure_key
    left join {{ ref('stated_scales') }} as scales
        on {{ same('figures', 'scales', 'index_code', 'year', 'province_id', 'component_code') }}
    where
        figures.subject_type = 'province'
        and figures.scope = 'national'
        and figures.compared_year is null
        and figures.measure in ('score', 'rank')
        and opposed.figure_key is null
    group by figures.index_code, figures.year, figures.province_id, figures.component_code
),

-- A disputed score with the rank of its province, and a disputed rank with the score.
proposed as (
    select
        disputed.*,
        case when disputed.measure = 'score' then disputed.value else own.score end as proposed_score,
        case when disputed.measure = 'score' then disputed.decimals else own.score_decimals end as proposed_decimals,
        case when disputed.measure = 'rank' then disputed.value else own.rank end as proposed_rank
    from {{ ref('int_values_disputed') }} as disputed
    inner join known as own
        on {{ same('disputed', 'own', 'index_code', 'year', 'province_id', 'component_code') }}
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
                when others.score is null or proposed.proposed_score is null
                    then case when others.rank = proposed.proposed_rank and shared.figure_key is null then 1 end
                when
                    {{ values_agree(
                        'others.score', 'others.score_decimals', 'proposed.proposed_score',
                        'proposed.proposed_decimals'
                    ) }}
                    then null
                when others.score < proposed.proposed_score and others.rank <= proposed.proposed_rank then 1
                when others.score > proposed.proposed_score and others.rank >= proposed.proposed_rank then 1
            end
        ) as n_misfits
    from proposed
    inner join known as others
        on
            {{ same('proposed', 'others', 'index_code', 'year', 'component_code') }}
            and proposed.province_id <> others.province_id
    left join {{ ref('int_ranks_shared') }} as shared
        on
            proposed.figure_key = shared.figure_key
            and others.rank_key = shared.other_figure_key
            and proposed.value = shared.value
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
        on {{ same('extremes', 'known', 'index_code', 'year', 'component_code') }}
    left join {{ ref('int_units_counted') }} as scope_units
        on {{ same('extremes', 'scope_units', 'index_code', 'year', 'component_code', 'scope') }}
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
