-- Sizes and lower bounds that were reported are those of the groups as drawn, whichever of the two drew them. Of an
-- edition that is not held in full, no more units can be in a group than were reported.
select
    reported.index_code,
    reported.year,
    reported.group_code,
    reported.group_size as reported_size,
    reported.lower_bound as reported_bound,
    count(drawn.province_id) as drawn_size,
    min(round(scores.score, 2)) as lowest_total
from {{ ref('edition_score_groups') }} as reported
left join {{ ref('fct_score_group') }} as drawn
    on {{ same('reported', 'drawn', 'index_code', 'year', 'group_code') }}
left join {{ ref('int_scores_held') }} as scores
    on
        {{ same('drawn', 'scores', 'index_code', 'year', 'province_id') }}
        and scores.component_code = 'total'
inner join {{ ref('fct_coverage') }} as coverage
    on {{ same('reported', 'coverage', 'index_code', 'year') }}
group by
    reported.index_code, reported.year, reported.group_code, reported.group_size, reported.lower_bound,
    coverage.is_complete
having
    (coverage.is_complete and reported.group_size <> count(drawn.province_id))
    or reported.group_size < count(drawn.province_id)
    or reported.lower_bound > min(round(scores.score, 2))
