{#- What readers call the codes of the warehouse, in both languages side by side. Codes that differ by index, year or
    province have their names in the seeds. `labels` renders the two columns of a code in SQL: <column>_name_vi, _en. -#}
{% macro labels(code, expression, column=none) -%}
    {%- set statuses = {
        'published': {'vi': 'Công bố chính thức', 'en': 'Published'},
        'reported': {'vi': 'Theo báo chí, cổng thông tin', 'en': 'As reported'},
        'derived': {'vi': 'Suy ra từ số liệu khác', 'en': 'Derived from other figures'},
        'bounded': {'vi': 'Chỉ biết khoảng giá trị', 'en': 'Only its bounds are known'},
        'computed': {'vi': 'Kho dữ liệu tính', 'en': 'Computed here'},
        'deduced': {'vi': 'Suy ra từ thứ hạng', 'en': 'Deduced from ranks'},
        'backcast': {'vi': 'Tính lại theo địa giới mới', 'en': 'Back-cast to later boundaries'},
    } -%}
    {%- set subjects = {
        'national': {'vi': 'Cả nước', 'en': 'The whole country'},
        'region': {'vi': 'Vùng', 'en': 'Region'},
        'unit_type': {'vi': 'Loại đơn vị', 'en': 'Kind of unit'},
        'province': {'vi': 'Tỉnh, thành phố', 'en': 'Province'},
        'group': {'vi': 'Nhóm', 'en': 'Group'},
    } -%}
    {%- set all_labels = {
        'boundary_set': {
            '63': {'vi': '63 tỉnh, thành phố (đến 30/6/2025)', 'en': '63 provinces (until 30 June 2025)'},
            '34': {'vi': '34 tỉnh, thành phố (từ 01/7/2025)', 'en': '34 provinces (from 1 July 2025)'},
        },
        'unit_type': {
            'municipality': {'vi': 'Thành phố trực thuộc Trung ương', 'en': 'Centrally run city'},
            'province': {'vi': 'Tỉnh', 'en': 'Province'},
        },
        'level': {
            'total': {'vi': 'Tổng điểm', 'en': 'Total'},
            'dimension': {'vi': 'Chỉ số nội dung (lĩnh vực)', 'en': 'Dimension'},
            'sub_dimension': {'vi': 'Nội dung thành phần', 'en': 'Sub-dimension'},
            'block': {'vi': 'Phần điểm', 'en': 'Block'},
        },
        'score_status': statuses,
        'rank_status': statuses,
        'group_status': statuses,
        'summary_status': statuses,
        'points_lost_status': statuses,
        'break_kind': {
            'none': {'vi': 'So sánh được', 'en': 'Comparable'},
            'soft': {'vi': 'So sánh được, có lưu ý', 'en': 'Comparable, with a note'},
            'hard': {'vi': 'Không so sánh được', 'en': 'Not comparable'},
        },
        'group_change': {
            'up': {'vi': 'Lên nhóm', 'en': 'Up'},
            'same': {'vi': 'Giữ nhóm', 'en': 'The same'},
            'down': {'vi': 'Tụt nhóm', 'en': 'Down'},
        },
        'part_status': {
            'same': {'vi': 'Giữ nguyên', 'en': 'The same'},
            'new': {'vi': 'Mới có', 'en': 'New'},
            'dropped': {'vi': 'Không còn đo', 'en': 'Dropped'},
            'replaced': {'vi': 'Thay bằng nội dung khác', 'en': 'Replaced'},
        },
        'bound_kind': {
            'reported_bound': {'vi': 'Ngưỡng của đơn vị công bố', 'en': 'Bound of the publisher'},
            'lowest_score': {'vi': 'Điểm thấp nhất của nhóm trên', 'en': 'Lowest score of the next group'},
        },
        'peer_kind': {
            'region': {'vi': 'Cùng vùng', 'en': 'Same region'},
            'unit_type': {'vi': 'Cùng loại đơn vị', 'en': 'Same kind of unit'},
            'profile': {'vi': 'Cơ cấu điểm gần nhất', 'en': 'Nearest profile'},
        },
        'subject_type': subjects,
        'scope': subjects,
        'origin': {
            'claim': {'vi': 'Nêu trong văn bản đã đối chiếu', 'en': 'Stated in a text that was checked'},
            'seed': {'vi': 'Người dùng đặt', 'en': 'Set by users'},
        },
        'verdict': {
            'confirmed': {'vi': 'Đúng', 'en': 'Confirmed'},
            'contradicted': {'vi': 'Không đúng', 'en': 'Contradicted'},
            'conflicting': {'vi': 'Các nguồn không thống nhất', 'en': 'Sources disagree'},
            'unverifiable': {'vi': 'Chưa kết luận được', 'en': 'Unverifiable'},
            'met': {'vi': 'Đạt', 'en': 'Met'},
            'missed': {'vi': 'Không đạt', 'en': 'Missed'},
            'out_of_scope': {'vi': 'Ngoài phạm vi', 'en': 'Out of scope'},
        },
        'kind': {
            'official table': {'vi': 'Bảng số liệu chính thức', 'en': 'Official table'},
            'official publisher': {'vi': 'Cơ quan công bố', 'en': 'Official publisher'},
            'official portal': {'vi': 'Cổng thông tin của cơ quan nhà nước', 'en': 'Official portal'},
            'press': {'vi': 'Báo chí', 'en': 'Press'},
            'aggregator': {'vi': 'Trang tổng hợp tin', 'en': 'Aggregator'},
            'secondary compilation': {'vi': 'Bản tổng hợp thứ cấp', 'en': 'Secondary compilation'},
            're-hosted agency text': {'vi': 'Tin thông tấn đăng lại', 'en': 'Re-published agency text'},
            're-hosted press text': {'vi': 'Tin báo chí đăng lại', 'en': 'Re-published press text'},
        },
        'trust_tier': {
            '1': {'vi': 'Cơ quan công bố', 'en': 'Official publisher'},
            '2': {'vi': 'Cổng thông tin của cơ quan nhà nước', 'en': 'Official portal'},
            '3': {'vi': 'Báo chí', 'en': 'Press'},
            '4': {'vi': 'Trang hoặc bản tổng hợp', 'en': 'Aggregator or compilation'},
            '5': {'vi': 'Không rõ nguồn', 'en': 'Unknown'},
        },
    } -%}
    {%- for language in ['vi', 'en'] -%}
        case cast({{ expression }} as varchar)
        {%- for value, label in all_labels[code].items() %}
            when '{{ value }}' then '{{ label[language] }}'
        {%- endfor %}
        end as {{ column or code }}_name_{{ language }}{{ ',' if not loop.last }}
    {% endfor -%}
{%- endmacro %}
