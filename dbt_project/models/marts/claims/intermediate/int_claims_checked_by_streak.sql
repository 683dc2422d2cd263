-- Times first, and years in a row up to the claim's, pilots left out. An edition counts, breaks, or is not known;
-- what is not known leaves a range, and so does what rests on the claim's own source alone. Across a hard break
-- levels do not compare: what lies before it is not known.
with editions as (
    select
        questions.claim_id,
        questions.original_source_id,
        questions.figure_measure,
        questions.claimed_value,
        questions.threshold,
        questions.index_code,
        case when questions.subject = 'all' then questions.subject else units.other_province_id end as subject,
        questions.component_code,
        editions.year,
        row_number() over (partition by questions.claim_id order by editions.year desc) as steps_back,
        questions.figure_measure in ('times_first', 'years_first_in_a_row') as is_of_ranks,
        {{ figure_key(
            'questions.index_code', 'editions.year',
            "case when questions.subject = 'all' then questions.subject else units.other_province_id end",
            'questions.component_code',
            "case
                when questions.figure_measure in ('times_first', 'years_first_in_a_row') then 'rank'
                when questions.figure_measure = 'years_mean_above' then 'mean'
                else 'score'
            end", "'national'"
        ) }} as fact_key,
        questions.year as last_year
    from {{ ref('int_claims_matched_to_figures') }} as questions
    inner join {{ ref('editions') }} as editions
        on
            questions.index_code = editions.index_code
            and questions.year >= editions.year
    left join {{ ref('int_units_matched') }} as units
        on
            {{ same('questions', 'units', 'index_code', 'year') }}
            and questions.subject = units.province_id
            and editions.year = units.other_year
    where
        questions.checked_by = 'streak'
        and not editions.is_pilot
),

cut_off as (
    select distinct
        editions.claim_id,
        editions.year
    from editions
    inner join {{ ref('int_breaks_dated') }} as breaks
        on
            {{ same('editions', 'breaks', 'index_code', 'component_code') }}
            and editions.year < breaks.year
            and editions.last_year >= breaks.year
    where
        (breaks.break_kind = 'hard' and not editions.is_of_ranks)
        or not breaks.is_rank_comparable
),

others_first as (
    select distinct
        editions.claim_id,
        editions.year
    from editions
    inner join {{ ref('fct_rank') }} as ranks
        on
            {{ same('editions', 'ranks', 'index_code', 'year', 'component_code') }}
            and editions.subject <> ranks.province_id
            and ranks.scope = 'national'
            and ranks.rank = 1
    left join {{ ref('int_facts_sourced') }} as sources
        on
            editions.original_source_id = sources.original_source_id
            and {{ figure_key(
                'ranks.index_code', 'ranks.year', 'ranks.province_id', 'ranks.component_code', "'rank'", "'national'"
            ) }} = sources.fact_key
    where
        editions.is_of_ranks
        and sources.fact_key is null
),

judged as (
    select
        editions.claim_id,
        editions.figure_measure,
        editions.claimed_value,
        editions.year,
        editions.steps_back,
        case
            when cut_off.claim_id is not null then 'unknown'
            when sources.fact_key is null and editions.is_of_ranks and facts.value = 1 then 'counts'
            when sources.fact_key is null and editions.is_of_ranks and facts.value > 1 then 'breaks'
            when editions.is_of_ranks and others_first.claim_id is not null then 'breaks'
            when editions.is_of_ranks or sources.fact_key is not null then 'unknown'
            when facts.low_value > editions.threshold then 'counts'
            when facts.high_value <= editions.threshold then 'breaks'
            else 'unknown'
        end as state
    from editions
    left join cut_off
        on {{ same('editions', 'cut_off', 'claim_id', 'year') }}
    left join others_first
        on {{ same('editions', 'others_first', 'claim_id', 'year') }}
    left join {{ ref('int_facts_gathered') }} as facts
        on editions.fact_key = facts.fact_key
    left join {{ ref('int_facts_sourced') }} as sources
        on {{ same('editions', 'sources', 'fact_key', 'original_source_id') }}
),

bounds as (
    select
        claim_id,
        case
            when min(figure_measure) = 'times_first' then count(case when state = 'counts' then 1 end)
            else coalesce(min(case when state <> 'counts' then steps_back end), count(*) + 1) - 1
        end as low_value,
        case
            when min(figure_measure) = 'times_first' then count(case when state <> 'breaks' then 1 end)
            else coalesce(min(case when state = 'breaks' then steps_back end), count(*) + 1) - 1
        end as high_value
    from judged
    group by claim_id
),

listed as (
    select
        judged.claim_id,
        {{ list_of("case when judged.state = 'unknown' then cast(judged.year as varchar) end", 'judged.year') }}
            as unknown_years,
        {{ list_of("case when judged.state = 'counts' then cast(judged.year as varchar) end", 'judged.year') }}
            as counted_years
    from judged
    inner join bounds
        on judged.claim_id = bounds.claim_id
    where
        judged.figure_measure = 'times_first'
        or judged.steps_back <= bounds.high_value
    group by judged.claim_id
)

select
    questions.claim_id,
    cast(case
        when bounds.low_value = bounds.high_value then bounds.low_value
        when questions.claimed_value < bounds.low_value then bounds.low_value
        when questions.claimed_value > bounds.high_value then bounds.high_value
    end as {{ score_type() }}) as warehouse_value,
    case
        when bounds.low_value = bounds.high_value then null
        when questions.claimed_value < bounds.low_value then '≥ '
        when questions.claimed_value > bounds.high_value then '≤ '
    end as value_prefix,
    listed.counted_years,
    listed.unknown_years
from {{ ref('int_claims_matched_to_figures') }} as questions
inner join bounds
    on questions.claim_id = bounds.claim_id
left join listed
    on questions.claim_id = listed.claim_id
