"""Why a publisher's file or an option is refused, said once each in Vietnamese and English with the remedy.

Only the words and the places belong here. What the reader of raw tables finds is told in its own words, at the
cell of the publisher's file that the figure came from.
"""

from dataclasses import dataclass

from orchestration.importing.understood import Understood
from orchestration.messages import problems

# Keyed by code: Vietnamese, English. Placeholders come from the problem's value and details.
MESSAGES: dict[str, tuple[str, str]] = {
    "option_missing": (
        "chưa có {value}. Chạy lại trong cửa sổ dòng lệnh để được hỏi, hoặc thêm vào lệnh: {example}",
        "{value} is not given. Run it in a terminal to be asked, or add to the command: {example}",
    ),
    "option_invalid": (
        "“{value}” không hợp lệ. Cần: {expected}",
        "“{value}” is not valid. It must be: {expected}",
    ),
    "unknown_index": (
        "không có chỉ số “{value}”. Cần một trong: {expected}",
        "there is no index “{value}”. It must be one of: {expected}",
    ),
    "no_boundary_set": (
        "ngày {value} không ứng với một bộ tỉnh duy nhất (tìm thấy: {found}). Nêu rõ BOUNDARY_SET: {expected}",
        "on {value} not exactly one set of provinces is valid (found: {found}). Say BOUNDARY_SET, one of: {expected}",
    ),
    "file_missing": (
        "không tìm thấy tệp. Kiểm tra đường dẫn sau FILE=",
        "there is no such file. Check the path after FILE=",
    ),
    "file_unreadable": (
        "không đọc được tệp ({value}). Kiểm tra quyền đọc, và FILE= phải là một tệp thường",
        "the file cannot be read ({value}). Check its permissions, and that FILE= is an ordinary file",
    ),
    "raw_exists": (
        "{value} đã có. Nếu muốn thay bằng tệp này, thêm REPLACE=1 vào lệnh",
        "{value} is there already. To replace it by this file, add REPLACE=1 to the command",
    ),
    "password": (
        "bảng tính có mật khẩu. Mở bằng chương trình bảng tính, bỏ mật khẩu, lưu lại rồi nhập",
        "the workbook is protected by a password. Open it, take the password off, save it, and import that",
    ),
    "damaged": (
        "không mở được bảng tính ({value}). Tải lại tệp, hoặc mở bằng chương trình bảng tính và lưu lại thành .xlsx",
        "the workbook cannot be opened ({value}). Download it again, or open it and save it again as .xlsx",
    ),
    "no_cells": (
        "bảng tính không có ô nào có nội dung ở trang hiển thị. Kiểm tra xem có đúng tệp không",
        "the workbook has no cell with content on a visible sheet. Check that it is the right file",
    ),
    "unknown_sheet": (
        "không có trang tính “{value}”. Các trang: {expected}",
        "there is no sheet “{value}”. The sheets are: {expected}",
    ),
    "left_out_by_name": (
        "không còn trang nào để đọc: theo tên, trang {value} là của năm khác hoặc không phải điểm chính thức. Kiểm tra "
        'YEAR={year}; nếu đúng là trang cần đọc thì nêu rõ: SHEET="{example}"',
        "no sheet is left to read: by their names, {value} are of another year or not the official scores. Check "
        'YEAR={year}; if a sheet is meant in spite of its name, say so: SHEET="{example}"',
    ),
    "no_province_axis": (
        "không có hàng hay cột nào chứa tên từ {expected} tỉnh trở lên của bộ {boundary_set}. Kiểm tra xem có đúng là "
        "bảng theo tỉnh không, và BOUNDARY_SET có đúng không",
        "no row or column holds the names of {expected} or more provinces of set {boundary_set}. Check that it is a "
        "table by province, and that BOUNDARY_SET is right",
    ),
    "other_boundary_set": (
        "tệp có {found} tỉnh của bộ {value} và chỉ {known} tỉnh của bộ {boundary_set}. Nếu kỳ này theo bộ {value}, "
        "nêu rõ BOUNDARY_SET={value}",
        "the file has {found} provinces of set {value} and only {known} of set {boundary_set}. If the edition is on "
        "set {value}, say BOUNDARY_SET={value}",
    ),
    "provinces_disagree": (
        "“{value}” ở đây, nhưng ô {other_place} cùng hàng ghi “{other}”. Sửa để hai ô nêu cùng một tỉnh",
        "“{value}” here, but cell {other_place} beside it says “{other}”. Make the two name the same province",
    ),
    "contradiction": (
        "{role} của {province} là “{value}” ở đây và “{other}” ở {other_place} (khác nhau ở {count} tỉnh). Xóa cột "
        "hoặc hàng không phải điểm chính thức, ghi rõ tiêu đề của nó, hoặc chọn trang tính bằng SHEET=…",
        "{role} of {province} is “{value}” here and “{other}” in {other_place} ({count} provinces differ in all). "
        "Delete the column or row that is not the official score, say in its heading what it is, or name the sheets "
        "to read with SHEET=…",
    ),
    "ambiguous_label": (
        "tiêu đề “{value}” có thể là {expected}. Sửa tiêu đề để chỉ nêu một nội dung, hoặc khai báo nó trong "
        "dbt_project/seeds/layouts.csv",
        "the heading “{value}” may be {expected}. Make it say one thing, or declare it in "
        "dbt_project/seeds/layouts.csv",
    ),
    "missing_component": (
        "không có số liệu của {value} ({name}). Thêm từ bảng của đơn vị công bố, hoặc nếu tiêu đề viết khác thì khai "
        "báo tiêu đề đó trong dbt_project/seeds/layouts.csv",
        "there are no figures of {value} ({name}). Add them from the publisher's table, or if the heading is written "
        "otherwise, declare it in dbt_project/seeds/layouts.csv",
    ),
    "structure": (
        "cấu trúc khác với khai báo. dbt_project/seeds có: {expected}. Tệp có: {value}. Nếu kỳ này đổi cấu trúc, thêm "
        "dòng mới vào dbt_project/seeds/components.csv và layouts.csv (năm đầu {year}, và năm cuối {before} cho dòng "
        "không còn dùng) rồi nhập lại",
        "the structure differs from what is declared. dbt_project/seeds have: {expected}. The file has: {value}. If "
        "the structure changed, add new rows to dbt_project/seeds/components.csv and layouts.csv (first year {year}, "
        "and last year {before} for rows no longer in use), then import again",
    ),
    "fractions": (
        "mọi giá trị của {value} đều từ 1 trở xuống trong khi thang điểm đến 100: có vẻ là tỷ lệ hiển thị dạng phần "
        "trăm. Đổi thành số như 85.23 rồi nhập lại",
        "every value of {value} is 1 or less on a scale to 100: these look like fractions shown as percent. Turn them "
        "into numbers such as 85.23, then import again",
    ),
}


@dataclass(frozen=True)
class ImportProblem(problems.Problem):
    """One thing wrong with a publisher's file or an option. `file` is the file or option as the user gave it.

    `sheet` and `cell` say where in a workbook, `cell` alone where in a CSV (row and column as a spreadsheet
    names them)."""

    sheet: str = ""
    cell: str = ""

    def messages(self) -> tuple[str, str]:
        return MESSAGES.get(self.code) or problems.MESSAGES[self.code]

    def place(self, is_english: bool) -> str:
        return ", ".join(part for part in (problems.shown(self.file), place(self.sheet, self.cell, is_english)) if part)


def place(sheet: str, cell: str, is_english: bool) -> str:
    """A sheet and a cell (or a range) in words."""
    words = ("sheet", "cell") if is_english else ("trang", "ô")
    parts = [f"{words[0]} “{problems.shown(sheet)}”"] if sheet else []
    return ", ".join([*parts, *([f"{words[1]} {cell}"] if cell else [])])


class ImportRefused(Exception):
    """Nothing is imported and nothing written. The message lists every problem in both languages.

    `understood` is what was understood of the file by then, if anything."""

    def __init__(self, found: list[ImportProblem], understood: Understood | None = None) -> None:
        self.problems = found
        self.understood = understood
        super().__init__(problems.report(found))


def refuse(code: str, file: str, value: str = "", **details: object) -> ImportRefused:
    """One problem of a file or an option as an error to raise."""
    return ImportRefused([ImportProblem(code, file, value=value, details=details)])
