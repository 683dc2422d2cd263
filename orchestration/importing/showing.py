"""What the command prints of a file that it understood, in both languages."""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration.importing.understood import LeftOut, Line, Understood
from orchestration.messages.problems import shown
from orchestration.reference import Component

REASONS = {
    "hidden": ("trang bị ẩn", "hidden sheet"),
    "too_large": ("trang quá lớn so với một bảng theo tỉnh", "too large for a table by province"),
    "blank": ("trống", "blank"),
    "no_provinces": ("không phải bảng theo tỉnh", "no table by province"),
    "no_components": ("không có thành phần nào của kỳ này", "none of the edition's components"),
    "other_year": ("của năm khác", "of another year"),
    "weighted": ("điểm có trọng số", "weighted scores"),
    "bounds": ("cận, khoảng tin cậy", "bounds, confidence interval"),
    "error": ("sai số", "standard error"),
    "rank": ("thứ hạng, nhóm", "rank, group"),
    "change": ("thay đổi", "change"),
    "mean": ("trung bình", "mean"),
    "count": ("cỡ mẫu", "sample size"),
    "maximum_points": ("điểm tối đa", "maximum points"),
    "names": ("tên tỉnh lần nữa", "province names once more"),
    "ignored": ("số thứ tự, mã", "running number, code"),
    "not_kept": ("tổng hoặc phần mà bảng không giữ", "a sum or part that the table does not keep"),
    "unknown_code": ("mã không có trong kỳ này", "a code that the edition does not have"),
    "unknown_heading": ("không nhận ra tiêu đề", "heading not known"),
    "summary": ("dòng tổng hợp, không phải tỉnh", "summary, no province"),
    "no_name": ("không có tên tỉnh", "no province named"),
    "no_province": ("không phải tỉnh; đã đủ các tỉnh", "no province; all are there already"),
}
SHOWN_LABELS = 3


def console() -> Console:
    found = Console(highlight=False, markup=False)
    return found if found.is_terminal else Console(highlight=False, markup=False, width=110)


def show(understood: Understood, components: dict[str, Component], headings: dict[str, str], out: Console) -> None:
    """Sheets, where each component came from with a few values, and what was left out and why."""
    sheets = _table("Trang / Sheet", "Tỉnh nằm / Provinces are in", "Số tỉnh / Provinces")
    for sheet in understood.sheets:
        orientation = "cột / columns" if sheet.are_provinces_across else "hàng / rows"
        sheets.add_row(_cell(sheet.name or "CSV"), orientation, str(sheet.n_provinces))
    if understood.sheets:
        out.print(sheets)
    several = len({line.sheet for lines in understood.lines.values() for line in lines}) > 1
    lines = _table("Thành phần / Component", "Từ / From", "Tiêu đề trong tệp / Heading in the file", "Giá trị / Values")
    for role in understood.roles(headings):
        name = components[role].names[0] if role in components and components[role].names else ""
        for position, line in enumerate(understood.lines[role]):
            label = _cell(f"{role} {name}" if position == 0 else "")
            lines.add_row(label, _cell(_place(line, several)), _cell(line.label), _cell("  ".join(line.samples)))
    if understood.lines:
        out.print(lines)
    if understood.left_out:
        left_out = _table("Bỏ qua / Left out", "Lý do / Why")
        for (sheet, reason), group in _grouped(understood.left_out).items():
            vi, en = REASONS[reason]
            left_out.add_row(_cell(_left_out(sheet, group)), f"{vi}\n{en}")
        out.print(left_out)
    if understood.n_rounded:
        out.print(f"{understood.n_rounded} số được làm tròn đến 5 chữ số thập phân.")
        out.print(f"{understood.n_rounded} figures were rounded half up to five decimals.")


def _grouped(found: list[LeftOut]) -> dict[tuple[str, str], list[Line]]:
    groups: dict[tuple[str, str], list[Line]] = {}
    for one in found:
        groups.setdefault((one.line.sheet, one.reason), []).append(one.line)
    return groups


def _left_out(sheet: str, lines: list[Line]) -> str:
    """The sheet, the places and the first labels of lines left out for one reason."""
    places = ", ".join(line.place for line in lines if line.place)
    labels = [line.label for line in lines if line.label]
    more = f" … (+{len(labels) - SHOWN_LABELS})" if len(labels) > SHOWN_LABELS else ""
    what = "; ".join(labels[:SHOWN_LABELS]) + more
    return "\n".join(part for part in (" ".join(part for part in (sheet, places) if part), what) if part)


def _place(line: Line, with_sheet: bool) -> str:
    place = f"hàng / row {line.place}" if line.place.isdigit() else f"cột / column {line.place}"
    return f"{line.sheet}, {place}" if with_sheet else place


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _cell(value: str) -> Text:
    return Text("\n".join(shown(line) for line in value.split("\n")))
