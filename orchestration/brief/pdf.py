"""The document as PDF, and its charts as pictures, by typst: the same bytes for the same document."""

import datetime
import json
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst

from orchestration.brief.document import Chart, Document

_HERE = Path(__file__).parent
FONTS, TEMPLATES = _HERE / "fonts", _HERE / "templates"
# From full size down, until all fits on its pages.
SCALES = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8)
# Of pictures: sharp in print, and small enough to be sent.
PIXELS_PER_INCH = 220
# As the template says it, and as typst says of a letter that the fonts do not have.
TOO_MANY_PAGES = "more pages than asked for"
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')


class TooLong(Exception):
    """The document does not fit on its pages, however small."""


@cache
def _compiler() -> typst.Compiler:
    """With the fonts of this folder alone: what a machine has must not show."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(root=TEMPLATES, font_paths=fonts)


def _json(value: object) -> str:
    # A word joiner is for browsers; here it would be a letter that the font does not have.
    return json.dumps(value, ensure_ascii=False, default=str).replace("\u2060", "")


def write(document: Document) -> bytes:
    """Raises `TooLong` where a page would not hold its sections."""
    content, stamp = _json(asdict(document)), document.built_at.replace(tzinfo=datetime.UTC)
    scales = list(SCALES)
    while scales:
        try:
            return _compiler().compile(
                TEMPLATES / "brief.typ",
                format="pdf",
                sys_inputs={"brief": content, "scale": str(scales[0])},
                # Tagged, with a language, a title and words for every picture, or typst refuses it.
                pdf_standards="ua-1",
                timestamp=int(stamp.timestamp()),
            )
        except typst.TypstError as error:
            if unknown := _NO_GLYPH.search(str(error)):
                content = content.replace(unknown.group(1), "?")
            elif TOO_MANY_PAGES in str(error):
                scales.pop(0)
            else:
                raise
    raise TooLong(document.title)


def pictures(charts: list[Chart]) -> list[bytes]:
    """Each chart as PNG."""
    if not charts:
        return []
    content = _json([asdict(chart) for chart in charts])
    found = _compiler().compile(
        TEMPLATES / "charts.typ", format="png", ppi=PIXELS_PER_INCH, sys_inputs={"charts": content}
    )
    return found if isinstance(found, list) else [found]
