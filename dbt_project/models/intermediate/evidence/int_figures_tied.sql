-- Figures that arithmetic ties together: the values of a tie, times their coefficients, add up to nothing. A reported
-- change ties its year to the one that it is against; a merged province has none there. A whole is the sum of its
-- parts, where their maxima add up to its own. Parts are of one level; one that itself has parts of that level may be
-- told by them. The mean of the country is that of its regions, each counted as often as it has units.
with figures as (
    select *
    from {{ ref('int_figures_agreed') }}
    where resolution_rule <> 'official_table'
),

changes as (
    select
        changes.figure_key as tie_id,
        {{ figure_identity('changes') }},
        change_measures.measure as level_measure,
        {{ direction_of('change_measures.measure') }} as direction,
        change_measures.tolerance = 0 as is_exact,
        earlier.other_province_id as earlier_province_id
    from figures as changes
    inner join {{ ref('change_measures') }} as change_measures
        on changes.measure = change_measures.change_measure
    left join {{ ref('int_units_matched') }} as earlier
        on
            {{ same('changes', 'earlier', 'index_code', 'year', 'province_id') }}
            and changes.compared_year = earlier.other_year
    where
        changes.compared_year is not null
        and (changes.province_id is null or earlier.other_province_id is not null)
),

parts as (
    select
        *,
        max(case when parent_component_code <> 'total' then 1 else 0 end) over level_parts as is_nested
    from {{ ref('int_components_dated') }}
    where level <> 'total'
    window level_parts as (partition by index_code, year, level)
),

nested as (
    select distinct
        parts.index_code,
        parts.year,
        parts.level,
        parts.component_code,
        parts.parent_component_code
    from parts
    inner join parts as below
        on
            {{ same('parts', 'below', 'index_code', 'year', 'level') }}
            and parts.component_code = below.parent_component_code
),

-- The ways to divide a whole: into its parts, with one of them told by its own parts, and a total into all that have
-- none.
divided as (
    select
        index_code,
        year,
        parent_component_code as whole_code,
        level as division,
        component_code,
        max_score
    from parts
    union all
    select
        parts.index_code,
        parts.year,
        nested.parent_component_code as whole_code,
        parts.level || '/' || nested.component_code as division,
        parts.component_code,
        parts.max_score
    from parts
    inner join nested
        on
            {{ same('parts', 'nested', 'index_code', 'year', 'level') }}
            and (
                parts.parent_component_code = nested.component_code
                or (
                    parts.parent_component_code = nested.parent_component_code
                    and parts.component_code <> nested.component_code
                )
            )
    union all
    select
        parts.index_code,
        parts.year,
        'total' as whole_code,
        parts.level || '/all' as division,
        parts.component_code,
        parts.max_score
    from parts
    left join nested
        on {{ same('parts', 'nested', 'index_code', 'year', 'level', 'component_code') }}
    where
        nested.component_code is null
        and parts.is_nested = 1
),

additive as (
    select
        divided.index_code,
        divided.year,
        divided.whole_code,
        divided.division
    from divided
    inner join {{ ref('int_components_dated') }} as wholes
        on
            {{ same('divided', 'wholes', 'index_code', 'year') }}
            and divided.whole_code = wholes.component_code
    group by divided.index_code, divided.year, divided.whole_code, divided.division, wholes.max_score
    having
        count(*) > 1
        and (
            -- Points add up, and only of points is a maximum not known. 3.33 three times is 10.
            count(divided.max_score) < count(*)
            or coalesce(abs(sum(divided.max_score) - wholes.max_score) <= 0.05, true)
        )
),

divisions as (
    select
        divided.index_code,
        divided.year,
        divided.whole_code,
        divided.division,
        divided.component_code,
        'part_of_sum' as rule,
        -1 as coefficient
    from divided
    inner join additive
        on {{ same('divided', 'additive', 'index_code', 'year', 'whole_code', 'division') }}
    union all
    select
        index_code,
        year,
        whole_code,
        division,
        whole_code as component_code,
        'part_sum' as rule,
        1 as coefficient
    from additive
),

subjects as (
    select distinct
        index_code,
        year,
        subject_type,
        province_id,
        subject,
        measure,
        scope,
        scope_value
    from figures
    where
        measure in ('score', 'mean', 'max_points')
        and compared_year is null
),

-- An edition of whose regions a source states a mean.
averaged as (
    select distinct
        index_code,
        year,
        component_code
    from figures
    where
        measure = 'mean'
        and scope = 'region'
),

members as (
    {% for member in ['later', 'earlier', 'change'] %}
        select
            tie_id,
            index_code,
            {{ 'compared_year' if member == 'earlier' else 'year' }} as year,
            subject_type,
            {% if member == 'earlier' %}
                earlier_province_id as province_id,
                coalesce(earlier_province_id, subject) as subject,
            {% else %}
                province_id,
                subject,
            {% endif %}
            component_code,
            {{ 'measure' if member == 'change' else 'level_measure' }} as measure,
            scope,
            scope_value,
            {{ 'compared_year' if member == 'change' else 'cast(null as integer)' }} as compared_year,
            {{ "'difference'" if member == 'change' else "'neighbour_change'" }} as rule,
            {{ {'later': '1', 'earlier': '-1', 'change': '-direction'}[member] }} as coefficient,
            is_exact
        from changes
        union all
    {% endfor %}
    select
        {{ figure_key(
            'subjects.index_code', 'subjects.year', 'subjects.subject', 'divisions.whole_code', 'subjects.measure',
            'subjects.scope'
        ) }} || '=' || divisions.division as tie_id,
        subjects.index_code,
        subjects.year,
        subjects.subject_type,
        subjects.province_id,
        subjects.subject,
        divisions.component_code,
        subjects.measure,
        subjects.scope,
        subjects.scope_value,
        cast(null as integer) as compared_year,
        divisions.rule,
        divisions.coefficient,
        -- What can be reached is printed in full.
        subjects.measure = 'max_points' as is_exact
    from subjects
    inner join divisions
        on {{ same('subjects', 'divisions', 'index_code', 'year') }}
    union all
    select
        {{ figure_key(
            'averaged.index_code', 'averaged.year', "'all'", 'averaged.component_code', "'mean'", "'national'"
        ) }} || '=region' as tie_id,
        averaged.index_code,
        averaged.year,
        scopes.scope as subject_type,
        cast(null as varchar) as province_id,
        scopes.scope_value as subject,
        averaged.component_code,
        'mean' as measure,
        scopes.scope,
        scopes.scope_value,
        cast(null as integer) as compared_year,
        case when scopes.scope = 'national' then 'part_mean' else 'part_of_mean' end as rule,
        case when scopes.scope = 'national' then scopes.n_units else -scopes.n_units end as coefficient,
        false as is_exact
    from averaged
    inner join {{ ref('int_units_counted') }} as scopes
        on
            {{ same('averaged', 'scopes', 'index_code', 'year', 'component_code') }}
            and scopes.scope in ('national', 'region')
)

select
    members.tie_id,
    {{ figure_key(
        'members.index_code', 'members.year', 'members.subject', 'members.component_code', 'members.measure',
        'members.scope', 'members.compared_year'
    ) }} as figure_key,
    {{ figure_identity('members') }},
    members.rule,
    members.coefficient,
    members.is_exact
from members
