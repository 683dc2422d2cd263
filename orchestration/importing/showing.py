"""What the command prints of a file that it understood."""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration.importing.understood import LeftOut, Line, Understood
from orchestration.messages.problems import shown
from orchestration.messages.texts import label
from orchestration.messages.texts import shown as in_languages
from orchestration.reference import Component

SHOWN_LABELS = 3
SHOWN_PLACES = 12


def show(understood: Understood, components: dict[str, Component], headings: dict[str, str], out: Console) -> None:
    """Sheets, where each component came from with a few values, and what was left out and why."""
    sheets = _table("shown_sheet", "shown_orientation", "shown_provinces")
    for sheet in dict.fromkeys(understood.sheets):
        orientation = label("shown_in_columns" if sheet.are_provinces_across else "shown_in_rows")
        sheets.add_row(_cell(sheet.name or "CSV"), orientation, str(sheet.n_provinces))
    if understood.sheets:
        out.print(sheets)
    several = len({line.sheet for lines in understood.lines.values() for line in lines}) > 1
    lines = _table("shown_component", "shown_from", "shown_heading", "shown_values")
    for role in understood.roles(headings):
        name = components[role].names[0] if role in components and components[role].names else ""
        for position, line in enumerate(understood.lines[role]):
            component = _cell(f"{role} {name}" if position == 0 else "")
            lines.add_row(component, _cell(_place(line, several)), _cell(line.label), _cell("  ".join(line.samples)))
    if understood.lines:
        out.print(lines)
    for what, found in (("left_out", understood.left_out), ("noticed", understood.noticed)):
        if found:
            table = _table(f"shown_{what}", "shown_why")
            for (sheet, reason), group in _grouped(found).items():
                table.add_row(_cell(_left_out(sheet, group)), in_languages(f"why_{what}_{reason}"))
            out.print(table)
    if understood.n_rounded:
        out.print(in_languages("shown_rounded", n=understood.n_rounded))


def _grouped(found: list[LeftOut]) -> dict[tuple[str, str], list[Line]]:
    groups: dict[tuple[str, str], list[Line]] = {}
    for one in found:
        groups.setdefault((one.line.sheet, one.reason), []).append(one.line)
    return groups


def _left_out(sheet: str, lines: list[Line]) -> str:
    """The sheet, the places and the first labels of lines left out for one reason."""
    found = [line.place for line in lines if line.place]
    places = ", ".join(found[:SHOWN_PLACES])
    if len(found) > SHOWN_PLACES:
        places += f" … (+{len(found) - SHOWN_PLACES})"
    labels = list(dict.fromkeys(line.label for line in lines if line.label))
    more = f" … (+{len(labels) - SHOWN_LABELS})" if len(labels) > SHOWN_LABELS else ""
    what = "; ".join(labels[:SHOWN_LABELS]) + more
    return "\n".join(part for part in (" ".join(part for part in (sheet, places) if part), what) if part)


def _place(line: Line, with_sheet: bool) -> str:
    place = f"{label('shown_row' if line.place.isdigit() else 'shown_column')} {line.place}"
    return f"{line.sheet}, {place}" if with_sheet else place


def _table(*codes: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for code in codes:
        table.add_column(label(code), overflow="fold")
    return table


def _cell(value: str) -> Text:
    return Text("\n".join(shown(line) for line in value.split("\n")))
