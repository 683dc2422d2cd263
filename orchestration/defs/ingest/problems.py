"""What can be wrong with a raw file, said once each in Vietnamese and English with the remedy.

Only the words belong here; the reader and the manifest decide which apply.
"""

from dataclasses import dataclass, field

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
        "không phải văn bản UTF-8 (byte {value}). Lưu lại tệp dưới dạng CSV UTF-8",
        "this is not UTF-8 text (byte {value}). Save the file again as CSV UTF-8",
    ),
    "csv": (
        "không đọc được như CSV: {value}. Kiểm tra dấu ngoặc kép và dấu phẩy ở dòng này",
        "this cannot be read as CSV: {value}. Check the quotes and commas of this line",
    ),
    "empty": (
        "tệp trống. Chép lại bảng đầy đủ vào tệp",
        "the file is empty. Copy the full table into it again",
    ),
    "no_rows": (
        "chỉ có dòng tiêu đề, không có tỉnh nào. Chép lại bảng đầy đủ vào tệp",
        "there is only a heading line, not one province. Copy the full table into it again",
    ),
    "unknown_column": (
        "cột không có trong kỳ này. Xóa cột, hoặc khai báo trong dbt_project/seeds/layouts.csv",
        "this edition has no such column. Remove it, or declare it in dbt_project/seeds/layouts.csv",
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
    "not_a_number": (
        "“{value}” không phải là số. Ghi theo dạng 1.23456, dấu chấm thập phân",
        "“{value}” is not a number. Write it as 1.23456, with a decimal point",
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

    def _say(self, message: str, line_word: str, column_word: str) -> str:
        place = f"raw/{self.file}".rstrip("/")
        if self.line is not None:
            place += f", {line_word} {self.line}"
        if self.column is not None:
            place += f", {column_word} {self.column}"
        # What ends in a command or a row is to be pasted: no full stop behind it.
        end = "" if message.endswith("}") else "."
        return f"{place}: {message.format(value=self.value, **self.details)}{end}"

    @property
    def text_vi(self) -> str:
        return self._say(MESSAGES[self.code][0], "dòng", "cột")

    @property
    def text_en(self) -> str:
        return self._say(MESSAGES[self.code][1], "line", "column")


class RawFilesRefused(Exception):
    """Raw files have problems; nothing of them was loaded. The message lists every one in both languages."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(report(problems))


def report(problems: list[Problem]) -> str:
    """All problems, each in Vietnamese and English, one blank line between them."""
    return "\n\n".join(f"{p.text_vi}\n{p.text_en}" for p in problems)
