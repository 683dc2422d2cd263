-- One step from a held level along a reported change, never two, and never across a hard break or to a pilot. The
-- finest of what follows stands; where the places and scores around it rule it out, or two ways lead to values further
-- apart than printed decimals allow, none does.
with steps as (
    select
        implied.implication_id,
        implied.figure_key,
        implied.index_code,
        implied.year,
        implied.province_id,
        implied.component_code,
        implied.value,
        implied.error,
        implied.decimals,
        max(case when inputs.compared_year is null then inputs.year end) as level_year,
        max(case when inputs.compared_year is null then inputs.source_id end) as level_source_id,
        max(case when inputs.compared_year is null then inputs.locator end) as level_locator,
        max(case when inputs.compared_year is not null then inputs.source_id end) as change_source_id,
        max(case when inputs.compared_year is not null then inputs.value end) as reported_change
    from {{ ref('int_figures_implied') }} as implied
    inner join {{ ref('int_figures_resolved') }} as inputs
        on implied.input_key = inputs.figure_key
    where
        implied.rule = 'neighbour_change'
        and implied.measure = 'score'
        and implied.subject_type = 'province'
    group by
        implied.implication_id,
        implied.figure_key,
        implied.index_code,
        implied.year,
        implied.province_id,
        implied.component_code,
        implied.value,
        implied.error,
        implied.decimals
),

comparable as (
    select
        steps.*,
        components.min_score,
        components.max_score
    from steps
    inner join {{ ref('int_components_dated') }} as components
        on {{ same('steps', 'components', 'index_code', 'year', 'component_code') }}
    inner join {{ ref('editions') }} as own_editions
        on
            {{ same('steps', 'own_editions', 'index_code', 'year') }}
            and not own_editions.is_pilot
    inner join {{ ref('editions') }} as level_editions
        on
            steps.index_code = level_editions.index_code
            and steps.level_year = level_editions.year
            and not level_editions.is_pilot
    left join {{ ref('component_breaks') }} as breaks
        on
            {{ same('steps', 'breaks', 'index_code', 'component_code') }}
            and breaks.break_kind = 'hard'
            and breaks.year > least(steps.year, steps.level_year)
            and breaks.year <= greatest(steps.year, steps.level_year)
    where breaks.index_code is null
),

-- A score that a better place has less than, or a worse one more, by more than its error.
placed as (
    select
        comparable.implication_id,
        count(
            case
                when others.rank < own.rank and held.score < comparable.value - comparable.error then 1
                when others.rank > own.rank and held.score > comparable.value + comparable.error then 1
            end
        ) as n_out_of_order
    from comparable
    inner join {{ ref('fct_rank') }} as own
        on
            {{ same('comparable', 'own', 'index_code', 'year', 'province_id', 'component_code') }}
            and own.scope = 'national'
    inner join {{ ref('fct_rank') }} as others
        on {{ same('own', 'others', 'index_code', 'year', 'component_code', 'scope') }}
    inner join {{ ref('int_scores_held') }} as held
        on {{ same('others', 'held', 'index_code', 'year', 'province_id', 'component_code') }}
    group by comparable.implication_id
),

possible as (
    select
        comparable.*,
        coalesce(placed.n_out_of_order > 0, false)
        or comparable.value < comparable.min_score
        or comparable.value > coalesce(comparable.max_score, comparable.value) as is_ruled_out,
        row_number() over (
            partition by comparable.figure_key
            order by comparable.error asc, comparable.level_locator asc, comparable.implication_id asc
        ) as preference
    from comparable
    left join placed
        on comparable.implication_id = placed.implication_id
),

compared as (
    select
        possible.figure_key,
        max(case when possible.is_ruled_out then 1 else 0 end) = 1 as is_ruled_out,
        max(case when abs(possible.value - others.value) > possible.error + others.error then 1 else 0 end) = 1
            as is_disputed
    from possible
    inner join possible as others
        on possible.figure_key = others.figure_key
    group by possible.figure_key
),

listed as (
    select
        figure_key,
        {{ list_of(number_text('value', 'decimals'), 'value') }} as values_text
    from (
        select distinct
            figure_key,
            value,
            decimals
        from possible
    ) as followed
    group by figure_key
)

select
    possible.index_code,
    possible.year,
    possible.province_id,
    possible.component_code,
    case when not compared.is_ruled_out and not compared.is_disputed then possible.value end as score,
    possible.error as derived_error,
    possible.level_year,
    possible.level_source_id,
    possible.level_locator,
    possible.reported_change,
    possible.change_source_id,
    {% for language in ['vi', 'en'] %}
        case
            when compared.is_disputed then {{ sentence('derivations_disagree', language, values=printed_text('values_text', language)) }}
            when compared.is_ruled_out
                then {{ sentence('derivation_is_ruled_out', language, values=printed_text('values_text', language)) }}
        end as missing_reason_{{ language }}{{ ',' if not loop.last }}
    {% endfor %}
from possible
inner join compared
    on possible.figure_key = compared.figure_key
inner join listed
    on possible.figure_key = listed.figure_key
where possible.preference = 1
