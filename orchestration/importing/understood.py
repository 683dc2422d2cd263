"""The table that was read from a publisher's file, with the cell of every figure and what was left out. No logic."""

from dataclasses import dataclass, field

from orchestration.reference import RANK_ROLE


@dataclass(frozen=True)
class Source:
    """A cell of the publisher's file: sheet (blank for a CSV) and the cell as a spreadsheet names it."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.sheet else self.cell


@dataclass(frozen=True)
class Line:
    """One column (or row, where provinces stand side by side) of figures: what it is headed and where it stands."""

    sheet: str
    place: str
    label: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A line, a cell or a sheet that is left out or read in a special way. `reason` is a code."""

    line: Line
    reason: str


@dataclass(frozen=True)
class SheetRead:
    """A sheet of which something was taken."""

    name: str
    are_provinces_across: bool
    n_provinces: int


@dataclass
class Understood:
    """The table of one edition. Values are decimal text by province and role, blank where the file has none."""

    sheets: list[SheetRead] = field(default_factory=list)
    provinces: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    sources: dict[tuple[str, str], Source] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    noticed: list[LeftOut] = field(default_factory=list)
    n_rounded: int = 0

    def roles(self, headings: dict[str, str]) -> list[str]:
        """Roles that the table has, in the order of the layout."""
        return [role for role in headings if role in self.lines]

    def blanks(self) -> dict[str, list[str]]:
        """Components without a figure by province; ranks are no components."""
        blank: dict[str, list[str]] = {}
        for (province, role), value in self.values.items():
            if not value and role != RANK_ROLE:
                blank.setdefault(province, []).append(role)
        return blank
