-- What users state is text: each row is resolved as far as it can be, and what cannot be is told in problem_vi and
-- problem_en, on which the build stops.
with latest as (
    select
        index_code,
        max(year) as latest_year
    from {{ ref('editions') }}
    where not is_pilot
    group by index_code
),

stated as (
    select
        targets.target_id,
        targets.index_code,
        targets.year as target_year,
        targets.province,
        coalesce(targets.component_code, 'total') as component_code,
        targets.measure,
        coalesce(targets.scope, 'national') as scope,
        targets.target_value as target_text,
        targets.source,
        targets.note,
        latest.latest_year,
        -- A target for an edition that does not exist yet is held against the structure of the latest one.
        coalesce(editions.year, latest.latest_year) as structure_year,
        editions.boundary_set,
        editions.year is not null or targets.year > latest.latest_year as is_year_known,
        cast(cast(targets.year as varchar) || '-12-31' as date) as last_day,
        case
            when {{ regexp_replace_all('targets.target_value', '^[0-9]{1,3}([.][0-9]{1,5})?$', '') }} = ''
                then cast(targets.target_value as {{ score_type() }})
        end as number_value
    from {{ ref('targets') }} as targets
    left join latest
        on targets.index_code = latest.index_code
    left join {{ ref('editions') }} as editions
        on
            targets.index_code = editions.index_code
            and targets.year = editions.year
            and not editions.is_pilot
),

bounded as (
    select distinct
        stated.target_id,
        coalesce(stated.boundary_set, provinces.boundary_set) as boundary_set
    from stated
    left join {{ ref('provinces') }} as provinces
        on
            stated.last_day >= provinces.valid_from
            and stated.last_day <= coalesce(provinces.valid_to, stated.last_day)
),

names as (
    select distinct
        boundary_set,
        province_id,
        {{ fold_name('alias') }} as name_key
    from {{ ref('province_aliases') }}
    union
    select
        boundary_set,
        province_id,
        {{ fold_name('province_id') }} as name_key
    from {{ ref('provinces') }}
),

resolved as (
    select
        stated.*,
        bounded.boundary_set as target_boundary_set,
        names.province_id,
        components.component_code as known_component_code,
        components.min_score,
        components.max_score,
        score_groups.group_order
    from stated
    inner join bounded
        on stated.target_id = bounded.target_id
    left join names
        on
            bounded.boundary_set = names.boundary_set
            and {{ fold_name('stated.province') }} = names.name_key
    left join {{ ref('int_edition_components') }} as components
        on
            stated.index_code = components.index_code
            and stated.structure_year = components.year
            and stated.component_code = components.component_code
    left join {{ ref('score_groups') }} as score_groups
        on
            stated.index_code = score_groups.index_code
            and stated.target_text = score_groups.group_code
),

judged as (
    select
        *,
        case
            when latest_year is null then 'index'
            when not coalesce(is_year_known, false) then 'year'
            when province_id is null then 'province'
            when known_component_code is null then 'component'
            when coalesce(measure, '') not in ('score', 'rank', 'score_group') then 'measure'
            when scope not in ('national', 'region', 'unit_type') or (scope <> 'national' and measure <> 'rank')
                then 'scope'
            when
                measure = 'score'
                and not coalesce(number_value between min_score and coalesce(max_score, number_value), false)
                then 'score'
            when measure = 'rank' and not coalesce(number_value >= 1 and number_value = trunc(number_value), false)
                then 'rank'
            when measure = 'score_group' and (group_order is null or component_code <> 'total') then 'group'
            when source is null then 'source'
        end as problem
    from resolved
)

select
    target_id,
    'seed' as origin,
    index_code,
    target_year,
    province_id,
    component_code,
    measure,
    scope,
    cast(null as integer) as compared_year,
    cast(case when measure = 'score_group' then group_order else number_value end as {{ score_type() }})
        as target_value,
    target_text,
    source as target_source,
    note as target_note,
    case problem
        when 'index' then 'không có chỉ số này, hoặc chỉ số chưa có kỳ nào: xem indices.csv, editions.csv'
        when 'year' then 'năm không phải là một kỳ của chỉ số và cũng không sau kỳ mới nhất: xem editions.csv'
        when 'province'
            then
                'không có đơn vị tên ' || coalesce(province, '(trống)') || ' trong bộ '
                || coalesce(target_boundary_set, '–') || ' đơn vị: xem province_aliases.csv'
        when 'component' then 'không có thành phần ' || component_code || ' trong kỳ này: xem components.csv'
        when 'measure' then 'measure phải là score, rank hoặc score_group'
        when 'scope' then 'scope phải để trống hoặc là national; với rank có thể là region, unit_type'
        when 'score' then 'target_value phải là số nằm trong thang điểm, dấu thập phân là dấu chấm'
        when 'rank' then 'target_value phải là số nguyên từ 1'
        when 'group' then 'target_value phải là mã nhóm của chỉ số, và chỉ cho tổng điểm: xem score_groups.csv'
        when 'source' then 'phải nêu văn bản đặt ra mục tiêu trong cột source'
    end as problem_vi,
    case problem
        when 'index' then 'there is no such index, or it has no edition yet: see indices.csv, editions.csv'
        when 'year' then 'the year is neither an edition of the index nor after its latest one: see editions.csv'
        when 'province'
            then
                'there is no unit named ' || coalesce(province, '(blank)') || ' among the '
                || coalesce(target_boundary_set, '–') || ': see province_aliases.csv'
        when 'component' then 'there is no component ' || component_code || ' in this edition: see components.csv'
        when 'measure' then 'measure must be score, rank or score_group'
        when 'scope' then 'scope must be blank or national; for rank it may be region or unit_type'
        when 'score' then 'target_value must be a number on the scale, with a decimal point'
        when 'rank' then 'target_value must be a whole number from 1'
        when 'group' then 'target_value must be the code of a group of the index, for the total: see score_groups.csv'
        when 'source' then 'the column source must name the document that sets the target'
    end as problem_en
from judged
union all
select
    claims.claim_id as target_id,
    'claim' as origin,
    claims.index_code,
    claims.year as target_year,
    claims.province_id,
    claims.component_code,
    measures.figure_measure as measure,
    -- A province has no place among the cities.
    case
        when claims.scope = 'unit_type' and claims.scope_value <> coalesce(units.unit_type, '') then 'none'
        else claims.scope
    end as scope,
    claims.compared_year,
    claims.claimed_value as target_value,
    claims.value_text as target_text,
    claims.source_id as target_source,
    claims.note as target_note,
    cast(null as varchar) as problem_vi,
    cast(null as varchar) as problem_en
from {{ ref('int_claims') }} as claims
inner join {{ ref('claim_measures') }} as measures
    on claims.measure = measures.measure
left join {{ ref('int_edition_units') }} as units
    on
        claims.index_code = units.index_code
        and claims.year = units.year
        and claims.province_id = units.province_id
where claims.is_target
