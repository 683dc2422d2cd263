"""What can be wrong with a raw file, said once each in Vietnamese and English with the remedy.

Only the words belong here; the reader and the manifest decide which apply.
"""

from dataclasses import dataclass, field

SHOWN_LETTERS = 1000
# A person remedies these first; a file of noise has thousands.
SHOWN_PROBLEMS = 200

# What to do about figures that no real edition has shown. The row is to be pasted, with its reasons filled in.
_JUDGE_VI = (
    " (giới hạn {limit}, các kỳ thật đến {extreme}). So lại với bản gốc; nếu số liệu đúng thì thêm dòng sau, kèm lý "
    "do và bằng chứng, vào dbt_project/seeds/acknowledged_anomalies.csv: {row}"
)
_JUDGE_EN = (
    " (limit {limit}, real editions up to {extreme}). Compare with what was published; if the figures are right, "
    "add this row with the reason and the evidence to dbt_project/seeds/acknowledged_anomalies.csv: {row}"
)

# Keyed by code: Vietnamese, English. Placeholders come from the problem's value and details.
MESSAGES: dict[str, tuple[str, str]] = {
    "not_in_manifest": (
        "tệp không có trong raw/manifest.csv. Kiểm tra nguồn gốc của tệp rồi ghi nhận bằng: {command}",
        "the file is not listed in raw/manifest.csv. Check where it comes from, then register it: {command}",
    ),
    "altered": (
        "nội dung tệp khác với khi ghi nhận: sha256 là {value}, raw/manifest.csv ghi {expected}. Khôi phục "
        "tệp gốc, hoặc nếu thay đổi là cố ý thì ghi nhận lại bằng: {command}",
        "the file differs from what was registered: sha256 is {value}, raw/manifest.csv says {expected}. "
        "Restore the original, or if the change is meant, register it again: {command}",
    ),
    "missing_file": (
        "raw/manifest.csv có ghi tệp này nhưng không tìm thấy. Đặt lại tệp, hoặc xóa dòng của nó khỏi raw/manifest.csv",
        "raw/manifest.csv lists this file but it is not there. Put it back, or delete its row from raw/manifest.csv",
    ),
    "missing_table": (
        "kỳ {value} cần có bảng đầy đủ nhưng không có tệp. Đặt tệp vào raw/, hoặc sửa is_table_required của "
        "kỳ này trong dbt_project/seeds/editions.csv",
        "edition {value} needs its full table and there is no file. Put the file under raw/, or change the "
        "edition's is_table_required in dbt_project/seeds/editions.csv",
    ),
    "no_raw_folder": (
        "không có thư mục {value}. Kiểm tra GOVERNANCE_RAW_DIR, hoặc khôi phục thư mục raw/",
        "there is no folder {value}. Check GOVERNANCE_RAW_DIR, or restore the folder raw/",
    ),
    "no_manifest": (
        "không tìm thấy tệp. Khôi phục tệp, hoặc ghi nhận từng tệp dữ liệu bằng: {command}",
        "the file is not there. Restore it, or register each raw file: {command}",
    ),
    "unknown_path": (
        "tên tệp không thuộc chỉ số nào. Đặt lại tên theo dạng {expected}, hoặc đưa tệp ra khỏi raw/",
        "the file's name belongs to no index. Name it {expected}, or take it out of raw/",
    ),
    "manifest_mismatch": (
        "dòng của {value} ghi {column_name} là “{found}”, theo tên tệp phải là “{expected}”. Sửa dòng, hoặc ghi "
        "nhận lại bằng: {command}",
        "the row of {value} says {column_name} “{found}”, and by the file's name it is “{expected}”. Correct the "
        "row, or register the file again: {command}",
    ),
    "same_content": (
        "nội dung giống hệt raw/{value}. Một trong hai tệp bị chép nhầm: thay bằng bảng đúng của kỳ đó",
        "the content is that of raw/{value}, to the byte. One of the two is a wrong copy: put the right table there",
    ),
    "manifest_row": (
        "dòng không hợp lệ: {value}. Cần các cột {expected}, mỗi tệp một dòng",
        "the row is not valid: {value}. The columns must be {expected}, one row for each file",
    ),
    "unknown_edition": (
        "kỳ {value} chưa được khai báo. Thêm một dòng vào dbt_project/seeds/editions.csv",
        "edition {value} is not declared. Add a row to dbt_project/seeds/editions.csv",
    ),
    "too_large": (
        "tệp có {value} byte, quá giới hạn {expected} byte. Kiểm tra xem có đúng là bảng điểm không",
        "the file has {value} bytes, above the limit of {expected} bytes. Check that it is a table of scores",
    ),
    "encoding": (
        "không đọc được bảng mã của tệp (byte {value}). Lưu lại tệp dưới dạng CSV UTF-8",
        "the encoding of the file cannot be told (byte {value}). Save the file again as CSV UTF-8",
    ),
    "csv": (
        "không đọc được như CSV: {value}. Kiểm tra dấu ngoặc kép và dấu phẩy ở dòng này",
        "this cannot be read as CSV: {value}. Check the quotes and commas of this line",
    ),
    "empty": (
        "tệp trống. Chép lại bảng vào tệp",
        "the file is empty. Copy the table into it again",
    ),
    "no_rows": (
        "chỉ có dòng tiêu đề, không có số liệu. Chép lại bảng vào tệp",
        "there is only a heading line and no figures. Copy the table into it again",
    ),
    "unknown_column": (
        "bảng này không có cột như vậy. Xóa cột, hoặc khai báo tiêu đề trong dbt_project/seeds/layouts.csv (bảng đầy "
        "đủ) hay reported_layouts.csv (raw/press)",
        "this table has no such column. Remove it, or declare the heading in dbt_project/seeds/layouts.csv (full "
        "tables) or reported_layouts.csv (raw/press)",
    ),
    "duplicate_column": (
        "cột xuất hiện hai lần. Giữ lại một cột",
        "the column stands twice. Keep one of them",
    ),
    "missing_column": (
        "thiếu cột. Thêm cột từ bảng gốc của kỳ này",
        "the column is missing. Add it from the publisher's table of this edition",
    ),
    "field_count": (
        "dòng có {value} ô, dòng tiêu đề có {expected}. Kiểm tra dấu phẩy thừa hoặc thiếu",
        "the line has {value} cells, the heading line {expected}. Look for a comma too many or too few",
    ),
    "unknown_province": (
        "không nhận ra tỉnh “{value}”.{hint_vi} Sửa tên, hoặc thêm dòng sau với mã đúng vào "
        "dbt_project/seeds/province_aliases.csv: {row}",
        "no province is known as “{value}”.{hint_en} Correct the name, or add this row with the right code to "
        "dbt_project/seeds/province_aliases.csv: {row}",
    ),
    "former_unit": (
        "“{value}” là đơn vị cũ, từ {since} thuộc {others}; kỳ này theo {units} đơn vị. Ghi điểm của đơn vị mới; nếu "
        "tệp theo địa giới cũ thì sửa boundary_set của kỳ trong dbt_project/seeds/editions.csv",
        "“{value}” is a former unit, part of {others} since {since}; this edition is on the {units} units. Give the "
        "score of the new unit; if the file is on the former boundaries, correct the edition's boundary_set in "
        "dbt_project/seeds/editions.csv",
    ),
    "later_unit": (
        "“{value}” là tên có từ {since}, của đơn vị lập từ {others}; kỳ này theo {units} đơn vị. Ghi tên và điểm của "
        "đơn vị cũ; nếu tệp theo địa giới mới thì sửa boundary_set của kỳ trong dbt_project/seeds/editions.csv",
        "“{value}” is a name used since {since}, of the unit formed from {others}; this edition is on the {units} "
        "units. Give the former units' names and scores; if the file is on the new boundaries, correct the edition's "
        "boundary_set in dbt_project/seeds/editions.csv",
    ),
    "repeated_province": (
        "“{value}” đã có ở dòng {expected}. Giữ lại dòng đúng",
        "“{value}” already stands in line {expected}. Keep the line that is right",
    ),
    "missing_value": (
        "ô trống. Điền số từ bảng gốc; nếu đơn vị công bố không cho điểm thì nêu lý do trong "
        "dbt_project/seeds/unscored_units.csv",
        "the cell is blank. Fill in the publisher's figure; if there is none, state the reason in "
        "dbt_project/seeds/unscored_units.csv",
    ),
    "unexpected_value": (
        "có số “{value}” trong khi dbt_project/seeds/unscored_units.csv ghi là không có điểm. Xóa một trong hai",
        "there is a figure “{value}” where dbt_project/seeds/unscored_units.csv says there is none. Remove "
        "one of the two",
    ),
    "workbook": (
        "đây là tệp Excel, không phải CSV. Chuyển nó thành bảng của kho bằng: make import FILE=… INDEX=… YEAR=…",
        "this is an Excel workbook, not CSV. Turn it into a raw table with: make import FILE=… INDEX=… YEAR=…",
    ),
    "binary": (
        "tệp có ký tự điều khiển {value}: đây không phải văn bản. Kiểm tra xem có đúng là bảng CSV không",
        "the file holds the control character {value}: this is not text. Check that it is a CSV table",
    ),
    "lost_letters": (
        "có chữ đã bị mất khi lưu tệp (�). Lưu lại từ bản gốc dưới dạng CSV UTF-8",
        "letters were lost when the file was saved (�). Save it again from the original as CSV UTF-8",
    ),
    "web_page": (
        "đây là một trang web, không phải bảng CSV. Tải lại đúng tệp số liệu",
        "this is a web page, not a CSV table. Download the table itself",
    ),
    "too_many_columns": (
        "có hơn {expected} cột. Kiểm tra xem có đúng là bảng điểm không",
        "there are more than {expected} columns. Check that it is a table of scores",
    ),
    "too_many_rows": (
        "có hơn {expected} dòng. Kiểm tra xem có đúng là bảng điểm không",
        "there are more than {expected} rows. Check that it is a table of scores",
    ),
    "ambiguous_number": (
        "“{value}” có thể là {first} hoặc {second}. Ghi lại không có dấu phân cách hàng nghìn",
        "“{value}” may be {first} or {second}. Write it without a mark of thousands",
    ),
    "not_a_rank": (
        "“{value}” không phải là số nguyên từ 1 đến {expected}. Sửa theo bảng gốc",
        "“{value}” is no whole number from 1 to {expected}. Correct it from the publisher's table",
    ),
    "rank_disagrees": (
        "thứ hạng {value} không khớp với điểm: theo điểm phải là {expected}. Kiểm tra cả hai theo bảng gốc",
        "rank {value} does not agree with the scores, by which it is {expected}. Check both against the "
        "publisher's table",
    ),
    "unsafe_name": (
        "tên tệp “{value}” có ký tự không cho phép. Đặt lại tên theo dạng {expected}",
        "the file's name “{value}” holds characters that are not allowed. Name it {expected}",
    ),
    "link_outside": (
        "liên kết dẫn ra ngoài raw/. Thay bằng chính tệp đó",
        "the link leads out of raw/. Put the file itself in its place",
    ),
    "not_a_file": (
        "đây không phải là tệp thường hoặc không đọc được ({value}). Đưa nó ra khỏi raw/ hoặc sửa quyền đọc",
        "this is no ordinary file or cannot be read ({value}). Take it out of raw/, or let it be read",
    ),
    "wrong_edition": (
        "dòng này thuộc {found}, tệp là của {expected}. Chuyển dòng sang đúng tệp",
        "this line is of {found}, the file of {expected}. Move it to the file it belongs to",
    ),
    "unknown_source": (
        "nguồn “{value}” chưa có trong raw/sources.csv. Thêm một dòng cho tài liệu này rồi chạy: "
        "make register FILE=sources.csv, hoặc sửa mã nguồn",
        "source “{value}” is not in raw/sources.csv. Add a row for the document and run make register "
        "FILE=sources.csv, or correct the code",
    ),
    "repeated_source": (
        "“{value}” đã có ở dòng {expected}. Mỗi mã một dòng",
        "“{value}” already stands in line {expected}. One row for each code",
    ),
    "no_figure": (
        "dòng không có điểm, thứ hạng hay nhóm. Điền số liệu hoặc xóa dòng",
        "the line reports neither score, rank nor group. Fill in a figure or delete the line",
    ),
    "blank_cell": (
        "ô trống. Điền giá trị, hoặc xóa dòng",
        "the cell is blank. Fill it in, or delete the line",
    ),
    "unknown_word": (
        "không nhận ra “{value}”. Cần một trong: {expected}",
        "“{value}” is not known. It must be one of: {expected}",
    ),
    "unknown_region": (
        "không nhận ra vùng “{value}” của bộ {boundary_set} tỉnh. Tên các vùng có trong dbt_project/seeds/regions.csv",
        "“{value}” is no region of the {boundary_set} provinces. dbt_project/seeds/regions.csv has their names",
    ),
    "not_a_measure": (
        "“{value}” không phải tên chỉ tiêu. Ghi như mean, max, score_change: chữ không dấu, số và gạch dưới",
        "“{value}” is no name of a measure. Write it as mean, max, score_change: plain letters, digits, underscores",
    ),
    "not_an_earlier_year": (
        "“{value}” không phải là năm trước {expected}. Ghi năm được so sánh",
        "“{value}” is no year before {expected}. Write the year that is compared with",
    ),
    "not_a_date": (
        "“{value}” không phải là ngày. Ghi theo dạng 2024-04-17",
        "“{value}” is not a date. Write it as 2024-04-17",
    ),
    "not_a_number": (
        "“{value}” không phải là số. Ghi theo dạng 1.23456 hoặc 1,23456",
        "“{value}” is not a number. Write it as 1.23456 or 1,23456",
    ),
    "too_many_decimals": (
        "“{value}” có hơn {expected} chữ số thập phân. Làm tròn như bảng công bố",
        "“{value}” has more than {expected} decimals. Round it as the published table does",
    ),
    "out_of_bounds": (
        "{value} nằm ngoài khoảng từ {low} đến {high}. Kiểm tra dấu thập phân và cột",
        "{value} is outside {low} to {high}. Check the decimal point and the column",
    ),
    "missing_units": (
        "thiếu {count} trong {expected} tỉnh: {value}. Thêm các dòng này; nếu không có điểm thì nêu lý do "
        "trong dbt_project/seeds/unscored_units.csv",
        "{count} of {expected} provinces are missing: {value}. Add their lines; if they have no scores, state "
        "the reason in dbt_project/seeds/unscored_units.csv",
    ),
    # Checks of meaning: figures that are well formed, and like none that a real edition has shown.
    "rank_correlation": (
        "thứ tự các tỉnh gần như không liên quan với kỳ {other}: tương quan hạng trung bình {value}. Có thể "
        "tên tỉnh bị xáo trộn, hoặc đây là bảng khác" + _JUDGE_VI,
        "the order of provinces has next to nothing to do with edition {other}: mean rank correlation "
        "{value}. Names may be apart from their rows, or this is another table" + _JUDGE_EN,
    ),
    "moved_names": (
        "khi dời cột tên tỉnh một dòng thì bảng khớp với kỳ {other} hơn: tương quan hạng tăng {value}" + _JUDGE_VI,
        "with all names moved by a line the table fits edition {other} better: rank correlation rises by "
        "{value}" + _JUDGE_EN,
    ),
    "column_order": (
        "thứ tự các tỉnh trong cột ngược với các kỳ trước: tương quan hạng {value}. Cột có thể bị đảo hoặc "
        "sắp xếp riêng" + _JUDGE_VI,
        "the column's order of provinces is the reverse of the past: rank correlation {value}. It may be turned "
        "round or sorted on its own" + _JUDGE_EN,
    ),
    "told_by_past": (
        "các kỳ trước giải thích {value} độ biến thiên của bảng: giống số dự báo hoặc số chép lại, không "
        "giống kết quả khảo sát" + _JUDGE_VI,
        "past editions explain {value} of the table's variance: this looks like a forecast or a copy, not "
        "like a survey" + _JUDGE_EN,
    ),
    "swapped_rows": (
        "dòng của “{province}” và dòng {other_line} của “{other}” khớp với các kỳ trước hơn hẳn khi đổi chỗ "
        "cho nhau: log tỷ số khả năng {value}" + _JUDGE_VI,
        "the row of “{province}” and line {other_line} of “{other}” fit their past far better when exchanged:"
        " log likelihood ratio {value}" + _JUDGE_EN,
    ),
    "swapped_columns": (
        "cột này và cột {other} khớp với các kỳ trước hơn khi đổi tiêu đề cho nhau: hơn {value}" + _JUDGE_VI,
        "this column and column {other} fit their past better with their headings exchanged: by {value}" + _JUDGE_EN,
    ),
    "row_distance": (
        "cả dòng của “{province}” lệch xa các tỉnh khác: trung bình {value} độ lệch chuẩn. Có thể dòng bị "
        "lệch cột" + _JUDGE_VI,
        "the whole row of “{province}” lies far from the other provinces: {value} standard deviations on "
        "average. It may be shifted by a column" + _JUDGE_EN,
    ),
    "cell_distance": (
        "{printed} của “{province}” cách trung bình các tỉnh khác {value} độ lệch chuẩn" + _JUDGE_VI,
        "{printed} of “{province}” lies {value} standard deviations from the other provinces" + _JUDGE_EN,
    ),
    "cell_change": (
        "“{province}” từ {other} (năm {year}) thành {printed}: mức thay đổi cách các tỉnh khác {value} độ "
        "lệch chuẩn" + _JUDGE_VI,
        "“{province}” goes from {other} (in {year}) to {printed}: a change {value} standard deviations from "
        "that of the others" + _JUDGE_EN,
    ),
    "near_row": (
        "dòng của “{province}” gần như là {like_vi}: khoảng cách trung vị {value} độ lệch chuẩn" + _JUDGE_VI,
        "the row of “{province}” is next to {like_en}: median distance {value} standard deviations" + _JUDGE_EN,
    ),
    "near_column": (
        "cột này gần như là cột cùng tên của kỳ {other}: khoảng cách trung vị {value} độ lệch chuẩn" + _JUDGE_VI,
        "this column is next to the same column of edition {other}: median distance {value} standard "
        "deviations" + _JUDGE_EN,
    ),
    "repeated_row": (
        "{value} số liệu trong dòng của “{province}” giống hệt dòng của “{other}” năm {year}" + _JUDGE_VI,
        "{value} of the figures of “{province}” are exactly those of “{other}” in {year}" + _JUDGE_EN,
    ),
    "repeated_column": (
        "{value} số liệu trong cột giống hệt cột {other}" + _JUDGE_VI,
        "{value} of the column's figures are exactly those of column {other}" + _JUDGE_EN,
    ),
    "repeated_value": (
        "một số ({other}) lặp lại ở {value} các tỉnh của cột" + _JUDGE_VI,
        "one figure ({other}) stands in {value} of the column's provinces" + _JUDGE_EN,
    ),
    "one_sign_shift": (
        "{value} các tỉnh dịch chuyển cùng chiều so với kỳ {other}: dấu hiệu đổi cách đo. Thêm dòng vào "
        "dbt_project/seeds/component_breaks.csv: soft hoặc hard nếu cách đo đã đổi, none nếu chính điểm số đã đổi",
        "{value} of the provinces move the same way since edition {other}: the sign of a changed method. Add a row to "
        "dbt_project/seeds/component_breaks.csv: soft or hard if the method changed, none if the scores did",
    ),
    "column_shift": (
        "trung bình cột đổi {value} độ lệch chuẩn so với kỳ {other}" + _JUDGE_VI,
        "the column's mean moves by {value} standard deviations since edition {other}" + _JUDGE_EN,
    ),
    "column_spread": (
        "độ phân tán của cột gấp, hoặc nhỏ đi, {value} lần so với kỳ {other}" + _JUDGE_VI,
        "the spread of the column is {value} times larger or smaller than in edition {other}" + _JUDGE_EN,
    ),
    "coarse_table": (
        "{value} các số có ít hơn {other} chữ số thập phân: bảng đã bị làm tròn" + _JUDGE_VI,
        "{value} of the figures have fewer than {other} decimals: the table was rounded" + _JUDGE_EN,
    ),
    "coarse_row": (
        "{value} các số của “{province}” có ít hơn {other} chữ số thập phân: dòng đã bị làm "
        "tròn hoặc tự điền" + _JUDGE_VI,
        "{value} of the figures of “{province}” have fewer than {other} decimals: the row was "
        "rounded or made up" + _JUDGE_EN,
    ),
    "last_digits": (
        "chữ số cuối (thứ {other}) phân bố không đều, khi bình phương là {value}: số đã qua tính toán hoặc tự"
        " điền" + _JUDGE_VI,
        "the last digits (decimal {other}) are uneven, chi-squared {value}: the figures were computed or made"
        " up" + _JUDGE_EN,
    ),
    "reported_figures": (
        "{n} trong {of} số đã đưa tin của kỳ này không khớp với bảng: {other}. Có thể đây là bảng của kỳ khác"
        + _JUDGE_VI,
        "{n} of {of} figures that were reported of this edition do not agree with the table: {other}. It may "
        "be the table of another edition" + _JUDGE_EN,
    ),
    "reported_mean": (
        "trung bình cả nước theo bảng là {printed}, đã đưa tin là {other}: lệch {value} thang điểm" + _JUDGE_VI,
        "the national mean of the table is {printed}, and {other} was reported: {value} of the scale apart" + _JUDGE_EN,
    ),
    "report_distance": (
        "{printed} của “{province}” cách mức chung {other} của kỳ {value} thang điểm. Kiểm tra dấu thập phân "
        "và chỉ số" + _JUDGE_VI,
        "{printed} of “{province}” lies {value} of the scale from the edition's {other}. Check the decimal "
        "point and the index" + _JUDGE_EN,
    ),
    "repeated_report": (
        "{n} trong {of} tổng điểm giống hệt raw/{other}. Một trong hai tệp bị chép nhầm" + _JUDGE_VI,
        "{n} of {of} totals are exactly those of raw/{other}. One of the two is a wrong copy" + _JUDGE_EN,
    ),
    "mean_shift": (
        "trung bình cả nước từ {other} thành {printed}, bằng {value} thang điểm, mà không có thay đổi cách đo"
        " nào được ghi. Nếu có thì thêm dòng vào dbt_project/seeds/component_breaks.csv" + _JUDGE_VI,
        "the national mean goes from {other} to {printed}, {value} of the scale, and no break is known. If "
        "there is one, add a row to dbt_project/seeds/component_breaks.csv" + _JUDGE_EN,
    ),
    "repeated_publisher": (
        "{printed} của “{province}” đang tranh chấp mà cùng một nơi đưa tin nêu {value} lần: {other}. Ghi "
        "copy_of trong raw/sources.csv cho các bản lặp" + _JUDGE_VI,
        "{printed} of “{province}” is disputed, and one publisher states it {value} times: {other}. Give the "
        "repetitions copy_of in raw/sources.csv" + _JUDGE_EN,
    ),
    # Reference tables that do not agree with one another.
    "seed_alias": (
        "“{value}” trỏ đến {found} nhưng là cách viết của {expected}. Sửa province_id",
        "“{value}” stands for {found} and is a spelling of {expected}. Correct province_id",
    ),
    "seed_share": (
        "tỷ lệ dân số {value} của {province} không khớp provinces.csv: phải là {expected}. Sửa population_share",
        "the share {value} of {province} does not agree with provinces.csv, by which it is {expected}. Correct "
        "population_share",
    ),
    "seed_no_successor": (
        "{value} không có đơn vị kế thừa. Thêm một dòng",
        "{value} has no successor. Add a row",
    ),
    "seed_date": (
        "ngày {value} không thể là của kỳ {edition}, hoặc không sau ngày của kỳ trước. Sửa as_of_date",
        "{value} cannot be the date of {edition}, or is not later than that of the edition before. Correct as_of_date",
    ),
    "seed_boundaries": (
        "bộ {value} không có hiệu lực ngày {date} của kỳ {edition}: có {expected}. Sửa boundary_set hoặc as_of_date",
        "set {value} did not hold on {date}, the date of {edition}: {expected} did. Correct boundary_set or as_of_date",
    ),
    "seed_units": (
        "kỳ {edition} ghi {value} đơn vị, bộ địa giới có {expected}. Sửa units_expected",
        "{edition} expects {value} units and its boundaries have {expected}. Correct units_expected",
    ),
    "seed_scored": (
        "kỳ {edition} ghi {value} đơn vị được chấm điểm, theo unscored_units.csv phải là {expected}. Sửa một trong hai",
        "{edition} has {value} units scored, by unscored_units.csv it is {expected}. Correct one of the two",
    ),
    "seed_bounds": (
        "giới hạn {value} của {component} ({edition}) khác tổng giới hạn các phần: {expected}. Sửa một trong hai",
        "the bounds {value} of {component} ({edition}) are not those of its parts together: {expected}. Correct one "
        "of the two",
    ),
    "seed_break": (
        "thiếu hoặc nhẹ hơn mức cần: thay đổi của {value} trong kỳ {edition}, vì {because} thay đổi. Thêm dòng hoặc "
        "sửa break_kind",
        "a break of {value} in {edition} is missing or softer than it must be, because of {because}. Add a row or "
        "correct break_kind",
    ),
    "seed_group_bound": (
        "cận dưới {value} của nhóm ({edition}) không thấp hơn {expected}, hoặc nằm ngoài thang điểm. Sửa lower_bound",
        "the lower bound {value} of a group ({edition}) is not below {expected}, or is off the scale. Correct "
        "lower_bound",
    ),
    "seed_heading": (
        "tiêu đề “{value}” là mã của một thành phần nhưng lại trỏ đến {found}. Sửa role",
        "heading “{value}” is the code of one component and stands for {found}. Correct role",
    ),
}


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one raw file. `file` is relative to `raw/`; `line` counts from 1, None for the whole file."""

    code: str
    file: str
    line: int | None = None
    column: str | None = None
    value: str = ""
    details: dict[str, object] = field(default_factory=dict)

    def messages(self) -> tuple[str, str]:
        return MESSAGES[self.code]

    def place(self, is_english: bool) -> str:
        place = f"raw/{shown(self.file)}".rstrip("/")
        if self.line is not None:
            place += f", {'line' if is_english else 'dòng'} {self.line}"
        if self.column is not None:
            place += f", {'column' if is_english else 'cột'} {shown(self.column)}"
        return place

    def _say(self, is_english: bool) -> str:
        message = self.messages()[is_english]
        # What ends in a command or a row is to be pasted: no full stop behind it.
        end = "" if message.endswith("}") else "."
        details = {name: shown(str(detail)) for name, detail in self.details.items()}
        return f"{self.place(is_english)}: {message.format(value=shown(self.value), **details)}{end}"

    @property
    def text_vi(self) -> str:
        return self._say(False)

    @property
    def text_en(self) -> str:
        return self._say(True)


class RawFilesRefused(Exception):
    """Raw files have problems; nothing of them was loaded. The message lists every one in both languages."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(report(problems))


def shown(value: str) -> str:
    """What a file says, on one line, without characters that a terminal would obey, and not at any length."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in value)
    return shown if len(shown) <= SHOWN_LETTERS else f"{shown[:SHOWN_LETTERS]}…"


def report(problems: list[Problem]) -> str:
    """Problems, each in Vietnamese and English, one blank line between them; of very many, how many more."""
    blocks = [f"{p.text_vi}\n{p.text_en}" for p in problems[:SHOWN_PROBLEMS]]
    if more := len(problems) - len(blocks):
        blocks.append(f"… và {more} lỗi nữa.\n… and {more} more.")
    return "\n\n".join(blocks)
