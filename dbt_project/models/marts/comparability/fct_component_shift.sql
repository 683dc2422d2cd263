-- A change of method shows as a shift of one sign: questions decide then, not provinces. Its sign is a shift the same
-- way in over 95 % of the provinces compared, if they are 30 or more: of a few provinces all may move alike by chance.
with moved as (
    select
        scores.index_code,
        scores.year,
        scores.component_code,
        previous_units.previous_year,
        scores.score - earlier.score as score_change
    from {{ ref('int_scores_held') }} as scores
    inner join {{ ref('int_units_continued') }} as previous_units
        on {{ same('scores', 'previous_units', 'index_code', 'year', 'province_id') }}
    -- fct_score_change has no change across a hard break, which is what is looked for.
    inner join {{ ref('int_scores_held') }} as earlier
        on
            scores.index_code = earlier.index_code
            and previous_units.previous_year = earlier.year
            and previous_units.previous_province_id = earlier.province_id
            and scores.component_code = earlier.component_code
    where
        scores.score is not null
        and earlier.score is not null
),

counted as (
    select
        index_code,
        year,
        component_code,
        previous_year,
        count(*) as n_in_both,
        count(case when score_change > 0 then 1 end) as n_up,
        count(case when score_change < 0 then 1 end) as n_down,
        {{ mean('score_change') }} as mean_shift
    from moved
    group by index_code, year, component_code, previous_year
)

select
    counted.index_code,
    counted.year,
    counted.component_code,
    counted.previous_year,
    cast(counted.n_in_both as integer) as n_in_both,
    cast(counted.n_up as integer) as n_up,
    cast(counted.n_down as integer) as n_down,
    cast(counted.mean_shift as {{ score_type() }}) as mean_shift,
    counted.n_in_both >= 30
    and greatest(counted.n_up, counted.n_down) * 100 > counted.n_in_both * 95 as is_one_sign,
    coalesce(breaks.break_kind, 'none') as break_kind,
    breaks.component_code is not null as is_listed,
    breaks.note_vi as break_note_vi,
    breaks.note_en as break_note_en
from counted
left join {{ ref('int_breaks_judged') }} as breaks
    on {{ same('counted', 'breaks', 'index_code', 'year', 'component_code') }}
