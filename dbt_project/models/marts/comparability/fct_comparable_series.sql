-- A run is of editions that follow each other, each with a score of the province, without a break between them; one
-- that admits soft breaks ends at hard ones alone. Of equally long runs the latest counts. A province that was not
-- merged runs on under its new code, and its run has the code of its end.
with numbered as (
    select
        index_code,
        year,
        row_number() over (partition by index_code order by year) as edition_number,
        year = max(year) over (partition by index_code) as is_last
    from {{ ref('editions') }}
    where not is_pilot
),

scored as (
    select
        scores.index_code,
        scores.component_code,
        units.lineage_id,
        scores.province_id,
        scores.year,
        scores.score,
        numbered.edition_number,
        numbered.is_last,
        coalesce(breaks.break_kind, 'none') as break_kind
    from {{ ref('int_scores_held') }} as scores
    inner join numbered
        on {{ same('scores', 'numbered', 'index_code', 'year') }}
    inner join {{ ref('int_units_dated') }} as units
        on {{ same('scores', 'units', 'index_code', 'year', 'province_id') }}
    left join {{ ref('int_breaks_dated') }} as breaks
        on {{ same('scores', 'breaks', 'index_code', 'year', 'component_code') }}
    where
        scores.score is not null
        -- On another scale it compares with no other.
        and scores.scale_note_en is null
),

kinds as (
    select false as includes_soft_breaks
    union all
    select true as includes_soft_breaks
),

started as (
    select
        scored.*,
        kinds.includes_soft_breaks,
        case
            when
                scored.edition_number - lag(scored.edition_number) over series = 1
                and (scored.break_kind = 'none' or (scored.break_kind = 'soft' and kinds.includes_soft_breaks))
                then 0
            else 1
        end as is_start
    from scored
    cross join kinds
    window series as (
        partition by scored.index_code, scored.component_code, scored.lineage_id, kinds.includes_soft_breaks
        order by scored.year
    )
),

run_members as (
    select
        *,
        sum(is_start) over (
            partition by index_code, component_code, lineage_id, includes_soft_breaks
            order by year
        ) as run_number
    from started
),

runs as (
    select
        index_code,
        component_code,
        lineage_id,
        includes_soft_breaks,
        run_number,
        min(year) as start_year,
        max(year) as end_year,
        count(*) as n_editions,
        count(case when is_start = 0 and break_kind = 'soft' then 1 end) as n_soft_breaks_in_run,
        bool_or(is_last) as is_current,
        {{ slope('score', 'year') }} as trend_per_year
    from run_members
    group by index_code, component_code, lineage_id, includes_soft_breaks, run_number
),

ordered as (
    select
        *,
        row_number() over (
            partition by index_code, component_code, lineage_id, includes_soft_breaks
            order by n_editions desc, end_year desc
        ) as run_order
    from runs
)

select
    runs.index_code,
    runs.component_code,
    ends.province_id,
    runs.includes_soft_breaks,
    runs.start_year,
    runs.end_year,
    cast(runs.n_editions as integer) as n_editions,
    cast(runs.n_soft_breaks_in_run as integer) as n_soft_breaks_in_run,
    runs.is_current,
    starts.score as start_score,
    ends.score as end_score,
    cast(ends.score - starts.score as {{ score_type() }}) as change_over_run,
    cast(runs.trend_per_year as {{ score_type() }}) as trend_per_year
from ordered as runs
inner join scored as starts
    on
        {{ same('runs', 'starts', 'index_code', 'component_code', 'lineage_id') }}
        and runs.start_year = starts.year
inner join scored as ends
    on
        {{ same('runs', 'ends', 'index_code', 'component_code', 'lineage_id') }}
        and runs.end_year = ends.year
where runs.run_order = 1
