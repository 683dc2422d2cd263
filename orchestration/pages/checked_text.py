"""The page of a text that was checked: the text with each figure underlined by its verdict, and ours beside it.

One file that needs no other: it is sent by mail and printed, and belongs to no release.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from orchestration.pages.language import Language
from orchestration.pages.rendering import ASSETS, TEMPLATES, style_sheet

FONT = "governance-sans.woff2"
# The worst of a figure's verdicts is how it is underlined.
_GRAVEST = ("contradicted", "missed", "conflicting", "unverifiable", "question", "confirmed", "met")

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Mark:
    """A figure at its place in a paragraph, with the rows of its claims and its questions in words."""

    paragraph: int
    start: int
    end: int
    status: str
    rows: list[Row]
    questions: list[str]

    @property
    def kind(self) -> str:
        """By what it is underlined: a verdict, `question`, or its status."""
        found = {row["verdict"] for row in self.rows} | ({"question"} if self.questions else set())
        return next((kind for kind in _GRAVEST if kind in found), self.status)


def page(
    name: str,
    paragraphs: list[str],
    marks: list[Mark],
    language: str,
    about: Callable[[Row, str], str],
) -> str:
    """The page as HTML, in one language."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    t = Language(language)
    numbered = [mark for mark in marks if mark.rows or mark.questions]
    numbers = {id(mark): n for n, mark in enumerate(numbered, start=1)}
    kinds: dict[str, int] = {}
    for mark in marks:
        for kind in [row["verdict"] for row in mark.rows] or [mark.kind]:
            kinds[kind] = kinds.get(kind, 0) + 1
    names = {row["verdict"]: row[f"verdict_name_{language}"] for mark in marks for row in mark.rows}
    return environment.get_template("checked_text.html").render(
        t=t,
        name=name,
        style=_style(),
        paragraphs=[
            {
                "pieces": _pieces(text, [mark for mark in marks if mark.paragraph == number], numbers),
                "figures": [
                    _figure(mark, numbers[id(mark)], language, about) for mark in numbered if mark.paragraph == number
                ],
            }
            for number, text in enumerate(paragraphs, start=1)
        ],
        legend=[
            (kind, names.get(kind) or t(_LEGEND[kind]), kinds[kind]) for kind in (*_GRAVEST, *_OTHERS) if kind in kinds
        ],
    )


def _figure(mark: Mark, number: int, language: str, about: Callable[[Row, str], str]) -> dict[str, Any]:
    """What stands beside the text of a figure."""
    return {
        "n": number,
        "rows": [
            {
                "verdict": row["verdict"],
                "name": row[f"verdict_name_{language}"],
                "about": about(row, language),
                "ours": row[f"warehouse_{language}"],
                "sentence": row[f"explanation_{language}"],
            }
            for row in mark.rows
        ],
        "questions": mark.questions,
    }


_OTHERS = ("not_understood", "out_of_scope")
_LEGEND = {
    "question": "text_page_legend_question",
    "not_understood": "text_page_legend_unknown",
    "out_of_scope": "text_page_legend_other",
}


def _pieces(text: str, marks: list[Mark], numbers: dict[int, int]) -> list[dict[str, Any]]:
    """A paragraph as runs of text, those of a figure with its kind and number."""
    found, at = [], 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        if mark.start < at:
            continue
        found.append({"text": text[at : mark.start], "kind": "", "n": None})
        found.append({"text": text[mark.start : mark.end], "kind": mark.kind, "n": numbers.get(id(mark))})
        at = mark.end
    found.append({"text": text[at:], "kind": "", "n": None})
    return found


def _style() -> Markup:
    """The style of the pages, with its typeface inside: the project's own files, so nothing to escape."""
    font = base64.b64encode((ASSETS / FONT).read_bytes()).decode()
    own = (ASSETS / "checked_text.css").read_text(encoding="utf-8")
    return Markup((style_sheet() + own).replace(f"url({FONT})", f"url(data:font/woff2;base64,{font})"))
