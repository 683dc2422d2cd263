with told as (
    select
        claims.claim_id,
        claims.source_id,
        claims.document_place,
        claims.index_code,
        claims.year,
        claims.subject_type,
        claims.province_id,
        claims.component_code,
        claims.measure || coalesce('_' || cast(cast(claims.threshold as integer) as varchar), '') as measure,
        case when claims.group_code is null then claims.scope else 'group' end as scope,
        coalesce(claims.group_code, claims.scope_value) as scope_value,
        claims.compared_year,
        claims.claimed_value,
        claims.value_text as claimed_text,
        checked.warehouse_value,
        coalesce(checked.value_prefix, '') || case
            when checked.warehouse_value is null then null
            when claims.value_kind = 'group' then held_groups.group_code
            when claims.value_kind = 'move' then {{ move_text('checked.warehouse_value', 'up', 'same', 'down') }}
            -- Against a target the value counts as it is.
            when claims.is_target then {{ number_text('checked.warehouse_value', 'checked.decimals') }}
            else {{ number_text('checked.warehouse_value', 'claims.decimals') }}
        end || coalesce(' (' || checked.other_group || ')', '') as warehouse_text,
        checked.verdict,
        claims.is_target,
        case
            when claims.value_kind = 'group' then said_groups.name_vi
            when claims.value_kind = 'move' then {{ move_text('claims.claimed_value', 'lên', 'giữ nguyên', 'xuống') }}
            else claims.value_text
        end as claimed_vi,
        case
            when claims.value_kind = 'group' then said_groups.name_en
            when claims.value_kind = 'move' then {{ move_text('claims.claimed_value', 'up', 'the same', 'down') }}
            else claims.value_text
        end as claimed_en,
        case
            when claims.value_kind = 'group' then held_groups.name_vi
            when claims.value_kind = 'move'
                then {{ move_text('checked.warehouse_value', 'lên', 'giữ nguyên', 'xuống') }}
        end as held_vi,
        case
            when claims.value_kind = 'group' then held_groups.name_en
            when claims.value_kind = 'move'
                then {{ move_text('checked.warehouse_value', 'up', 'the same', 'down') }}
        end as held_en,
        checked.is_agreed,
        checked.basis,
        checked.detail,
        checked.unknown_years,
        checked.values_text,
        checked.n_others,
        checked.publisher,
        unscored.reason_vi as gap_vi,
        unscored.reason_en as gap_en,
        coalesce(provinces.name_vi, 'Cả nước') || ', ' || claims.index_code || ' ' || cast(claims.year as varchar)
            as subject_vi,
        coalesce(provinces.name_en, 'Viet Nam') || ', ' || claims.index_code || ' ' || cast(claims.year as varchar)
            as subject_en,
        measures.name_vi
        || coalesce(' (' || cast(cast(claims.threshold as integer) as varchar) || ')', '')
        || case when claims.component_code = 'total' then '' else ' (' || components.name_vi || ')' end
        || case
            when claims.group_code is not null then ' (' || coalesce(own_groups.name_vi, claims.group_code) || ')'
            when claims.scope = 'region' then ' trong vùng ' || coalesce(provinces.region_name_vi, '')
            when claims.scope = 'unit_type' then ' trong các thành phố trực thuộc trung ương'
            when claims.measure = 'rank' then ' trong cả nước'
            else ''
        end
        || coalesce(' so với năm ' || cast(claims.compared_year as varchar), '') as question_vi,
        measures.name_en
        || coalesce(' (' || cast(cast(claims.threshold as integer) as varchar) || ')', '')
        || case when claims.component_code = 'total' then '' else ' (' || components.name_en || ')' end
        || case
            when claims.group_code is not null then ' (' || coalesce(own_groups.name_en, claims.group_code) || ')'
            when claims.scope = 'region' then ' in the region ' || coalesce(provinces.region_name_en, '')
            when claims.scope = 'unit_type' then ' among the centrally run cities'
            when claims.measure = 'rank' then ' in the country'
            else ''
        end
        || coalesce(' against ' || cast(claims.compared_year as varchar), '') as question_en,
        claims.index_code || coalesce(' ' || cast(claims.compared_year as varchar) || ',', '') || ' '
        || cast(claims.year as varchar) as editions_text
    from {{ ref('int_claims') }} as claims
    inner join {{ ref('int_claims_checked') }} as checked
        on claims.claim_id = checked.claim_id
    inner join {{ ref('claim_measures') }} as measures
        on claims.measure = measures.measure
    inner join {{ ref('dim_edition') }} as editions
        on
            claims.index_code = editions.index_code
            and claims.year = editions.year
    left join {{ ref('dim_province') }} as provinces
        on
            claims.province_id = provinces.province_id
            and editions.as_of_date >= provinces.valid_from
            and editions.as_of_date <= coalesce(provinces.valid_to, editions.as_of_date)
    left join {{ ref('int_unscored_components') }} as unscored
        on
            claims.index_code = unscored.index_code
            and claims.year = unscored.year
            and claims.province_id = unscored.province_id
            and claims.component_code = unscored.component_code
    left join {{ ref('dim_component') }} as components
        on
            claims.index_code = components.index_code
            and claims.year = components.year
            and claims.component_code = components.component_code
    left join {{ ref('score_groups') }} as own_groups
        on
            claims.index_code = own_groups.index_code
            and claims.group_code = own_groups.group_code
    left join {{ ref('score_groups') }} as said_groups
        on
            claims.value_kind = 'group'
            and claims.index_code = said_groups.index_code
            and claims.claimed_value = said_groups.group_order
    left join {{ ref('score_groups') }} as held_groups
        on
            claims.value_kind = 'group'
            and claims.index_code = held_groups.index_code
            and checked.warehouse_value = held_groups.group_order
),

-- What speaks for our value, or what would be needed to tell.
reasoned as (
    select
        *,
        case
            when warehouse_value is null and basis = 'not_comparable'
                then 'hai kỳ khác thang điểm hoặc nội dung đo nên không so sánh được'
            when warehouse_value is null and values_text is not null
                then 'các tài liệu không thống nhất (' || values_text || ') và chưa có căn cứ để chọn'
            when verdict = 'unverifiable' and unknown_years is not null
                then 'chưa biết kết quả các năm ' || unknown_years || '; cần số liệu của những năm đó'
            when warehouse_value is null and gap_vi is not null
                then 'đơn vị công bố không cho điểm: ' || gap_vi
            when warehouse_value is null
                then
                    'kho dữ liệu chưa có số liệu này; cần bảng đầy đủ hoặc một tài liệu nêu nó ('
                    || editions_text || ')'
            when verdict = 'unverifiable' and not is_agreed
                then
                    'kho dữ liệu có ' || coalesce(held_vi, warehouse_text)
                    || ', chênh lệch có thể chỉ do làm tròn; cần số liệu chi tiết hơn'
            when verdict = 'unverifiable'
                then
                    'kho dữ liệu có ' || coalesce(held_vi, warehouse_text)
                    || ' nhưng chỉ dựa vào chính văn bản này; cần một tài liệu độc lập hoặc bảng đầy đủ ('
                    || editions_text || ')'
            else
                'kho dữ liệu có ' || coalesce(held_vi, warehouse_text) || ', '
                || case basis
                    when 'official_table' then 'theo bảng đầy đủ chính thức'
                    when 'settled' then 'giá trị đứng vững trong các giá trị được nêu: ' || values_text
                    when 'computed' then 'tính từ điểm của mọi đơn vị'
                    when 'deduced' then 'suy ra từ thứ hạng cả nước của các đơn vị'
                    when 'quartile' then 'theo quy tắc tứ phân vị của kho dữ liệu'
                    when 'group_bounds' then 'theo ngưỡng hoặc số đơn vị của nhóm được công bố'
                    when 'difference' then 'tính từ ' || coalesce(detail, '–')
                    when 'place_in_group' then 'tính trong nhóm ' || coalesce(detail, '–')
                    when 'years' then 'gồm các năm: ' || coalesce(detail, '–')
                    when 'sides_of_mean' then 'gồm các thành phần: ' || coalesce(detail, '–')
                    when 'structure' then 'theo cấu trúc của kỳ này'
                    when 'editions' then 'đếm các kỳ chính thức, không kể kỳ thí điểm'
                    else
                        'theo ' || coalesce(publisher, source_id)
                        || case
                            when n_others > 1 then ' và ' || cast(n_others - 1 as varchar) || ' tài liệu khác'
                            else ''
                        end
                end
        end as reason_vi,
        case
            when warehouse_value is null and basis = 'not_comparable'
                then 'the two editions differ in scale or subject and do not compare'
            when warehouse_value is null and values_text is not null
                then 'documents disagree (' || values_text || ') and nothing decides'
            when verdict = 'unverifiable' and unknown_years is not null
                then 'what holds of ' || unknown_years || ' is not known; figures of these years are needed'
            when warehouse_value is null and gap_en is not null
                then 'the publisher gave no score: ' || gap_en
            when warehouse_value is null
                then
                    'the warehouse has no such figure; a full table or a document that states it is needed ('
                    || editions_text || ')'
            when verdict = 'unverifiable' and not is_agreed
                then
                    'the warehouse has ' || coalesce(held_en, warehouse_text)
                    || ', a difference that rounding may make; finer figures are needed'
            when verdict = 'unverifiable'
                then
                    'the warehouse has ' || coalesce(held_en, warehouse_text)
                    || ', from this document alone; an independent document or a full table is needed ('
                    || editions_text || ')'
            else
                'the warehouse has ' || coalesce(held_en, warehouse_text) || ', '
                || case basis
                    when 'official_table' then 'as in the full official table'
                    when 'settled' then 'the value that stands among those stated: ' || values_text
                    when 'computed' then 'computed from the scores of all units'
                    when 'deduced' then 'as follows from national places of the units'
                    when 'quartile' then 'by the quartile rule of the warehouse'
                    when 'group_bounds' then 'by the bounds or sizes of groups as published'
                    when 'difference' then 'computed from ' || coalesce(detail, '–')
                    when 'place_in_group' then 'computed within the group ' || coalesce(detail, '–')
                    when 'years' then 'counting these years: ' || coalesce(detail, '–')
                    when 'sides_of_mean' then 'counting these parts: ' || coalesce(detail, '–')
                    when 'structure' then 'by the structure of the edition'
                    when 'editions' then 'counting editions but no pilot'
                    else
                        'as stated by ' || coalesce(publisher, source_id)
                        || case
                            when n_others > 1 then ' and ' || cast(n_others - 1 as varchar) || ' more'
                            else ''
                        end
                end
        end as reason_en
    from told
)

select
    claim_id,
    source_id,
    document_place,
    index_code,
    year,
    subject_type,
    province_id,
    component_code,
    measure,
    scope,
    scope_value,
    compared_year,
    claimed_value,
    claimed_text,
    warehouse_value,
    warehouse_text,
    verdict,
    subject_vi || ', ' || question_vi || ': văn bản nêu ' || claimed_vi || case verdict
        when 'confirmed' then '; đúng: '
        when 'contradicted' then '; không đúng: '
        when 'met' then '; đạt: '
        when 'missed' then '; không đạt: '
        else '; chưa kết luận được: '
    end || reason_vi || '.' as explanation_vi,
    subject_en || ', ' || question_en || ': the text says ' || claimed_en || case verdict
        when 'confirmed' then '; right: '
        when 'contradicted' then '; not right: '
        when 'met' then '; met: '
        when 'missed' then '; missed: '
        else '; cannot be told: '
    end || reason_en || '.' as explanation_en,
    is_target
from reasoned
