{#- Every sentence for people that a model writes, in both languages side by side; the models say which case has which.
    `sentence` renders one in SQL: its gaps, such as {year}, are filled with the SQL expressions given by that name. -#}
{% macro sentence(code, language) -%}
    {%- set sentences = {
        'no_score_in': {'vi': 'Không có điểm năm {year}', 'en': 'No score in {year}'},
        'score_is_derived': {
            'vi': 'Điểm năm {year} ({score}) là suy ra, có thể sai đến {error}, không dùng để tính',
            'en': 'The score of {year} ({score}) is derived, may be off by {error} and is not computed with'
        },
        'no_score_of': {'vi': 'Không có điểm của {members}', 'en': 'No score of {members}'},
        'no_source_found': {
            'vi': 'Chưa tìm được nguồn nào nêu số liệu này',
            'en': 'No source of this figure has been found'
        },
        'derivations_disagree': {
            'vi': 'Các mức suy ra từ mức tăng giảm đã đưa không thống nhất: {values}',
            'en': 'What follows from reported changes disagrees: {values}'
        },
        'derivation_is_ruled_out': {
            'vi': 'Mức suy ra từ mức tăng giảm đã đưa ({values}) không khớp với thang điểm hoặc với điểm và thứ hạng của các tỉnh khác',
            'en': 'What follows from a reported change ({values}) does not fit the scale, or the scores and ranks around it'
        },
        'source_not_recorded': {'vi': 'Chưa ghi lại nguồn', 'en': 'Source not recorded'},
        'sources_disagree': {'vi': 'Các nguồn không thống nhất: {values}', 'en': 'Sources disagree: {values}'},
        'conflict_settled': {
            'vi': 'chọn {chosen} vì {rule}; không chọn {others}',
            'en': '{chosen} stands, since {rule}; not {others}'
        },
        'conflict_open': {
            'vi': 'các nguồn nêu {others}; {rule}',
            'en': 'sources state {others}; {rule}'
        },
        'conflict_rank_settled': {
            'vi': 'chọn {chosen} vì {rule}; mâu thuẫn với {rivals}',
            'en': '{chosen} stands, since {rule}; it contradicts {rivals}'
        },
        'conflict_rank_excluded': {
            'vi': 'không chọn {others} vì {rule}: {rivals}',
            'en': 'not {others}, since {rule}: {rivals}'
        },
        'conflict_rank_shared': {
            'vi': 'các nguồn xếp cả {name} và {rivals} ở hạng {rank}; {rule}',
            'en': 'sources put both {name} and {rivals} at rank {rank}; {rule}'
        },
        'conflict_rank_open': {
            'vi': 'nguồn nêu {others}, mâu thuẫn với {rivals}; {rule}',
            'en': 'sources state {others}, which contradicts {rivals}; {rule}'
        },
        'rank_not_known': {
            'vi': 'Không nguồn nào nêu thứ hạng, và chưa có đủ điểm của các tỉnh để tính',
            'en': 'No source states the rank, and not all the scores that would give it are held'
        },
        'rank_of_no_score': {
            'vi': 'Không được xếp hạng vì không có điểm: {reason}',
            'en': 'Not ranked, having no score: {reason}'
        },
        'rank_of_unit': {'vi': '{name} hạng {rank}', 'en': '{name} at {rank}'},
        'score_of_rank': {'vi': ' (điểm {score})', 'en': ' with {score}'},
        'stated_once': {'vi': '{value} (1 nguồn độc lập)', 'en': '{value} (1 independent document)'},
        'stated_often': {'vi': '{value} ({n} nguồn độc lập)', 'en': '{value} ({n} independent documents)'},
        'computed_here': {'vi': '{value}: kho dữ liệu tính', 'en': '{value}: computed here'},
        'the_whole_country': {'vi': 'cả nước', 'en': 'the whole country'},
        'the_cities': {'vi': 'các thành phố trực thuộc Trung ương', 'en': 'the centrally run cities'},
        'the_provinces': {'vi': 'các tỉnh', 'en': 'the provinces that are not cities'},
        'summary_of_units': {'vi': ': {n} đơn vị', 'en': ': {n} units'},
        'summary_mean': {'vi': '; trung bình {value}', 'en': '; mean {value}'},
        'summary_median': {'vi': '; trung vị {value}', 'en': '; median {value}'},
        'summary_min': {'vi': '; thấp nhất {value}', 'en': '; lowest {value}'},
        'summary_max': {'vi': '; cao nhất {value}', 'en': '; highest {value}'},
        'covered_in_full': {
            'vi': 'có điểm của tất cả {n} đơn vị',
            'en': 'the scores of all {n} units are held'
        },
        'covered_as_scored': {
            'vi': 'có điểm của tất cả {n} đơn vị được chấm (trong {all} đơn vị)',
            'en': 'the scores of all {n} units that were scored (of {all}) are held'
        },
        'covered_in_part': {
            'vi': 'có điểm của {n} và thứ hạng của {ranks} trong {all} đơn vị được chấm',
            'en': 'the scores of {n} and the ranks of {ranks} of the {all} units that were scored are held'
        },
        'covered_with_open_figures': {
            'vi': '; {n} đơn vị có điểm chưa thống nhất giữa các nguồn',
            'en': '; open scores, on which sources disagree and nothing decides: {n}'
        },
        'covered_with_open_ranks': {
            'vi': '; các nguồn mâu thuẫn về thứ hạng của {n} đơn vị',
            'en': '; open ranks, on which sources contradict each other: {n}'
        },
        'document_titled': {'vi': ': “{title}”', 'en': ', “{title}”'},
        'unit_formed_later': {
            'vi': 'Đơn vị được thành lập ngày {date} trên cơ sở {members}; kỳ {year} tính theo địa giới cũ',
            'en': 'Formed on {date} from {members}; the edition of {year} has the former units'
        },
        'ranks_of_other_boundaries': {
            'vi': 'Số đơn vị được xếp hạng thay đổi theo địa giới mới: thứ hạng không so sánh được',
            'en': 'Other boundaries, another number of units ranked: ranks do not compare'
        },
        'no_rank_in': {'vi': 'Không có thứ hạng năm {year}', 'en': 'No rank in {year}'},
        'ranked_once_not_known': {
            'vi': 'Chưa biết thứ hạng của mọi đơn vị chỉ được xếp hạng ở một trong hai kỳ {previous_year} và {year}',
            'en': 'The ranks of all units ranked in only one of {previous_year} and {year} are not known'
        },

        'groups_not_known': {
            'vi': 'Chưa rõ cách chia nhóm của kỳ này',
            'en': 'How this edition is divided into groups is not known'
        },
        'in_best_group': {'vi': 'Đã thuộc nhóm cao nhất', 'en': 'Already in the best group'},
        'next_bound_not_known': {
            'vi': 'Chưa rõ ngưỡng điểm của nhóm liền trên',
            'en': 'The bound of the next group is not known'
        },
        'scores_not_all_held': {
            'vi': 'Chưa có đủ điểm của các tỉnh trong kỳ này',
            'en': 'The scores of all units of this edition are not held'
        },
        'already_first': {'vi': 'Đã đứng đầu', 'en': 'Already first'},
        'national_mean_not_known': {
            'vi': 'Chưa biết điểm trung bình cả nước: không nguồn nào nêu hoặc các nguồn không thống nhất',
            'en': 'The national mean is not known: no source states it, or sources disagree'
        },
        'alone_in_region': {
            'vi': 'Không có đơn vị nào khác trong vùng được chấm điểm',
            'en': 'No other unit of the region was scored'
        },
        'region_best_not_known': {
            'vi': 'Chưa biết điểm cao nhất vùng: chưa có đủ điểm của các tỉnh trong vùng và không nguồn nào nêu',
            'en': 'The best score of the region is not known: not all of its units are held, and no source states it'
        },

        'boundaries_changed': {
            'vi': 'Địa giới thay đổi giữa hai kỳ: chỉ so sánh được các đơn vị không sáp nhập',
            'en': 'Boundaries changed between the editions: only units that were not merged compare'
        },
        'parts_not_all_held': {
            'vi': 'Chưa có đủ điểm thành phần của các tỉnh trong cả hai kỳ {previous_year} và {year}',
            'en': 'The parts of all units are not held for both {previous_year} and {year}'
        },
        'part_is_new': {'vi': 'Bắt đầu đo từ năm {year}', 'en': 'New in {year}'},
        'part_was_dropped': {'vi': 'Không còn được đo từ năm {year}', 'en': 'No longer measured since {year}'},
        'max_not_known': {
            'vi': 'Chưa biết điểm tối đa của thành phần này',
            'en': 'The maximum of this part is not known'
        },
        'part_score_not_stated': {
            'vi': 'Không nguồn nào nêu điểm của thành phần này',
            'en': 'No source states the score of this part'
        },
        'best_not_known': {
            'vi': 'Chưa có đủ điểm của các tỉnh và không nguồn nào nêu điểm cao nhất',
            'en': 'The scores of all units are not held, and no source states the best'
        },

        'peers_not_known': {
            'vi': 'Chưa xác định được các tỉnh tương đồng: cần có điểm của mọi thành phần',
            'en': 'No provinces alike by profile are known: these need a score in every component'
        },

        'no_unit_in': {'vi': 'Năm {year} chưa có đơn vị này', 'en': 'There was no such unit in {year}'},
        'scores_not_held_for_both': {
            'vi': 'Chưa có đủ điểm của các đơn vị trong cả hai kỳ',
            'en': 'The scores of all units are not held for both editions'
        },
        'units_not_all_there_before': {
            'vi': 'Có đơn vị của kỳ này chưa có ở kỳ đầu',
            'en': 'Not every unit of this edition was there in the first one'
        },
        'no_change_known': {'vi': 'Chưa biết mức tăng giảm điểm của đơn vị này', 'en': 'This unit has no change of score'},
        'score_unchanged': {'vi': 'Điểm không đổi', 'en': 'The score did not change'},

        'target_index': {
            'vi': 'không có chỉ số này, hoặc chỉ số chưa có kỳ nào: xem indices.csv, editions.csv',
            'en': 'there is no such index, or it has no edition yet: see indices.csv, editions.csv'
        },
        'target_year': {
            'vi': 'năm không phải là một kỳ của chỉ số và cũng không sau kỳ mới nhất: xem editions.csv',
            'en': 'the year is neither an edition of the index nor after its latest one: see editions.csv'
        },
        'target_province': {
            'vi': 'không có đơn vị tên {province} trong bộ {boundary_set} đơn vị: xem province_aliases.csv',
            'en': 'there is no unit named {province} among the {boundary_set}: see province_aliases.csv'
        },
        'blank': {'vi': '(trống)', 'en': '(blank)'},
        'target_component': {
            'vi': 'không có thành phần {component} trong kỳ này: xem components.csv',
            'en': 'there is no component {component} in this edition: see components.csv'
        },
        'target_measure': {
            'vi': 'measure phải là score, rank hoặc score_group',
            'en': 'measure must be score, rank or score_group'
        },
        'target_scope': {
            'vi': 'scope phải để trống hoặc là national; với rank có thể là region, unit_type',
            'en': 'scope must be blank or national; for rank it may be region or unit_type'
        },
        'target_score': {
            'vi': 'target_value phải là số nằm trong thang điểm, dấu thập phân là dấu chấm',
            'en': 'target_value must be a number on the scale, with a decimal point'
        },
        'target_rank': {
            'vi': 'target_value phải là số nguyên từ 1',
            'en': 'target_value must be a whole number from 1'
        },
        'target_group': {
            'vi': 'target_value phải là mã nhóm của chỉ số, và chỉ cho tổng điểm: xem score_groups.csv',
            'en': 'target_value must be the code of a group of the index, for the total: see score_groups.csv'
        },
        'target_source': {
            'vi': 'phải nêu văn bản đặt ra mục tiêu trong cột source',
            'en': 'the column source must name the document that sets the target'
        },

        'no_figure_up_to': {
            'vi': 'Kho dữ liệu chưa có số liệu này của đơn vị trong các kỳ chính thức đến năm {year}',
            'en': 'This figure of the unit is held for no edition up to {year}, pilots aside'
        },
        'figure_does_not_compare': {
            'vi': 'Số liệu năm {year} không so sánh được: {break_note}',
            'en': 'The figure of {year} does not compare: {break_note}'
        },
        'rank_before_mergers': {
            'vi': 'Thứ hạng năm {year} tính giữa các đơn vị trước khi sắp xếp lại',
            'en': 'The rank of {year} is one among the units before the mergers'
        },
        'no_edition_yet': {'vi': 'Chưa có kỳ {year}', 'en': 'There is no edition for {year} yet'},
        'publisher_gave_none': {
            'vi': 'Đơn vị công bố không chấm điểm: {reason}',
            'en': 'The publisher gave no score: {reason}'
        },
        'no_figure_for': {'vi': 'Kho dữ liệu chưa có số liệu năm {year}', 'en': 'No figure for {year} is held'},
        'target_is_met': {'vi': 'Đã đạt mục tiêu', 'en': 'The target is met'},
        'target_is_past': {'vi': 'Năm mục tiêu đã qua', 'en': 'The target year is past'},
        'latest_meets_target': {
            'vi': 'Kết quả mới nhất đã bằng hoặc vượt mục tiêu',
            'en': 'The latest figure is at the target or beyond'
        },

        'claim_of_a_figure': {
            'vi': '{subject}, {question}: văn bản nêu {claimed} – {judgement}; {reason}.',
            'en': '{subject}, {question}: the text says {claimed}; {judgement}: {reason}.'
        },
        'claim_of_a_target': {
            'vi': '{subject}, mục tiêu{part}: {claimed} – {judgement}; {reason}.',
            'en': '{subject}, target{part}: {claimed}; {judgement}: {reason}.'
        },
        'claim_of_other_things': {
            'vi': '{subject}: văn bản nêu “{claimed}” – {judgement}; {reason}.',
            'en': '{subject}: the text says “{claimed}”; {judgement}: {reason}.'
        },
        'some_threshold': {'vi': 'một mức', 'en': 'a certain level'},
        'whole_country': {'vi': 'Cả nước', 'en': 'Viet Nam'},
        'other_subject': {'vi': 'Nội dung khác', 'en': 'Other matters'},
        'some_dimension': {'vi': 'lĩnh vực', 'en': 'dimension'},
        'of_dimension': {'vi': ' của {dimension} “{part}”', 'en': ' for the {dimension} “{part}”'},
        'of_part': {'vi': ' của phần “{part}”', 'en': ' for “{part}”'},
        'in_region': {'vi': ' trong vùng {region}', 'en': ' in the region {region}'},
        'among_cities': {
            'vi': ' trong {n}thành phố trực thuộc Trung ương',
            'en': ' among the {n}centrally run cities'
        },
        'in_country': {'vi': ' trong cả nước', 'en': ' in the country'},
        'against_year': {'vi': ' so với năm {year}', 'en': ' against {year}'},
        'against_the_mean': {'vi': ' so với trung bình cả nước', 'en': ' against the national mean'},
        'of_year': {'vi': ' năm {year}', 'en': ' {year}'},
        'move_group_up': {'vi': 'lên nhóm', 'en': 'a better group'},
        'move_group_same': {'vi': 'giữ nguyên nhóm', 'en': 'the same group'},
        'move_group_down': {'vi': 'tụt nhóm', 'en': 'a worse group'},
        'move_rank_up': {'vi': 'tăng hạng', 'en': 'a better rank'},
        'move_rank_same': {'vi': 'giữ nguyên hạng', 'en': 'the same rank'},
        'move_rank_down': {'vi': 'tụt hạng', 'en': 'a worse rank'},
        'move_mean_up': {'vi': 'cao hơn', 'en': 'above it'},
        'move_mean_same': {'vi': 'bằng nhau', 'en': 'equal to it'},
        'move_mean_down': {'vi': 'thấp hơn', 'en': 'below it'},
        'move_score_up': {'vi': 'điểm cao hơn', 'en': 'a higher score'},
        'move_score_same': {'vi': 'điểm không đổi', 'en': 'the same score'},
        'move_score_down': {'vi': 'điểm thấp hơn', 'en': 'a lower score'},
        'move_aim_up': {
            'vi': 'nêu định tính, hiểu là điểm cao hơn', 'en': 'put in words, taken as a higher score than in'
        },
        'move_aim_same': {
            'vi': 'nêu định tính, hiểu là điểm không thấp hơn', 'en': 'put in words, taken as a score no lower than in'
        },
        'move_aim_down': {
            'vi': 'nêu định tính, hiểu là điểm thấp hơn', 'en': 'put in words, taken as a lower score than in'
        },
        'change_rise_of_points': {'vi': 'tăng {size} điểm', 'en': 'a rise of {size}'},
        'change_none_of_points': {'vi': 'không đổi', 'en': 'no change'},
        'change_fall_of_points': {'vi': 'giảm {size} điểm', 'en': 'a fall of {size}'},
        'change_rise_of_ranks': {'vi': 'tăng {size} bậc', 'en': '{size} up'},
        'change_none_of_ranks': {'vi': 'giữ nguyên', 'en': 'no change'},
        'change_fall_of_ranks': {'vi': 'giảm {size} bậc', 'en': '{size} down'},
        'change_rise_of_criteria': {'vi': 'tăng {size}', 'en': '{size} more'},
        'change_none_of_criteria': {'vi': 'không đổi', 'en': 'no change'},
        'change_fall_of_criteria': {'vi': 'giảm {size}', 'en': '{size} fewer'},
        'aim_score': {'vi': 'từ {value} điểm trở lên', 'en': 'a score of at least {value}'},
        'aim_group': {'vi': 'thuộc nhóm {value}', 'en': 'in the group {value}'},
        'aim_rank_at_most': {'vi': 'trong {value} đơn vị đứng đầu', 'en': 'among the first {value}'},
        'aim_rank_improves': {'vi': 'thứ hạng cao hơn năm {year}', 'en': 'a better rank than in {year}'},
        'aim_rank_improves_by': {
            'vi': 'thứ hạng cao hơn năm {year} ít nhất {value} bậc',
            'en': 'a rank at least {value} better than in {year}'
        },
        'aim_components_improved': {
            'vi': '{value} chỉ tiêu thành phần cao hơn năm {year}',
            'en': '{value} parts higher than in {year}'
        },
        'aim_in_words': {'vi': 'nêu định tính: “{value}”', 'en': 'put in words: “{value}”'},
        'in_its_words': {'vi': 'nguyên văn: “{words}”', 'en': 'in its words: “{words}”'},
        'names_listed': {'vi': '{n} tên', 'en': '{n} names'},
        'one_year': {'vi': 'năm {year}', 'en': '{year}'},
        'many_years': {'vi': 'các năm {first}–{last}', 'en': '{first}–{last}'},
        'names_of_this_edition': {
            'vi': '{n} tên trong số đó là tên {dimension} của năm {year} ({names})',
            'en': '{n} of them are names of the {dimension}s of {year} ({names})'
        },
        'names_of_other_editions': {
            'vi': '; danh sách trong văn bản gần nhất với tên của {years} ({n} tên)',
            'en': '; the list in the text comes nearest to {years} ({n} names)'
        },
        'or_better': {'vi': ' hoặc cao hơn', 'en': ' or better'},
        'claim_confirmed': {'vi': 'đúng', 'en': 'confirmed'},
        'claim_contradicted': {'vi': 'không đúng', 'en': 'contradicted'},
        'claim_conflicting': {'vi': 'các nguồn không thống nhất', 'en': 'sources disagree'},
        'claim_unverifiable': {'vi': 'chưa kết luận được', 'en': 'unverifiable'},
        'claim_met': {'vi': 'đạt', 'en': 'met'},
        'claim_missed': {'vi': 'không đạt', 'en': 'missed'},
        'claim_out_of_scope': {'vi': 'ngoài phạm vi', 'en': 'out of scope'},
        'because_out_of_scope': {
            'vi': 'không phải số liệu của {indices}',
            'en': 'not a figure of {indices}'
        },
        'because_edition_is_not_held': {
            'vi': 'kho dữ liệu không có kỳ {edition}',
            'en': 'the edition {edition} is not held'
        },
        'because_component_is_not_held': {
            'vi': 'kho dữ liệu không có thành phần {component} trong {edition}',
            'en': 'no component {component} is held in {edition}'
        },
        'because_in_words': {
            'vi': 'không nêu mức cụ thể để đối chiếu',
            'en': 'there is no level to hold it against'
        },
        'because_editions_differ': {
            'vi': 'hai kỳ khác thang điểm, phương pháp hoặc nội dung đo nên không so sánh được',
            'en': 'the two editions differ in scale, method or subject and do not compare'
        },
        'because_of_a_break': {
            'vi': 'hai kỳ không so sánh được: {break_note}',
            'en': 'the two editions do not compare: {break_note}'
        },
        'parts_do_not_compare': {
            'vi': 'chỉ tiêu thành phần không so sánh được giữa năm {earlier} và năm {later}: {parts}',
            'en': 'parts that do not compare between {earlier} and {later}: {parts}'
        },
        'because_documents_disagree': {
            'vi': 'các giá trị đã nêu: {values}, chưa có căn cứ để chọn',
            'en': 'stated are {values}, and nothing decides'
        },
        'because_it_does_not_fit': {
            'vi': 'giá trị đã nêu ({values}) mâu thuẫn với số liệu khác, chưa có căn cứ để kết luận',
            'en': 'the value stated ({values}) contradicts other figures, and nothing decides'
        },
        'because_years_are_not_known': {
            'vi': 'chưa biết kết quả các năm {years}; cần số liệu của những năm đó',
            'en': 'what holds of {years} is not known; figures of these years are needed'
        },
        'because_year_is_not_known': {
            'vi': 'chưa biết kết quả năm {year}; cần số liệu của năm đó',
            'en': 'what holds of {year} is not known; figures of that year are needed'
        },
        'because_publisher_gave_none': {
            'vi': 'năm {year} đơn vị công bố không chấm điểm: {gap}',
            'en': 'the publisher gave no score for {year}: {gap}'
        },
        'because_nothing_is_held': {
            'vi': 'kho dữ liệu chưa có số liệu này; cần bảng đầy đủ hoặc một tài liệu nêu nó ({editions})',
            'en': 'the warehouse has no such figure; a full table or a document that states it is needed ({editions})'
        },
        'warehouse_has': {'vi': 'theo kho dữ liệu là {held}', 'en': 'the warehouse has {held}'},
        'warehouse_shows': {'vi': 'kho dữ liệu cho thấy {held}', 'en': 'the warehouse has {held}'},
        'the_group': {'vi': 'nhóm {group}', 'en': 'the group {group}'},
        'of_units': {'vi': ' trong {n} đơn vị', 'en': ' among {n} units'},
        'rounded_to': {'vi': ', làm tròn thành {value}', 'en': ', rounded to {value}'},
        'cut_off_to': {'vi': ', bỏ bớt chữ số thập phân còn {value}', 'en': ', cut off to {value}'},
        'but_rounding': {
            'vi': ', chênh lệch có thể chỉ do làm tròn; cần số liệu chi tiết hơn',
            'en': ', a difference that rounding may make; finer figures are needed'
        },
        'but_this_document_alone': {
            'vi': ' nhưng chỉ dựa vào chính văn bản này; cần một tài liệu độc lập hoặc bảng đầy đủ ({editions})',
            'en': ', from this document alone; an independent document or a full table is needed ({editions})'
        },
        'as_official_table': {'vi': ', lấy từ bảng đầy đủ', 'en': ', as in the full table'},
        'as_settled': {
            'vi': ', giá trị được chọn trong các giá trị đã nêu: {values}',
            'en': ', the value that stands among those stated: {values}'
        },
        'as_computed': {
            'vi': ', tính từ điểm của {n} đơn vị được chấm',
            'en': ', computed from the scores of the {n} units scored'
        },
        'as_deduced': {
            'vi': ', suy ra từ thứ hạng cả nước của các đơn vị',
            'en': ', as follows from the national ranks of the units'
        },
        'as_quartile': {
            'vi': ', chia nhóm theo tứ phân vị',
            'en': ', by the quartile rule of the warehouse'
        },
        'as_group_bounds': {
            'vi': ', xét theo ngưỡng hoặc số đơn vị của nhóm được công bố',
            'en': ', by the bounds or sizes of groups as published'
        },
        'as_difference': {'vi': ', tính từ {detail}', 'en': ', computed from {detail}'},
        'both_groups': {
            'vi': 'năm {earlier_year} thuộc nhóm {earlier}, năm {later_year} thuộc nhóm {later}',
            'en': 'group {earlier} in {earlier_year}, group {later} in {later_year}'
        },
        'both_ranks': {
            'vi': 'năm {earlier_year} hạng {earlier}, năm {later_year} hạng {later}',
            'en': 'rank {earlier} in {earlier_year}, {later} in {later_year}'
        },
        'both_levels': {
            'vi': '{earlier} (năm {earlier_year}) và {later} (năm {later_year})',
            'en': '{earlier} in {earlier_year} and {later} in {later_year}'
        },
        'score_and_mean': {
            'vi': 'điểm {score}, trung bình cả nước {mean}',
            'en': 'the score is {score}, the national mean {mean}'
        },
        'as_rank_in_group': {'vi': ', tính trong nhóm {detail}', 'en': ', counted within the group {detail}'},
        'as_year': {'vi': ', gồm năm {year}', 'en': ', counting {year}'},
        'as_years': {'vi': ', gồm các năm {detail}', 'en': ', counting {detail}'},
        'as_parts': {'vi': ', gồm: {detail}', 'en': ', counting: {detail}'},
        'as_structure': {
            'vi': ', xét theo cấu trúc bộ chỉ số năm {year}',
            'en': ', by the structure of the index in {year}'
        },
        'as_bound': {'vi': ', là ngưỡng nhóm được công bố', 'en': ', as the bounds of groups are published'},
        'as_units': {
            'vi': ', chỉ tính đơn vị được chấm điểm',
            'en': ', not counting units without a score'
        },
        'as_editions': {
            'vi': ', đếm các kỳ chính thức, không kể kỳ thí điểm',
            'en': ', counting editions but no pilot'
        },
        'as_implied': {
            'vi': ', như các số liệu khác trong kho cho thấy',
            'en': ', as follows from other figures held'
        },
        'as_stated': {'vi': ' (nguồn: {publisher})', 'en': ', as stated by {publisher}'},
        'as_stated_by_many': {
            'vi': ' (nguồn: {publisher} và {n} tài liệu khác)',
            'en': ', as stated by {publisher} and {n} more'
        },
        'right_across_a_break': {
            'vi': '; phép trừ đúng, nhưng hai kỳ không so sánh được: {break_note}',
            'en': '; but the two editions do not compare: {break_note}'
        },
        'but_across_a_break': {
            'vi': '; nhưng hai kỳ không so sánh được: {break_note}',
            'en': '; but the two editions do not compare: {break_note}'
        },
        'also_across_a_break': {
            'vi': '; hai kỳ cũng không so sánh được: {break_note}',
            'en': '; nor do the two editions compare: {break_note}'
        },
        'change_of_same_units': {
            'vi': '; chỉ tính các tỉnh được xếp hạng ở cả hai kỳ: {change}',
            'en': '; among the provinces ranked in both editions: {change}'
        },
        'is_change_of_same_units': {
            'vi': '; {change} là mức chỉ tính các tỉnh được xếp hạng ở cả hai kỳ',
            'en': '; {change} is the change among the provinces ranked in both editions'
        },
        'total_alone_contradicted': {
            'vi': '; con số này đúng nhưng {total} là {held}, không phải {claimed}',
            'en': '; the figure is right, the total is not: {total} is {held}, not {claimed}'
        },
        'total_right': {'vi': '; riêng {total} ({held}) nêu đúng', 'en': '; {total}, {held}, is right'},
        'total_contradicted': {'vi': '; {total} là {held}, không phải {claimed}', 'en': '; {total} is {held}, not {claimed}'},
        'total_unknown': {'vi': '; chưa biết {total}', 'en': '; {total} is not known'},
        'total_unsupported': {
            'vi': '; {total} {held} chỉ có trong chính văn bản này',
            'en': '; {total}, {held}, is stated by this document alone'
        },
        'total_of_units_ranked': {'vi': 'số đơn vị được xếp hạng', 'en': 'the number of units ranked'},
        'total_of_units_scored': {'vi': 'số đơn vị được chấm điểm', 'en': 'the number of units scored'},
        'total_of_group_size': {'vi': 'số đơn vị của nhóm', 'en': 'the size of the group'},
        'total_of_max_score': {'vi': 'điểm tối đa', 'en': 'the maximum'},
        'total_of_max_of_parent': {'vi': 'tổng điểm tối đa', 'en': 'the maximum of the whole'},
        'total_of_parts_below': {'vi': 'số chỉ tiêu thành phần', 'en': 'the number of parts'},
        'total_of_parts': {'vi': 'số {dimension}', 'en': 'the number of {dimension}s'},
    } -%}
    {%- set parts = [] -%}
    {%- for piece in sentences[code][language].replace("'", "''").split('{') -%}
        {%- set gap, words = (none, piece) if loop.first else piece.split('}') -%}
        {%- if gap -%}{%- do parts.append("cast(" ~ kwargs[gap] ~ " as varchar)") -%}{%- endif -%}
        {%- if words -%}{%- do parts.append("'" ~ words ~ "'") -%}{%- endif -%}
    {%- endfor -%}
    {{ parts | join(' || ') }}
{%- endmacro %}

{#- Why there is no score of a year to compute with: it is derived (a value, its decimals and error), or there is none
    for a reason. -#}
{% macro no_score_text(language, year, value, decimals, error, reason) -%}
    case
        when {{ value }} is not null
            then {{ sentence(
                'score_is_derived', language, year=year, score=number_text(value, decimals, language),
                error=number_text(error, decimals_needed(error), language)
            ) }}
        else {{ sentence('no_score_in', language, year=year) }} || coalesce(': ' || {{ reason }}, '')
    end
{%- endmacro %}
