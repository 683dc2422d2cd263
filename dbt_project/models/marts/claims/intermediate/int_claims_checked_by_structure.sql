-- What the structure of an edition says, and how many of a province's dimensions lie above or below the national
-- mean, where all of them and all their means are known. How many dimensions there are is known where the
-- publisher numbers them.
with dimensions as (
    select
        questions.claim_id,
        questions.figure_measure,
        questions.original_source_id,
        components.component_code,
        {{ figure_key(
            'questions.index_code', 'questions.year', 'questions.subject', 'components.component_code', "'score'",
            "'national'"
        ) }} as score_key,
        {{ figure_key(
            'questions.index_code', 'questions.year', "'all'", 'components.component_code', "'mean'", "'national'"
        ) }} as mean_key
    from {{ ref('int_claims_matched_to_figures') }} as questions
    inner join {{ ref('int_components_dated') }} as components
        on
            {{ same('questions', 'components', 'index_code', 'year') }}
            and components.level = 'dimension'
    where questions.figure_measure in ('components_above_national_mean', 'components_below_national_mean')
),

compared as (
    select
        dimensions.claim_id,
        dimensions.component_code,
        scores.value as score,
        means.value as mean,
        case
            when dimensions.figure_measure = 'components_above_national_mean' then scores.value > means.value
            else scores.value < means.value
        end as is_counted,
        sources.fact_key is not null as is_own_alone
    from dimensions
    left join {{ ref('int_facts_gathered') }} as scores
        on dimensions.score_key = scores.fact_key
    left join {{ ref('int_facts_gathered') }} as means
        on dimensions.mean_key = means.fact_key
    left join {{ ref('int_facts_sourced') }} as sources
        on
            dimensions.original_source_id = sources.original_source_id
            and sources.fact_key in (dimensions.score_key, dimensions.mean_key)
),

structures as (
    select
        index_code,
        year,
        count(case when level = 'dimension' then 1 end) as n_dimensions,
        count(case when level = 'dimension' and left(component_code, 1) between '0' and '9' then 1 end) as n_numbered
    from {{ ref('int_components_dated') }}
    group by index_code, year
),

numbered as (
    select
        index_code,
        year,
        row_number() over (partition by index_code order by year) as edition_number
    from {{ ref('editions') }}
    where not is_pilot
)

select
    claim_id,
    cast(
        case
            when count(*) = count(score) and count(*) = count(mean)
                then count(distinct case when is_counted then component_code end)
        end as {{ score_type() }}
    ) as warehouse_value,
    count(case when is_own_alone then 1 end) = 0 as is_supported,
    'sides_of_mean' as basis,
    {{ list_of("case when is_counted and not is_own_alone then component_code end", 'component_code') }} as detail
from compared
group by claim_id
union all
select
    questions.claim_id,
    cast(case
        when questions.figure_measure = 'component_count' and structures.n_dimensions = structures.n_numbered
            then structures.n_dimensions
        when questions.figure_measure = 'max_points' then components.max_score
        when questions.figure_measure = 'edition_number' then numbered.edition_number
    end as {{ score_type() }}) as warehouse_value,
    true as is_supported,
    case when questions.figure_measure = 'edition_number' then 'editions' else 'structure' end as basis,
    cast(null as varchar) as detail
from {{ ref('int_claims_matched_to_figures') }} as questions
inner join structures
    on {{ same('questions', 'structures', 'index_code', 'year') }}
left join {{ ref('int_components_dated') }} as components
    on {{ same('questions', 'components', 'index_code', 'year', 'component_code') }}
left join numbered
    on {{ same('questions', 'numbered', 'index_code', 'year') }}
where questions.figure_measure in ('component_count', 'max_points', 'edition_number')
