"""What a brief consists of, in one language, for whichever writer: words and figures as they are printed.

No layout, and no figure that is not a string yet: PDF and Word cannot differ in what they say.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Chart:
    """A drawing with what it says in words. Width and height are in pixels of the drawing."""

    svg: str
    width: int
    height: int
    alt: str
    kind: str = "chart"


@dataclass(frozen=True)
class Paragraph:
    """A sentence or a few."""

    text: str
    kind: str = "paragraph"


@dataclass(frozen=True)
class Note:
    """Small print below what it explains."""

    text: str
    kind: str = "note"


@dataclass(frozen=True)
class Bullets:
    """Sentences of one rank, a line each."""

    items: Sequence[str]
    kind: str = "bullets"


@dataclass(frozen=True)
class Table:
    """`align` has a letter for each column (l, r, c), `widths` its share; the first column heads the rows."""

    label: str
    head: Sequence[str | Chart]
    rows: Sequence[Sequence[str | Chart]]
    align: str
    widths: Sequence[float]
    kind: str = "table"


Block = Chart | Paragraph | Note | Bullets | Table


@dataclass(frozen=True)
class Section:
    """The heading is the answer, the blocks its proof."""

    heading: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Document:
    """`pages` are the sections of each printed page; `release_id` and `built_at` those of the release."""

    language: str
    title: str
    subject: str
    kicker: str
    name: str
    subtitle: str
    lead: str
    pages: Sequence[Sequence[Section]]
    footer: str
    publisher: str
    release_id: str
    built_at: datetime.datetime

    @property
    def charts(self) -> list[Chart]:
        """In the order of reading."""
        found: list[Chart] = []
        for section in (section for page in self.pages for section in page):
            for block in section.blocks:
                cells = (
                    [cell for row in (block.head, *block.rows) for cell in row] if isinstance(block, Table) else [block]
                )
                found += [cell for cell in cells if isinstance(cell, Chart)]
        return found
