-- One step from a held level along a reported change, never two, for figures of which nobody says a word. No score
-- follows across a hard break, no rank across a break or boundaries that ranks do not compare across, and nothing from
-- a pilot. The finest of what follows stands; where the ranks and scores around it rule it out, or two ways lead
-- further apart than printed decimals allow, none does.
with steps as (
    select
        implied.implication_id,
        implied.figure_key,
        implied.index_code,
        implied.year,
        implied.province_id,
        implied.component_code,
        implied.measure,
        implied.value,
        implied.error,
        implied.decimals,
        max(case when inputs.compared_year is null then inputs.year end) as level_year,
        max(case when inputs.compared_year is null then inputs.value end) as level_value,
        max(case when inputs.compared_year is null then inputs.source_id end) as level_source_id,
        max(case when inputs.compared_year is null then inputs.locator end) as level_locator,
        max(case when inputs.compared_year is not null then inputs.value end) as reported_change,
        max(case when inputs.compared_year is not null then inputs.source_id end) as change_source_id,
        max(case when inputs.compared_year is not null then inputs.locator end) as change_locator
    from {{ ref('int_figures_implied') }} as implied
    inner join {{ ref('int_figures_resolved') }} as inputs
        on implied.input_key = inputs.figure_key
    left join {{ ref('int_figures_resolved') }} as stated
        on implied.figure_key = stated.figure_key
    left join {{ ref('int_components_unscored') }} as unscored
        on {{ same('implied', 'unscored', 'index_code', 'year', 'province_id', 'component_code') }}
    where
        implied.rule = 'neighbour_change'
        and implied.measure in ('score', 'rank')
        and implied.subject_type = 'province'
        and implied.scope = 'national'
        and stated.figure_key is null
        and unscored.province_id is null
    group by
        implied.implication_id,
        implied.figure_key,
        implied.index_code,
        implied.year,
        implied.province_id,
        implied.component_code,
        implied.measure,
        implied.value,
        implied.error,
        implied.decimals
),

comparable as (
    select
        steps.*,
        case when steps.measure = 'score' then components.min_score else 1 end as least,
        case when steps.measure = 'score' then components.max_score else scope_units.n_units end as most
    from steps
    inner join {{ ref('int_components_dated') }} as components
        on {{ same('steps', 'components', 'index_code', 'year', 'component_code') }}
    inner join {{ ref('int_units_counted') }} as scope_units
        on
            {{ same('steps', 'scope_units', 'index_code', 'year', 'component_code') }}
            and scope_units.scope = 'national'
    inner join {{ ref('editions') }} as own_editions
        on
            {{ same('steps', 'own_editions', 'index_code', 'year') }}
            and not own_editions.is_pilot
    inner join {{ ref('editions') }} as level_editions
        on
            steps.index_code = level_editions.index_code
            and steps.level_year = level_editions.year
            and not level_editions.is_pilot
    left join {{ ref('int_breaks_dated') }} as breaks
        on
            {{ same('steps', 'breaks', 'index_code', 'component_code') }}
            and (
                (steps.measure = 'score' and breaks.break_kind = 'hard')
                or (steps.measure = 'rank' and not breaks.is_rank_comparable)
            )
            and breaks.year > least(steps.year, steps.level_year)
            and breaks.year <= greatest(steps.year, steps.level_year)
    where
        breaks.index_code is null
        and (steps.measure = 'score' or own_editions.boundary_set = level_editions.boundary_set)
),

standings as (
    select
        held.index_code,
        held.year,
        held.province_id,
        held.component_code,
        case when held.scale_note_en is null then held.score end as score,
        ranks.rank
    from {{ ref('int_scores_held') }} as held
    left join {{ ref('fct_rank') }} as ranks
        on
            {{ same('held', 'ranks', 'index_code', 'year', 'province_id', 'component_code') }}
            and ranks.scope = 'national'
),

-- Its score and rank, the one that follows among them, within its error.
placed as (
    select
        comparable.*,
        case when comparable.measure = 'score' then comparable.value - comparable.error else own.score end as low_score,
        case when comparable.measure = 'score' then comparable.value + comparable.error else own.score end
            as high_score,
        case when comparable.measure = 'rank' then comparable.value else own.rank end as rank
    from comparable
    left join standings as own
        on {{ same('comparable', 'own', 'index_code', 'year', 'province_id', 'component_code') }}
    -- A rank that we compute ourselves is no rank of which nobody says a word.
    where comparable.measure = 'score' or own.rank is null
),

crossed as (
    select
        placed.implication_id,
        -- A better rank has a lower score, or a worse one a higher.
        count(
            case
                when others.rank < placed.rank and others.score < placed.low_score then 1
                when others.rank > placed.rank and others.score > placed.high_score then 1
            end
        ) > 0 as is_out_of_order
    from placed
    inner join standings as others
        on
            {{ same('placed', 'others', 'index_code', 'year', 'component_code') }}
            and placed.province_id <> others.province_id
    group by placed.implication_id
),

possible as (
    select
        placed.*,
        coalesce(crossed.is_out_of_order, false)
        or placed.value < placed.least
        or placed.value > coalesce(placed.most, placed.value) as is_ruled_out,
        row_number() over (
            partition by placed.figure_key
            order by placed.error asc, placed.level_locator asc, placed.implication_id asc
        ) as preference
    from placed
    left join crossed
        on placed.implication_id = crossed.implication_id
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
    possible.measure,
    case when not compared.is_ruled_out and not compared.is_disputed then possible.value end as value,
    possible.decimals,
    possible.error as derived_error,
    possible.level_year,
    possible.level_value,
    possible.level_source_id,
    possible.level_locator,
    possible.reported_change,
    possible.change_source_id,
    {% for language in ['vi', 'en'] %}
        case
            when compared.is_disputed
                then {{ sentence('derivations_disagree', language, values=printed_text('values_text', language)) }}
            when compared.is_ruled_out
                then {{ sentence('derivation_is_ruled_out', language, values=printed_text('values_text', language)) }}
        end as missing_reason_{{ language }},
    {% endfor %}
    possible.change_locator
from possible
inner join compared
    on possible.figure_key = compared.figure_key
inner join listed
    on possible.figure_key = listed.figure_key
where possible.preference = 1
