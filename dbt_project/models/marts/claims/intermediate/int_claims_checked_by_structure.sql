-- What a claim says of an edition as such: its components and their most points, its groups, the units scored, and its
-- number among the editions. What the seeds say supports a claim only where a document other than the claim's own
-- states it: most points, a bound or a number as such; a component by its score; an edition by any figure. The scale
-- of the whole is what the index is, and a full table shows its components and units.
with questions as (
    select
        *,
        {{ figure_key(
            'index_code', 'year', 'fact_subject', 'component_code', 'fact_measure', 'scope', 'compared_year'
        ) }} as fact_key
    from {{ ref('int_claims_matched_to_figures') }}
    where checked_by = 'structure'
),

-- The components that a claim speaks of: one, those that it is divided into, or the dimensions; and, of the names of
-- the dimensions, those of every edition.
parts as (
    select
        questions.claim_id,
        components.*
    from questions
    inner join {{ ref('int_components_dated') }} as components
        on {{ same('questions', 'components', 'index_code', 'year') }}
    where
        (questions.figure_measure = 'max_points' and questions.component_code = components.component_code)
        or (
            questions.figure_measure = 'sum_of_max_points'
            and questions.component_code = components.parent_component_code
            and (
                components.level = 'block'
                or not exists (
                    select 1
                    from {{ ref('int_components_dated') }} as blocks
                    where
                        {{ same('components', 'blocks', 'index_code', 'year') }}
                        and blocks.level = 'block'
                )
            )
        )
        or (questions.figure_measure in ('component_count', 'component_names') and components.level = 'dimension')
),

-- A component stays the same while it has the same name, and a document that scores it in one year states that it is
-- there in all of them.
shown as (
    select distinct
        parts.claim_id,
        parts.component_code
    from parts
    inner join questions
        on parts.claim_id = questions.claim_id
    inner join {{ ref('int_components_dated') }} as all_years
        on {{ same('parts', 'all_years', 'index_code', 'component_code', 'name_vi') }}
    inner join {{ ref('int_figures_stated') }} as stated
        on {{ same('all_years', 'stated', 'index_code', 'year', 'component_code') }}
    where questions.original_source_id <> stated.original_source_id
),

pointed as (
    select distinct
        parts.claim_id,
        parts.component_code
    from parts
    inner join questions
        on parts.claim_id = questions.claim_id
    inner join {{ ref('int_max_points_stated') }} as stated
        on {{ same('parts', 'stated', 'index_code', 'year', 'component_code') }}
    where
        questions.original_source_id <> stated.original_source_id
        and parts.max_score = stated.value
),

named as (
    select
        questions.claim_id,
        components.year,
        count(*) as n_names,
        count(
            case
                when
                    position(
                        {{ fold_name('components.name_vi') }} in {{ fold_name('questions.claimed_text') }}
                    ) > 0
                    then 1
            end
        ) as n_listed
    from questions
    inner join {{ ref('int_components_dated') }} as components
        on
            questions.index_code = components.index_code
            and components.level = 'dimension'
    where questions.figure_measure = 'component_names'
    group by
        questions.claim_id,
        components.year
),

ordered as (
    select
        named.*,
        rank() over (partition by named.claim_id order by named.n_listed desc) as preference
    from named
),

-- The editions whose names a list comes nearest to.
nearest as (
    select
        ordered.claim_id,
        min(ordered.year) as first_year,
        max(ordered.year) as last_year,
        max(ordered.n_listed) as n_listed
    from ordered
    where ordered.preference = 1
    group by ordered.claim_id
),

totalled as (
    select
        parts.claim_id,
        count(*) as n_parts,
        count(case when left(parts.component_code, 1) between '0' and '9' then 1 end) as n_numbered,
        case when count(*) = count(parts.max_score) then sum(parts.max_score) end as max_points,
        count(shown.component_code) as n_shown,
        {% for language in ['vi', 'en'] %}
            {{ list_of('parts.name_' ~ language, 'parts.component_code', '; ') }} as names_{{ language }},
            {{ list_of(
                number_text('parts.max_score', decimals_needed('parts.max_score'), language), 'parts.component_code', ' + '
            ) }} as points_{{ language }},
        {% endfor %}
        count(pointed.component_code) as n_pointed
    from parts
    left join shown
        on {{ same('parts', 'shown', 'claim_id', 'component_code') }}
    left join pointed
        on {{ same('parts', 'pointed', 'claim_id', 'component_code') }}
    group by parts.claim_id
),

numbered as (
    select
        index_code,
        year,
        row_number() over (partition by index_code order by year) as edition_number,
        year - row_number() over (partition by index_code order by year) as run_id
    from {{ ref('editions') }}
    where not is_pilot
),

-- Editions up to the claim's, and those without a gap before it, that another document reports on.
counted as (
    select
        questions.claim_id,
        count(distinct editions.year) as n_editions,
        count(distinct stated.year) as n_shown
    from questions
    inner join numbered as own
        on {{ same('questions', 'own', 'index_code', 'year') }}
    inner join numbered as editions
        on
            questions.index_code = editions.index_code
            and questions.year >= editions.year
            and (questions.figure_measure = 'edition_number' or own.run_id = editions.run_id)
    left join {{ ref('int_figures_stated') }} as stated
        on
            {{ same('editions', 'stated', 'index_code', 'year') }}
            and questions.original_source_id <> stated.original_source_id
    where questions.figure_measure in ('edition_number', 'editions_in_a_row')
    group by questions.claim_id
),

otherwise_stated as (
    select distinct questions.claim_id
    from questions
    inner join {{ ref('int_figures_stated') }} as stated
        on questions.fact_key = stated.figure_key
    where
        questions.original_source_id <> stated.original_source_id
        and questions.claimed_value = stated.value
    union
    select distinct questions.claim_id
    from questions
    inner join {{ ref('edition_score_groups') }} as bounds
        on {{ same('questions', 'bounds', 'index_code', 'year', 'group_code') }}
    inner join {{ ref('int_sources_traced') }} as originals
        on bounds.bound_source_id = originals.source_id
    where
        questions.figure_measure = 'group_lower_bound'
        and questions.original_source_id <> originals.original_source_id
    union
    -- Who gives a rank out of so many states how many were scored.
    select distinct questions.claim_id
    from questions
    inner join {{ ref('int_figures_stated') }} as stated
        on {{ same('questions', 'stated', 'index_code', 'year') }}
    where
        questions.figure_measure = 'units_scored'
        and questions.original_source_id <> stated.original_source_id
        and stated.scope = 'national'
        and questions.claimed_value = stated.n_ranked
)

select
    questions.claim_id,
    cast(
        case
            when questions.figure_measure = 'component_count' and totalled.n_parts = totalled.n_numbered
                then totalled.n_parts
            when questions.figure_measure = 'component_names' then named.n_listed
            when questions.figure_measure in ('max_points', 'sum_of_max_points') then totalled.max_points
            when questions.figure_measure = 'group_lower_bound' then bounds.lower_bound
            when questions.figure_measure = 'units_scored' then editions.units_scored
            else counted.n_editions
        end as {{ score_type() }}
    ) as warehouse_value,
    coalesce(
        otherwise_stated.claim_id is not null
        or case
            when questions.figure_measure in ('component_count', 'component_names')
                then tabulated.year is not null or totalled.n_parts = totalled.n_shown
            when questions.figure_measure in ('max_points', 'sum_of_max_points')
                then
                    tabulated.year is not null
                    or questions.component_code = 'total'
                    or totalled.n_parts = totalled.n_pointed
            when questions.figure_measure in ('edition_number', 'editions_in_a_row')
                then counted.n_editions = counted.n_shown
            when questions.figure_measure = 'units_scored' then tabulated.year is not null
        end,
        false
    ) as is_supported,
    {% for language in ['vi', 'en'] %}
        case
            when questions.figure_measure = 'sum_of_max_points' then totalled.points_{{ language }}
            when questions.figure_measure = 'component_names'
                then
                    {{ sentence(
                        'names_of_this_edition', language, n='named.n_listed', year='questions.year',
                        names='totalled.names_' ~ language,
                        dimension='indices.dimension_name_' ~ language
                    ) }}
                    || case
                        when nearest.n_listed > named.n_listed
                            then {{ sentence(
                                'names_of_other_editions', language, n='nearest.n_listed',
                                years="case when nearest.first_year = nearest.last_year then "
                                ~ sentence('one_year', language, year='nearest.last_year') ~ " else "
                                ~ sentence('many_years', language, first='nearest.first_year', last='nearest.last_year')
                                ~ " end"
                            ) }}
                        else ''
                    end
        end as detail_{{ language }},
    {% endfor %}
    case
        when questions.figure_measure in ('edition_number', 'editions_in_a_row') then 'editions'
        when questions.figure_measure = 'sum_of_max_points' then 'sum'
        when questions.figure_measure = 'component_names' then 'names'
        when questions.figure_measure = 'group_lower_bound' then 'bound'
        when questions.figure_measure = 'units_scored' then 'units'
        else 'structure'
    end as basis
from questions
left join totalled
    on questions.claim_id = totalled.claim_id
left join named
    on {{ same('questions', 'named', 'claim_id', 'year') }}
left join nearest
    on questions.claim_id = nearest.claim_id
left join counted
    on questions.claim_id = counted.claim_id
left join {{ ref('int_editions_tabulated') }} as tabulated
    on {{ same('questions', 'tabulated', 'index_code', 'year') }}
left join otherwise_stated
    on questions.claim_id = otherwise_stated.claim_id
left join {{ ref('dim_index') }} as indices
    on questions.index_code = indices.index_code
left join {{ ref('editions') }} as editions
    on {{ same('questions', 'editions', 'index_code', 'year') }}
left join {{ ref('edition_score_groups') }} as bounds
    on {{ same('questions', 'bounds', 'index_code', 'year', 'group_code') }}
