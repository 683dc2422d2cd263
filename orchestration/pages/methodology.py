"""How the figures are made, from docs/methodology.md and its Vietnamese version."""

from collections.abc import Iterator

from orchestration import paths
from orchestration.messages import texts
from orchestration.pages import dictionary, prose
from orchestration.pages.contents import Contents
from orchestration.pages.language import Language
from orchestration.pages.page import Link, Page

NAME = "methodology.html"
LINKS = (Link(NAME, "menu_methodology", is_main=False),)
FILES = {texts.EN: "methodology.md", texts.VI: "methodology.vi.md"}
DOCUMENTS = {"methodology.md": NAME, "methodology.vi.md": NAME, "cookbook.md": "cookbook.html"}


def text(language: str) -> str:
    return (paths.docs_dir() / FILES[language]).read_text(encoding="utf-8")


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    anchors = [prose.slug(heading) for heading in prose.headings(text(texts.EN))]
    title, lead, rest = prose.parts(text(t.code))
    links = DOCUMENTS | dictionary.links(contents)
    context = {
        "heading": title,
        "lead": prose.inline(lead.replace("\n", " "), t, links),
        "prose": prose.rendered(rest, t, links, anchors, t("scroll_table")),
    }
    yield Page(NAME, "methodology.html", dictionary.SECTION, context)
