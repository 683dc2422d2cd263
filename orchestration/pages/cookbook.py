"""Questions that people ask with their SQL and its answer, from docs/cookbook.md, each language its own words."""

import re
from collections.abc import Iterator

from orchestration import paths
from orchestration.pages import dictionary, prose
from orchestration.pages.contents import Contents
from orchestration.pages.language import Language
from orchestration.pages.methodology import DOCUMENTS
from orchestration.pages.page import Link, Page

NAME = "cookbook.html"
LINKS = (Link(NAME, "menu_cookbook", is_main=False),)
# A heading, what a reader should know, the statements and the table that the last one prints.
RECIPE = re.compile(
    r"^## (?P<title>.+)\n(?P<text>(?s:.*?))```sql\n(?P<sql>(?s:.*?))```\n\n(?P<answer>(?:\|.*\n)*)", re.MULTILINE
)
_TABLE = re.compile(r"\b(?:bi|marts)\.\w+")


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    document = (paths.docs_dir() / "cookbook.md").read_text(encoding="utf-8")
    title, _, _ = prose.parts(document)
    links = DOCUMENTS | dictionary.links(contents)
    recipes = [recipe(found, t, links) for found in RECIPE.finditer(document)]
    context = {
        "heading": _side(title.split(" · "), t)[0],
        "recipes": recipes,
        "note": prose.inline(t("cookbook_note"), t, links),
    }
    yield Page(NAME, "cookbook.html", dictionary.SECTION, context)


def recipe(found: re.Match[str], t: Language, links: dict[str, str]) -> dict[str, object]:
    """A question in one language."""
    number, _, title = found["title"].partition(". ")
    paragraphs = found["text"].strip().split("\n\n")
    tables = dict.fromkeys(name for name in _TABLE.findall(found["sql"]) if name in links)
    return {
        "number": int(number),
        "anchor": f"q{number}",
        "question": _side(title.split(" · "), t)[0],
        "text": [prose.inline(p.replace("\n", " "), t, links) for p in _side(paragraphs, t)],
        "sql": found["sql"].rstrip("\n"),
        "tables": [(name, links[name]) for name in tables],
        "answer": prose.rendered(found["answer"], t, {}, scroll_label=t("scroll_table")).html,
    }


def _side(both: list[str], t: Language) -> list[str]:
    """The language's half of what is written in Vietnamese first and English after it.

    Raises `ValueError` where the halves are not alike.
    """
    half, odd = divmod(len(both), 2)
    if odd:
        raise ValueError(f"one language is missing beside {both[0]!r}")
    return both[:half] if t.is_vietnamese else both[half:]
